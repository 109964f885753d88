package example.backend;

import dcgan.tensor.BackendException;
import dcgan.tensor.Device;
import dcgan.tensor.Graph;
import dcgan.tensor.op.ConvTranspose2d;
import dcgan.tensor.op.Op;
import dcgan.tensor.op.ReLU;
import dcgan.tensor.op.Tanh;
import dcgan.tensor.spi.AbstractBackend;
import dcgan.tensor.spi.AbstractExecutable;

/** Knows what a generator without BatchNorm needs, and refuses everything else before it runs. */
final class PlainBackend extends AbstractBackend {
    @Override
    public String name() {
        return "plain";
    }

    @Override
    public Device device() {
        return PlainProvider.DEVICE;
    }

    @Override
    protected AbstractExecutable doCompile(Graph graph) {
        for (Graph.Stage stage : graph.stages()) {
            for (Graph.Node node : stage.nodes()) {
                require(node.op());
            }
        }
        return new PlainExecutable(graph);
    }

    private static void require(Op op) {
        boolean known = switch (op) {
            case ConvTranspose2d deconvolution -> deconvolution.bias() == null;
            case ReLU _, Tanh _ -> true;
            default -> false;
        };
        if (!known) {
            throw new BackendException("backend plain cannot do " + op);
        }
    }

    @Override
    protected void release() {
        // It holds neither threads nor a device.
    }
}
