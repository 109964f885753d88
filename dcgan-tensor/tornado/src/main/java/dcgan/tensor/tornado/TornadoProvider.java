package dcgan.tensor.tornado;

import dcgan.tensor.Backend;
import dcgan.tensor.BackendOptions;
import dcgan.tensor.Device;
import dcgan.tensor.spi.BackendProvider;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Offers TornadoVM's devices. */
public final class TornadoProvider implements BackendProvider {

    static final String NAME = "tornado";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int rank() {
        return TornadoDevices.get().hasAccelerator() ? 100 : 5;
    }

    @Override
    public Optional<String> unavailable() {
        return TornadoDevices.get().unavailable();
    }

    @Override
    public List<Device> devices() {
        return TornadoDevices.get().targets().stream()
                .map(TornadoTarget::description)
                .toList();
    }

    @Override
    public Set<String> properties() {
        return Set.of(KernelFamily.PROPERTY);
    }

    @Override
    public Backend open(BackendOptions options) {
        TornadoTarget target = TornadoDevices.get().targets().get(options.device());
        return new TornadoBackend(
                target,
                KernelFamily.choose(options.properties(), target.description().type()));
    }
}
