package dcgan.tensor.reference;

import dcgan.tensor.Device;
import dcgan.tensor.Graph;
import dcgan.tensor.spi.AbstractBackend;
import dcgan.tensor.spi.AbstractExecutable;

/** Runs a graph op by op, as it is written. */
final class ReferenceBackend extends AbstractBackend {

    private final Device device;
    private final ParallelLoop loop;

    ReferenceBackend(Device device, int threads) {
        this.device = device;
        this.loop = new ParallelLoop(threads);
    }

    @Override
    public String name() {
        return ReferenceProvider.NAME;
    }

    @Override
    public Device device() {
        return device;
    }

    @Override
    protected AbstractExecutable doCompile(Graph graph) {
        return new ReferenceExecutable(graph, loop, ReferenceExecutable.Precision.FLOAT32);
    }

    @Override
    protected void release() {
        loop.close();
    }
}
