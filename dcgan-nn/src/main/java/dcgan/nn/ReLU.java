package dcgan.nn;

import dcgan.tensor.Graph;
import dcgan.tensor.Value;
import dcgan.tensor.op.ReLUBackward;

/** {@code max(x, 0)} of each element, as {@code torch.nn.ReLU}. */
public record ReLU() implements Layer {

    /** The layer. */
    public static ReLU of() {
        return new ReLU();
    }

    @Override
    public Pass forward(Graph.Builder graph, Scope scope, Value input, Mode mode) {
        return Activations.pass(graph, new dcgan.tensor.op.ReLU(input), ReLUBackward::new);
    }
}
