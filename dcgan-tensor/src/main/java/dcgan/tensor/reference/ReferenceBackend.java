package dcgan.tensor.reference;

import dcgan.tensor.Backend;
import dcgan.tensor.Device;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;

/** Runs a graph op by op, as it is written. */
final class ReferenceBackend implements Backend {

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
    public Executable compile(Graph graph) {
        return new ReferenceExecutable(graph, loop, ReferenceExecutable.Precision.FLOAT32);
    }

    @Override
    public void close() {
        loop.close();
    }
}
