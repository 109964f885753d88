package dcgan.nn;

import dcgan.nn.Pass.Gradients;
import dcgan.tensor.Graph;
import dcgan.tensor.Value;
import dcgan.tensor.op.Op;
import java.util.Map;
import java.util.Optional;

/** What the layers without parameters share. */
final class Activations {

    private Activations() {}

    static Pass pass(Graph.Builder graph, Op.Pure forward, Backward backward) {
        Value output = graph.add(forward);
        return new Pass(
                output,
                (gradOutput, wanted) -> new Gradients(
                        wanted.input() ? Optional.of(graph.add(backward.of(gradOutput, output))) : Optional.empty(),
                        Map.of()));
    }

    /** Makes the backward op of the gradient to the output and the output. */
    @FunctionalInterface
    interface Backward {
        Op.Pure of(Value gradOutput, Value output);
    }
}
