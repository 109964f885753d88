package dcgan.tensor.simd;

import dcgan.tensor.Backend;
import dcgan.tensor.BackendOptions;
import dcgan.tensor.Device;
import dcgan.tensor.planning.ConvolutionChoice;
import dcgan.tensor.simd.vector.VectorWidth;
import dcgan.tensor.spi.BackendProvider;
import dcgan.tensor.spi.HostDevice;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Offers the backend for the CPU's vector units; {@code auto} prefers it to the reference and a GPU to it. */
public final class SimdProvider implements BackendProvider {

    static final String NAME = "simd";

    private static final String CONVOLUTIONS = NAME + ".conv";

    private static final int RANK = 50;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int rank() {
        return RANK;
    }

    @Override
    public Optional<String> unavailable() {
        return Optional.empty();
    }

    @Override
    public Optional<String> slow() {
        return obstacle();
    }

    @Override
    public List<Device> devices() {
        return List.of(host());
    }

    @Override
    public Set<String> properties() {
        return Set.of(VectorWidth.OPTION, CONVOLUTIONS);
    }

    @Override
    public Backend open(BackendOptions options) {
        ConvolutionChoice convolutions = ConvolutionChoice.of(options.properties(), CONVOLUTIONS);
        VectorWidth.choose(options.properties());
        return new SimdBackend(host(), options.threadCount(), convolutions);
    }

    private static Optional<String> obstacle() {
        return VectorCompilation.obstacle().or(VectorWidth::obstacle);
    }

    private static Device host() {
        return HostDevice.of(VectorWidth.bits() + "-bit vectors" + (obstacle().isPresent() ? ", slow here" : ""));
    }
}
