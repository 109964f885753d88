package dcgan.tensor.simd;

import dcgan.tensor.Backend;
import dcgan.tensor.Device;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.spi.ConvolutionChoice;

/** The CPU's vector units. */
final class SimdBackend implements Backend {

    private final Device device;
    private final Workers workers;
    private final ConvolutionChoice convolutions;

    SimdBackend(Device device, int threads, ConvolutionChoice convolutions) {
        this.device = device;
        this.workers = new Workers(threads);
        this.convolutions = convolutions;
    }

    @Override
    public String name() {
        return SimdProvider.NAME;
    }

    @Override
    public Device device() {
        return device;
    }

    @Override
    public Executable compile(Graph graph) {
        return new SimdExecutable(graph, workers, convolutions);
    }

    @Override
    public void close() {
        workers.close();
    }
}
