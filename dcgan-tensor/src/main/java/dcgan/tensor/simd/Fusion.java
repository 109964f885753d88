package dcgan.tensor.simd;

import dcgan.tensor.Graph;
import dcgan.tensor.Graph.Node;
import dcgan.tensor.Value;
import dcgan.tensor.op.Activation;
import dcgan.tensor.op.ActivationBackward;
import dcgan.tensor.op.BatchNorm2d;
import dcgan.tensor.op.BatchNorm2dGradWeight;
import dcgan.tensor.op.ChannelMean;
import dcgan.tensor.op.ChannelSum;
import dcgan.tensor.op.ChannelVariance;
import dcgan.tensor.op.Convolution;
import dcgan.tensor.op.Convolution.Primitive;
import dcgan.tensor.op.Op;
import dcgan.tensor.simd.compile.Operands;
import dcgan.tensor.simd.elementwise.Activations;
import dcgan.tensor.simd.memory.Epilogue;
import dcgan.tensor.simd.memory.Storage;
import dcgan.tensor.simd.run.RangeStep;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which ops are computed together, and how. The rules:
 *
 * <ul>
 *   <li>An activation, or an activation's gradient, that directly follows a convolution's pass or a BatchNorm and is the only
 *       reader of its result, is applied to each part of that result while it is in the cache, and takes its place in memory.
 *   <li>The variance of an image that directly follows its mean, and the sum of a gradient that directly follows BatchNorm's
 *       gradient to the weight, are computed in the same pass over the image.
 * </ul>
 */
final class Fusion {

    // By node: the same op may be there twice.
    private final Map<Node, Node> follower = new IdentityHashMap<>();
    private final Map<Node, Node> second = new IdentityHashMap<>();
    private final Map<Node, Boolean> absorbed = new IdentityHashMap<>();

    Fusion(Graph graph) {
        Map<Value, Integer> readers = new HashMap<>();
        for (Graph.Stage stage : graph.stages()) {
            for (Node node : stage.nodes()) {
                node.op().inputs().forEach(value -> readers.merge(value, 1, Integer::sum));
            }
        }
        for (Graph.Stage stage : graph.stages()) {
            List<Node> nodes = stage.nodes();
            for (int i = 0; i + 1 < nodes.size(); i++) {
                Node node = nodes.get(i);
                Node next = nodes.get(i + 1);
                if (yieldsParts(node.op())
                        && node.result().get().equals(transformed(next.op()))
                        && readers.get(transformed(next.op())) == 1
                        && !graph.outputs().containsValue(transformed(next.op()))) {
                    follower.put(node, next);
                    absorbed.put(next, true);
                } else if (areSumsOfOneImage(node, next.op())) {
                    second.put(node, next);
                    absorbed.put(next, true);
                }
            }
        }
    }

    private static boolean yieldsParts(Op op) {
        return switch (op) {
            case Convolution convolution -> convolution.primitive() != Primitive.WEIGHT;
            case BatchNorm2d batchNorm -> true;
            default -> false;
        };
    }

    /** What an op transforms element by element, or null. */
    private static Value transformed(Op op) {
        return switch (op) {
            case Activation activation -> activation.input();
            case ActivationBackward backward -> backward.gradOutput();
            default -> null;
        };
    }

    private static boolean areSumsOfOneImage(Node node, Op next) {
        return switch (node.op()) {
            case ChannelMean mean ->
                next.equals(new ChannelVariance(mean.input(), node.result().get()));
            case BatchNorm2dGradWeight gradient -> next.equals(new ChannelSum(gradient.gradOutput()));
            default -> false;
        };
    }

    /** Whether an op is computed with the one before it. */
    boolean isAbsorbed(Node node) {
        return absorbed.containsKey(node);
    }

    /**
     * What a node writes: its own result, or that of what is computed with it.
     *
     * @param node one with a result
     */
    Value result(Node node) {
        return follower.getOrDefault(node, node).result().get();
    }

    /** The result of what is computed in the same pass as a node, in an array of its own. */
    Optional<Value> secondResult(Node node) {
        return Optional.ofNullable(second.get(node)).flatMap(Node::result);
    }

    /** What is computed with a node, on the array that it writes. */
    Epilogue epilogue(Node node, Storage target, Operands operands) {
        Node next = follower.get(node);
        if (next == null) {
            return Epilogue.NONE;
        }
        RangeStep.Body body = switch (next.op()) {
            case Activation activation -> Activations.forward(activation, target.data, target.data);
            case ActivationBackward backward ->
                Activations.backward(
                        backward, target.data, operands.as(backward.output(), target.layout).data, target.data);
            default -> throw new AssertionError("no epilogue: " + next.op().name());
        };
        return body::run;
    }
}
