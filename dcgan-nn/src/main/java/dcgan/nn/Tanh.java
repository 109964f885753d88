package dcgan.nn;

import dcgan.tensor.Graph;
import dcgan.tensor.Value;
import dcgan.tensor.op.TanhBackward;

/** {@code tanh(x)} of each element, as {@code torch.nn.Tanh}. */
public record Tanh() implements Layer {

    /** The layer. */
    public static Tanh of() {
        return new Tanh();
    }

    @Override
    public Pass forward(Graph.Builder graph, Scope scope, Value input, Mode mode) {
        return Activations.pass(graph, new dcgan.tensor.op.Tanh(input), TanhBackward::new);
    }
}
