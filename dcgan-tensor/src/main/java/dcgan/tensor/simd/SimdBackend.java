package dcgan.tensor.simd;

import dcgan.tensor.Backend;
import dcgan.tensor.Device;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;

/** The CPU's vector units. */
final class SimdBackend implements Backend {

    private final Device device;
    private final Workers workers;

    SimdBackend(Device device, int threads) {
        this.device = device;
        this.workers = new Workers(threads);
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
        return new SimdExecutable(graph, workers);
    }

    @Override
    public void close() {
        workers.close();
    }
}
