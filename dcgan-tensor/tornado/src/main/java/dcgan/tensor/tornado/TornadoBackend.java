package dcgan.tensor.tornado;

import dcgan.tensor.Backend;
import dcgan.tensor.Device;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;

/** Runs graphs on one of TornadoVM's devices. */
final class TornadoBackend implements Backend {

    private final TornadoTarget target;
    private final KernelFamily family;

    TornadoBackend(TornadoTarget target, KernelFamily family) {
        this.target = target;
        this.family = family;
    }

    @Override
    public String name() {
        return TornadoProvider.NAME;
    }

    @Override
    public Device device() {
        return target.description();
    }

    @Override
    public Executable compile(Graph graph) {
        return new TornadoExecutable(graph, target, family);
    }

    @Override
    public void close() {
        // Each executable gives its memory back by itself.
    }
}
