package dcgan.nn;

import dcgan.tensor.Graph;
import dcgan.tensor.Value;
import dcgan.tensor.op.SigmoidBackward;

/** {@code 1 / (1 + exp(−x))} of each element, as {@code torch.nn.Sigmoid}. */
public record Sigmoid() implements Layer {

    /** The layer. */
    public static Sigmoid of() {
        return new Sigmoid();
    }

    @Override
    public Pass forward(Graph.Builder graph, Scope scope, Value input, Mode mode) {
        return Activations.pass(graph, new dcgan.tensor.op.Sigmoid(input), SigmoidBackward::new);
    }
}
