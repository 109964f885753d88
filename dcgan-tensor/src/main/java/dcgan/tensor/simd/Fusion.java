package dcgan.tensor.simd;

import dcgan.tensor.Graph;
import dcgan.tensor.Graph.Node;
import dcgan.tensor.Value;
import dcgan.tensor.op.Activation;
import dcgan.tensor.op.ActivationBackward;
import dcgan.tensor.op.BatchNorm2d;
import dcgan.tensor.op.Convolution;
import dcgan.tensor.op.Convolution.Primitive;
import dcgan.tensor.op.Op;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which ops are computed together, and how. The one rule: an activation, or an activation's gradient, that directly follows a
 * convolution's pass or a BatchNorm and is the only reader of its result, is applied to each part of that result while it
 * is in the cache, and takes its place in memory.
 */
final class Fusion {

    private final Map<Op, Node> follower = new IdentityHashMap<>();
    private final Map<Op, Boolean> absorbed = new IdentityHashMap<>();

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
                Node next = nodes.get(i + 1);
                Op op = nodes.get(i).op();
                if (yieldsParts(op)
                        && nodes.get(i).result().get().equals(transformed(next.op()))
                        && readers.get(transformed(next.op())) == 1
                        && !graph.outputs().containsValue(transformed(next.op()))) {
                    follower.put(op, next);
                    absorbed.put(next.op(), true);
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

    /** Whether an op is computed with the one before it. */
    boolean isAbsorbed(Op op) {
        return absorbed.containsKey(op);
    }

    /**
     * What an op writes: its own result, or that of what is computed with it.
     *
     * @param own the op's own result
     */
    Value result(Op op, Value own) {
        Node next = follower.get(op);
        return next == null ? own : next.result().get();
    }

    /** What is computed with an op, on the array that it writes. */
    Epilogue epilogue(Op op, Storage target, Operands operands) {
        Node next = follower.get(op);
        if (next == null) {
            return Epilogue.NONE;
        }
        RangeStep.Body body = switch (next.op()) {
            case Activation activation -> Activations.forward(activation, target.data, target.data);
            case ActivationBackward backward ->
                Activations.backward(backward, target.data, operands.image(backward.output()).data, target.data);
            default -> throw new AssertionError("no epilogue: " + next.op().name());
        };
        return body::run;
    }
}
