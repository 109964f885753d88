package dcgan.nn;

import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.Increment;
import java.util.Map;

/**
 * The optimiser Adam (Kingma and Ba 2015), as {@code torch.optim.Adam}; {@link dcgan.tensor.op.Adam} has the formula.
 *
 * @param settings learning rate, decay rates and eps
 */
public record Adam(dcgan.tensor.op.Adam.Settings settings) {

    /**
     * With PyTorch's eps of 1e-8 and no weight decay.
     *
     * @throws IllegalArgumentException if lr is not above 0 or a beta not in [0, 1)
     */
    public static Adam of(double lr, double beta1, double beta2) {
        return new Adam(new dcgan.tensor.op.Adam.Settings(lr, beta1, beta2, 1e-8, 0));
    }

    /**
     * Declares the state, {@code prefix.step} of shape {@code [1]} and for each parameter {@code prefix.NAME.exp_avg} and
     * {@code prefix.NAME.exp_avg_sq}, and appends one step. All of the state starts at 0.
     *
     * @param graph receives the ops
     * @param prefix of the state's names
     * @param parameters what is updated, by name
     * @param gradients the gradient to each, under the same names
     */
    public void step(Graph.Builder graph, String prefix, Map<String, Value> parameters, Map<String, Value> gradients) {
        step(graph, prefix, parameters, gradients, null);
    }

    /**
     * The same with a learning rate that changes.
     *
     * @param lrFactor what the learning rate is multiplied with, of shape {@code [1]}; null for 1
     */
    public void step(
            Graph.Builder graph,
            String prefix,
            Map<String, Value> parameters,
            Map<String, Value> gradients,
            Value lrFactor) {
        Value step = graph.parameter(prefix + ".step", Shape.SCALAR);
        graph.update(new Increment(step));
        parameters.forEach((name, parameter) -> graph.update(new dcgan.tensor.op.Adam(
                parameter,
                gradients.get(name),
                graph.parameter(prefix + "." + name + ".exp_avg", parameter.shape()),
                graph.parameter(prefix + "." + name + ".exp_avg_sq", parameter.shape()),
                step,
                lrFactor,
                settings)));
    }
}
