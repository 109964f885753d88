package dcgan.tensor.tornado;

import dcgan.tensor.Graph;
import dcgan.tensor.Value;
import dcgan.tensor.op.Activation;
import dcgan.tensor.op.ActivationBackward;
import dcgan.tensor.op.Adam;
import dcgan.tensor.op.Add;
import dcgan.tensor.op.BCELoss;
import dcgan.tensor.op.BCELossBackward;
import dcgan.tensor.op.BCEWithLogitsLoss;
import dcgan.tensor.op.BCEWithLogitsLossBackward;
import dcgan.tensor.op.BatchNorm2d;
import dcgan.tensor.op.BatchNorm2dEvalGradInput;
import dcgan.tensor.op.BatchNorm2dGradInput;
import dcgan.tensor.op.BatchNorm2dGradWeight;
import dcgan.tensor.op.ChannelMean;
import dcgan.tensor.op.ChannelSum;
import dcgan.tensor.op.ChannelVariance;
import dcgan.tensor.op.Conv2d;
import dcgan.tensor.op.Conv2dGradInput;
import dcgan.tensor.op.Conv2dGradWeight;
import dcgan.tensor.op.ConvTranspose2d;
import dcgan.tensor.op.ConvTranspose2dGradInput;
import dcgan.tensor.op.ConvTranspose2dGradWeight;
import dcgan.tensor.op.Copy;
import dcgan.tensor.op.Fill;
import dcgan.tensor.op.Increment;
import dcgan.tensor.op.Mean;
import dcgan.tensor.op.Normal;
import dcgan.tensor.op.Op;
import dcgan.tensor.op.RunningAverage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Gives each value of a graph a layout and a place in the arena. Values that are combined element by element share a layout;
 * it is that of images if any of them is an image of a convolution or has channels that are summed or normalised.
 */
final class Placement {

    private final int[] parent;
    private final boolean[] image;
    private final Buffer[] buffers;

    Placement(Graph graph, Arena arena) {
        int count = graph.values().size();
        parent = new int[count];
        image = new boolean[count];
        buffers = new Buffer[count];
        for (int k = 0; k < count; k++) {
            parent[k] = k;
        }
        for (Graph.Stage stage : graph.stages()) {
            for (Graph.Node node : stage.nodes()) {
                visit(node.op(), node.result());
            }
        }
        for (Value value : graph.values()) {
            Layout layout = image[root(value)] ? Layout.BATCH_INNERMOST : Layout.ROW_MAJOR;
            buffers[value.id()] =
                    new Buffer(arena.allocate(Buffer.numbers(value.shape(), layout)), value.shape(), layout);
        }
    }

    /** Where a value is; null for an absent operand. */
    Buffer of(Value value) {
        return value == null ? null : buffers[value.id()];
    }

    private void visit(Op op, Optional<Value> result) {
        switch (op) {
            case Conv2d c -> images(c.input(), result.orElseThrow());
            case Conv2dGradInput c -> images(c.gradOutput(), result.orElseThrow());
            case Conv2dGradWeight c -> images(c.input(), c.gradOutput());
            case ConvTranspose2d c -> images(c.input(), result.orElseThrow());
            case ConvTranspose2dGradInput c -> images(c.gradOutput(), result.orElseThrow());
            case ConvTranspose2dGradWeight c -> images(c.input(), c.gradOutput());
            case ChannelMean c -> images(c.input());
            case ChannelVariance c -> images(c.input());
            case ChannelSum c -> images(c.input());
            case BatchNorm2d b -> images(b.input(), result.orElseThrow());
            case BatchNorm2dGradWeight b -> images(b.gradOutput(), b.input());
            case BatchNorm2dGradInput b -> images(b.gradOutput(), b.input(), result.orElseThrow());
            case BatchNorm2dEvalGradInput b -> images(b.gradOutput(), result.orElseThrow());
            case Activation _, ActivationBackward _, Copy _, Add _, BCELossBackward _, BCEWithLogitsLossBackward _ ->
                alike(Stream.concat(op.inputs().stream(), result.stream()).toList());
            case BCELoss b -> losses(b.prediction(), b.target(), result.orElseThrow());
            case BCEWithLogitsLoss b -> losses(b.logit(), b.target(), result.orElseThrow());
            case Adam a -> alike(List.of(a.parameter(), a.gradient(), a.expAvg(), a.expAvgSq()));
            case RunningAverage r -> alike(r.inputs());
            case Mean _, Fill _, Normal _, Increment _ -> {
                // They take any layout.
            }
        }
    }

    private void images(Value... values) {
        for (Value value : values) {
            image[root(value)] = true;
        }
    }

    private void losses(Value prediction, Value target, Value result) {
        alike(List.of(prediction, target));
        if (result.shape().equals(prediction.shape())) {
            alike(List.of(prediction, result));
        }
    }

    private void alike(List<Value> values) {
        int first = root(values.getFirst());
        for (Value value : values) {
            int other = root(value);
            parent[other] = first;
            image[first] |= image[other];
        }
    }

    private int root(Value value) {
        int k = value.id();
        while (parent[k] != k) {
            k = parent[k];
        }
        return k;
    }
}
