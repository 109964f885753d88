package dcgan.tensor.reference;

import dcgan.tensor.Backend;
import dcgan.tensor.BackendOptions;
import dcgan.tensor.Device;
import dcgan.tensor.spi.BackendProvider;
import dcgan.tensor.spi.HostDevice;
import java.util.List;
import java.util.Optional;

/** Offers the reference backend, which runs wherever a JVM does and is the last that {@code auto} would take. */
public final class ReferenceProvider implements BackendProvider {

    static final String NAME = "reference";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int rank() {
        return 0;
    }

    @Override
    public Optional<String> unavailable() {
        return Optional.empty();
    }

    @Override
    public List<Device> devices() {
        return List.of(host());
    }

    @Override
    public Backend open(BackendOptions options) {
        return new ReferenceBackend(host(), options.threadCount());
    }

    private static Device host() {
        return HostDevice.of("plain loops in double precision");
    }
}
