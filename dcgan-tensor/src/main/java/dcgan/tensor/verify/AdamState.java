package dcgan.tensor.verify;

import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.Adam;
import dcgan.tensor.op.Increment;
import java.util.ArrayList;
import java.util.List;

/**
 * Adam in the graph of a case: the weights, what it keeps for each, and the number of the step.
 *
 * @param weights the parameters that it updates
 * @param moments m and v for each, of its shape
 * @param step a single number
 */
record AdamState(Value[] weights, List<Value[]> moments, Value step) {

    /** What the names of its own parameters begin with. They start as zeros. */
    static final String PREFIX = "adam.";

    /** With an eps as large as the gradients a step depends on their size and not only on their sign. */
    private static final Adam.Settings SETTINGS = new Adam.Settings(0.01, 0.5, 0.999, 0.1, 0);

    static AdamState declare(Graph.Builder g, Value... weights) {
        List<Value[]> moments = new ArrayList<>();
        for (int k = 0; k < weights.length; k++) {
            Shape shape = weights[k].shape();
            moments.add(new Value[] {g.parameter(PREFIX + "m" + k, shape), g.parameter(PREFIX + "v" + k, shape)});
        }
        return new AdamState(weights, moments, g.parameter(PREFIX + "step", Shape.SCALAR));
    }

    /**
     * Appends a step to the graph.
     *
     * @param gradients one for each weight
     */
    void update(Graph.Builder g, Value... gradients) {
        g.update(new Increment(step));
        for (int k = 0; k < weights.length; k++) {
            Value[] moment = moments.get(k);
            g.update(new Adam(weights[k], gradients[k], moment[0], moment[1], step, SETTINGS));
        }
    }
}
