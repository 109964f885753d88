package example.backend;

import dcgan.tensor.Backend;
import dcgan.tensor.BackendOptions;
import dcgan.tensor.Device;
import dcgan.tensor.spi.BackendProvider;
import java.util.List;
import java.util.Optional;

/** What {@code Backends} finds: with this module on the path, {@code Backends.open("plain")} works in any program. */
public final class PlainProvider implements BackendProvider {
    static final Device DEVICE =
            new Device(0, "this JVM", "CPU", Runtime.getRuntime().maxMemory(), "one thread, three ops");

    /** For {@code ServiceLoader}. */
    public PlainProvider() {}

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public int rank() {
        return -1; // behind all others, so that "auto" never takes a backend that lacks ops
    }

    @Override
    public Optional<String> unavailable() {
        return Optional.empty();
    }

    @Override
    public List<Device> devices() {
        return List.of(DEVICE);
    }

    @Override
    public Backend open(BackendOptions options) {
        return new PlainBackend();
    }
}
