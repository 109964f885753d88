package dcgan.tensor.simd;

import dcgan.tensor.Device;
import dcgan.tensor.Graph;
import dcgan.tensor.planning.ConvolutionChoice;
import dcgan.tensor.simd.convolution.winograd.WinogradScratchPool;
import dcgan.tensor.simd.run.Workers;
import dcgan.tensor.spi.AbstractBackend;
import dcgan.tensor.spi.AbstractExecutable;

/** The CPU's vector units. */
final class SimdBackend extends AbstractBackend {

    private final Device device;
    private final Workers workers;
    private final WinogradScratchPool scratchPool = new WinogradScratchPool();
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
    protected AbstractExecutable doCompile(Graph graph) {
        return new SimdExecutable(graph, workers, scratchPool, convolutions);
    }

    @Override
    protected void release() {
        workers.close();
        scratchPool.clear();
    }
}
