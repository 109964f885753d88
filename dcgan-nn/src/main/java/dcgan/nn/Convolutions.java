package dcgan.nn;

import dcgan.nn.Pass.Gradients;
import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.ChannelSum;
import dcgan.tensor.op.Op;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the two kinds of convolution layers share. */
final class Convolutions {

    private static final Distribution PAPER_WEIGHT = new Distribution.Normal(0, 0.02f);

    private Convolutions() {}

    static void requirePositive(String layer, String what, int number) {
        if (number < 1) {
            throw new IllegalArgumentException(layer + ": " + what + " must be at least 1, but is " + number);
        }
    }

    /**
     * Weight and bias. Both start uniform in ±1/√fan_in: {@code kaiming_uniform_(weight, a=√5)} has the bound
     * {@code √(2 / (1 + 5)) · √3 / √fan_in}. PyTorch takes the second extent of the weight for fan_in whatever it means,
     * so that of a transposed convolution is counted from its <em>output</em> channels.
     */
    static List<Parameter> parameters(Shape weight, int outChannels, boolean bias) {
        int fanIn = weight.dim(1) * weight.dim(2) * weight.dim(3);
        Distribution uniform = new Distribution.Uniform((float) (1 / Math.sqrt(fanIn)));
        Parameter weights = Parameter.trained("weight", weight, uniform, PAPER_WEIGHT);
        return bias
                ? List.of(weights, Parameter.trained("bias", Shape.of(outChannels), uniform, uniform))
                : List.of(weights);
    }

    static Pass pass(Graph.Builder graph, Op.Pure forward, boolean bias, GradOp gradInput, GradOp gradWeight) {
        return new Pass(graph.add(forward), (gradOutput, wanted) -> {
            Map<String, Value> parameters = new LinkedHashMap<>();
            if (wanted.parameters()) {
                parameters.put("weight", graph.add(gradWeight.of(gradOutput)));
                if (bias) {
                    parameters.put("bias", graph.add(new ChannelSum(gradOutput)));
                }
            }
            return new Gradients(
                    wanted.input() ? Optional.of(graph.add(gradInput.of(gradOutput))) : Optional.empty(), parameters);
        });
    }

    /** Makes a backward op of the gradient to the output. */
    @FunctionalInterface
    interface GradOp {
        Op.Pure of(Value gradOutput);
    }
}
