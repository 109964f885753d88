package dcgan.tensor.tornado;

import dcgan.tensor.Backend;
import dcgan.tensor.BackendException;
import dcgan.tensor.BackendOptions;
import dcgan.tensor.Device;
import dcgan.tensor.planning.ConvolutionChoice;
import dcgan.tensor.spi.BackendProvider;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Offers TornadoVM's devices. */
public final class TornadoProvider implements BackendProvider {

    static final String NAME = "tornado";

    private static final String CONVOLUTIONS = NAME + ".conv";

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
    public List<String> notes() {
        return TornadoDevices.get().notes();
    }

    @Override
    public Set<String> properties() {
        return Set.of(KernelFamily.PROPERTY, CONVOLUTIONS, CudaGraphs.PROPERTY);
    }

    @Override
    public Backend open(BackendOptions options) {
        TornadoTarget target = TornadoDevices.get().targets().get(options.device());
        KernelFamily family =
                KernelFamily.choose(options.properties(), target.description().type());
        ConvolutionChoice convolutions = ConvolutionChoice.of(options.properties(), CONVOLUTIONS);
        if (convolutions == ConvolutionChoice.WINOGRAD && family != KernelFamily.CPU) {
            throw new BackendException(
                    CONVOLUTIONS + " must be auto or direct unless the kernels are cpu, but is \"winograd\"");
        }
        return new TornadoBackend(target, family, convolutions, CudaGraphs.choose(options.properties()));
    }
}
