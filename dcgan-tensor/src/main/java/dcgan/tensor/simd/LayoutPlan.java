package dcgan.tensor.simd;

import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
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
import dcgan.tensor.op.Convolution;
import dcgan.tensor.op.Convolution.Primitive;
import dcgan.tensor.op.Copy;
import dcgan.tensor.op.Fill;
import dcgan.tensor.op.Increment;
import dcgan.tensor.op.Mean;
import dcgan.tensor.op.Normal;
import dcgan.tensor.op.Op;
import dcgan.tensor.op.RunningAverage;
import dcgan.tensor.simd.Layout.Flat;
import dcgan.tensor.simd.Layout.Image;
import dcgan.tensor.simd.Layout.Weight;
import java.util.stream.IntStream;

/**
 * The layout of each value. Values that meet in an elementwise op share one; an image that a convolution reads or yields
 * lies as an {@link Image}, its weight as a {@link Weight}, all others flat. Where that asks for two layouts at once the
 * value lies flat, and the ops that want it otherwise copy it.
 */
final class LayoutPlan {

    private final int[] parent;
    private final Layout[] wanted;
    private final boolean[] contested;

    LayoutPlan(Graph graph) {
        int count = graph.values().size();
        parent = IntStream.range(0, count).toArray();
        wanted = new Layout[count];
        contested = new boolean[count];
        for (Graph.Stage stage : graph.stages()) {
            stage.nodes().forEach(node -> join(node.op(), node.result().orElse(null)));
        }
        for (Graph.Stage stage : graph.stages()) {
            stage.nodes().forEach(node -> want(node.op(), node.result().orElse(null)));
        }
    }

    Layout of(Value value) {
        int group = group(value.id());
        return wanted[group] == null || contested[group] ? new Flat(value.shape()) : wanted[group];
    }

    private void join(Op op, Value result) {
        switch (op) {
            case Activation a -> join(a.input(), result);
            case ActivationBackward a -> join(a.gradOutput(), a.output(), result);
            case Add a -> join(a.a(), a.b(), result);
            case Copy c -> join(c.input(), result);
            case BatchNorm2d b -> join(b.input(), result);
            case BatchNorm2dGradWeight b -> join(b.gradOutput(), b.input());
            case BatchNorm2dGradInput b -> join(b.gradOutput(), b.input(), result);
            case BatchNorm2dEvalGradInput b -> join(b.gradOutput(), result);
            case BCELoss b -> joinLoss(b.prediction(), b.target(), result);
            case BCEWithLogitsLoss b -> joinLoss(b.logit(), b.target(), result);
            case BCELossBackward b -> join(b.prediction(), b.target(), result);
            case BCEWithLogitsLossBackward b -> join(b.logit(), b.target(), result);
            case Adam a -> join(a.parameter(), a.gradient(), a.expAvg(), a.expAvgSq());
            case RunningAverage r -> join(r.running(), r.batch());
            case Convolution c -> {}
            case ChannelMean c -> {}
            case ChannelVariance c -> {}
            case ChannelSum c -> {}
            case Fill f -> {}
            case Mean m -> {}
            case Normal n -> {}
            case Increment i -> {}
        }
    }

    private void joinLoss(Value x, Value target, Value loss) {
        join(x, target);
        if (loss.shape().equals(x.shape())) {
            join(x, loss);
        }
    }

    private void join(Value first, Value... others) {
        for (Value other : others) {
            parent[group(other.id())] = group(first.id());
        }
    }

    private int group(int id) {
        while (parent[id] != id) {
            parent[id] = parent[parent[id]];
            id = parent[id];
        }
        return id;
    }

    private void want(Op op, Value result) {
        switch (op) {
            case Convolution c -> {
                Value first = c.inputs().get(0);
                Value second = c.inputs().get(1);
                want(first, image(first.shape()));
                want(second, c.primitive() == Primitive.WEIGHT ? image(second.shape()) : new Weight(second.shape()));
                want(result, c.primitive() == Primitive.WEIGHT ? new Weight(result.shape()) : image(result.shape()));
            }
            case ChannelMean c -> want(c.input(), image(c.input().shape()));
            case ChannelVariance c -> want(c.input(), image(c.input().shape()));
            case ChannelSum c -> want(c.input(), image(c.input().shape()));
            case BatchNorm2d b -> want(b.input(), image(b.input().shape()));
            case BatchNorm2dGradWeight b -> want(b.input(), image(b.input().shape()));
            case BatchNorm2dGradInput b -> want(b.input(), image(b.input().shape()));
            case BatchNorm2dEvalGradInput b ->
                want(b.gradOutput(), image(b.gradOutput().shape()));
            default -> {}
        }
    }

    private static Layout image(Shape shape) {
        return new Image(shape);
    }

    private void want(Value value, Layout layout) {
        int group = group(value.id());
        if (wanted[group] == null) {
            wanted[group] = layout;
        } else if (!wanted[group].equals(layout)) {
            contested[group] = true;
        }
    }
}
