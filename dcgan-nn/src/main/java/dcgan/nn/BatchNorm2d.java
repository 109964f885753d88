package dcgan.nn;

import dcgan.nn.Pass.Gradients;
import dcgan.nn.Pass.Wanted;
import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.BatchNorm2dEvalGradInput;
import dcgan.tensor.op.BatchNorm2dGradInput;
import dcgan.tensor.op.BatchNorm2dGradWeight;
import dcgan.tensor.op.ChannelMean;
import dcgan.tensor.op.ChannelSum;
import dcgan.tensor.op.ChannelVariance;
import dcgan.tensor.op.Increment;
import dcgan.tensor.op.RunningAverage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Batch normalisation of {@code [N, C, H, W]}, as {@code torch.nn.BatchNorm2d} (affine, with running statistics):
 * parameters {@code weight [C]} and {@code bias [C]}; buffers {@code running_mean [C]}, {@code running_var [C]} and
 * {@code num_batches_tracked}. Every forward pass in {@link Mode#TRAINING} updates the buffers.
 *
 * @param numFeatures C
 * @param eps added to the variance; 1e-5 by default
 * @param momentum the weight of a batch in the running statistics; 0.1 by default
 */
public record BatchNorm2d(int numFeatures, float eps, float momentum) implements Layer {

    /** The buffer with the running mean of each channel, {@code [C]}. */
    public static final String RUNNING_MEAN = "running_mean";

    /** The buffer with the running variance of each channel, {@code [C]}. */
    public static final String RUNNING_VAR = "running_var";

    /** The buffer that counts the training passes: of shape {@code [1]} in graphs, a 64-bit scalar in files. */
    public static final String NUM_BATCHES_TRACKED = "num_batches_tracked";

    /**
     * @throws IllegalArgumentException if the number of features is below 1, eps not above 0 or momentum not in [0, 1]
     */
    public BatchNorm2d {
        Convolutions.requirePositive("BatchNorm2d", "numFeatures", numFeatures);
        if (!(eps > 0 && Float.isFinite(eps))) {
            throw new IllegalArgumentException("BatchNorm2d: eps must be a finite number above 0, but is " + eps);
        }
        if (!(momentum >= 0 && momentum <= 1)) {
            throw new IllegalArgumentException("BatchNorm2d: momentum must be in [0, 1], but is " + momentum);
        }
    }

    /** With PyTorch's eps and momentum. */
    public static BatchNorm2d of(int numFeatures) {
        return new BatchNorm2d(numFeatures, 1e-5f, 0.1f);
    }

    @Override
    public List<Parameter> parameters() {
        Shape shape = Shape.of(numFeatures);
        Distribution zero = new Distribution.Constant(0);
        return List.of(
                Parameter.trained("weight", shape, new Distribution.Constant(1), new Distribution.Normal(1, 0.02f)),
                Parameter.trained("bias", shape, zero, zero),
                Parameter.buffer(RUNNING_MEAN, shape, 0),
                Parameter.buffer(RUNNING_VAR, shape, 1),
                Parameter.buffer(NUM_BATCHES_TRACKED, Shape.SCALAR, 0));
    }

    @Override
    public OptionalInt inputChannels() {
        return OptionalInt.of(numFeatures);
    }

    @Override
    public Pass forward(Graph.Builder graph, Scope scope, Value input, Mode mode) {
        return mode == Mode.EVALUATION
                ? evaluation(graph, scope, input)
                : ofBatch(graph, scope, input, mode, SyncBatchNorm2d.Statistics.OWN);
    }

    /** A pass normalised by the statistics of its batch, which may be spread over several graphs. */
    Pass ofBatch(Graph.Builder graph, Scope scope, Value input, Mode mode, SyncBatchNorm2d.Statistics statistics) {
        int count = input.shape().size() / numFeatures * statistics.count();
        if (count < 2) {
            throw new IllegalArgumentException(
                    "BatchNorm2d needs more than one value a channel in training, but got " + input.shape());
        }
        Value weight = scope.get("weight");
        Value mean = graph.add(new ChannelMean(input));
        statistics.average(graph, mean);
        // Of equal parts about the common mean, so that their average is the variance of the whole.
        Value variance = graph.add(new ChannelVariance(input, mean));
        statistics.average(graph, variance);
        float weightOfBatch = mode == Mode.STATISTICS ? 1 : momentum;
        graph.update(new RunningAverage(scope.get(RUNNING_MEAN), mean, weightOfBatch, 1));
        graph.update(new RunningAverage(scope.get(RUNNING_VAR), variance, weightOfBatch, count / (count - 1f)));
        if (mode == Mode.TRAINING) {
            graph.update(new Increment(scope.get(NUM_BATCHES_TRACKED)));
        }
        Value output =
                graph.add(new dcgan.tensor.op.BatchNorm2d(input, mean, variance, weight, scope.get("bias"), eps));
        return new Pass(output, (gradOutput, wanted) -> {
            Value gradWeight = graph.add(new BatchNorm2dGradWeight(gradOutput, input, mean, variance, eps));
            Value gradBias = graph.add(new ChannelSum(gradOutput));
            if (wanted.input()) {
                statistics.average(graph, gradWeight, gradBias);
            }
            Optional<Value> gradInput = wanted.input()
                    ? Optional.of(graph.add(new BatchNorm2dGradInput(
                            gradOutput, input, mean, variance, weight, gradWeight, gradBias, eps)))
                    : Optional.empty();
            return new Gradients(gradInput, parameters(wanted, gradWeight, gradBias));
        });
    }

    private Pass evaluation(Graph.Builder graph, Scope scope, Value input) {
        Value weight = scope.get("weight");
        Value mean = scope.get(RUNNING_MEAN);
        Value variance = scope.get(RUNNING_VAR);
        Value output =
                graph.add(new dcgan.tensor.op.BatchNorm2d(input, mean, variance, weight, scope.get("bias"), eps));
        return new Pass(output, (gradOutput, wanted) -> {
            Optional<Value> gradInput = wanted.input()
                    ? Optional.of(graph.add(new BatchNorm2dEvalGradInput(gradOutput, variance, weight, eps)))
                    : Optional.empty();
            if (!wanted.parameters()) {
                return new Gradients(gradInput, Map.of());
            }
            Value gradWeight = graph.add(new BatchNorm2dGradWeight(gradOutput, input, mean, variance, eps));
            return new Gradients(gradInput, parameters(wanted, gradWeight, graph.add(new ChannelSum(gradOutput))));
        });
    }

    private static Map<String, Value> parameters(Wanted wanted, Value gradWeight, Value gradBias) {
        Map<String, Value> parameters = new LinkedHashMap<>();
        if (wanted.parameters()) {
            parameters.put("weight", gradWeight);
            parameters.put("bias", gradBias);
        }
        return parameters;
    }
}
