package dcgan.nn;

import dcgan.tensor.Graph;
import dcgan.tensor.Value;
import java.util.List;
import java.util.OptionalInt;

/**
 * A differentiable function with parameters. A layer is an immutable description; the numbers live in the graphs to
 * which it appends its ops.
 */
public interface Layer {

    /** Its parameters and buffers, in PyTorch's order; none by default. */
    default List<Parameter> parameters() {
        return List.of();
    }

    /** The number of channels that it expects, if it cares. */
    default OptionalInt inputChannels() {
        return OptionalInt.empty();
    }

    /**
     * Appends the ops that compute the layer.
     *
     * @param graph receives the ops
     * @param scope the buffers of its parameters
     * @param input {@code [N, C, H, W]}
     * @param mode what the pass is for
     * @return the output, and how to append the backward ops
     * @throws IllegalArgumentException if the layer does not take an input of that shape
     */
    Pass forward(Graph.Builder graph, Scope scope, Value input, Mode mode);
}
