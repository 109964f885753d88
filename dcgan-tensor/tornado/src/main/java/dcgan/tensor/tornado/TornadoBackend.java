package dcgan.tensor.tornado;

import dcgan.tensor.Device;
import dcgan.tensor.Graph;
import dcgan.tensor.planning.ConvolutionChoice;
import dcgan.tensor.spi.AbstractBackend;
import dcgan.tensor.spi.AbstractExecutable;

/** Runs graphs on one of TornadoVM's devices. */
final class TornadoBackend extends AbstractBackend {

    private final TornadoTarget target;
    private final KernelFamily family;
    private final ConvolutionChoice convolutions;

    TornadoBackend(TornadoTarget target, KernelFamily family, ConvolutionChoice convolutions) {
        this.target = target;
        this.family = family;
        this.convolutions = convolutions;
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
    protected AbstractExecutable doCompile(Graph graph) {
        return new TornadoExecutable(graph, target, family, convolutions);
    }

    @Override
    protected void release() {
        // Each executable gives its memory back by itself.
    }
}
