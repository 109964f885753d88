package dcgan.tensor.planning;

import dcgan.tensor.Graph;
import dcgan.tensor.Graph.Node;
import dcgan.tensor.Value;
import dcgan.tensor.op.Activation;
import dcgan.tensor.op.ActivationBackward;
import dcgan.tensor.op.Convolution;
import dcgan.tensor.op.Op;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which activations, and which gradients of activations, a convolution applies to each number before it writes that: those that directly
 * follow a convolution to an image and are the only readers of its result.
 */
public final class ActivationFusion {

    // By node: the same op may be there twice.
    private final Map<Node, Node> followers = new IdentityHashMap<>();
    private final Set<Node> absorbed = Collections.newSetFromMap(new IdentityHashMap<>());

    /**
     * @param applies which activations, and which gradients, the backend's convolutions can apply
     */
    public ActivationFusion(Graph graph, Predicate<Op> applies) {
        Map<Value, Integer> readers = new HashMap<>();
        graph.stages().stream()
                .flatMap(stage -> stage.nodes().stream())
                .flatMap(node -> node.op().inputs().stream())
                .forEach(value -> readers.merge(value, 1, Integer::sum));
        for (Graph.Stage stage : graph.stages()) {
            List<Node> nodes = stage.nodes();
            for (int i = 0; i + 1 < nodes.size(); i++) {
                Node node = nodes.get(i);
                Node next = nodes.get(i + 1);
                if (node.op() instanceof Convolution convolution
                        && convolution.primitive() != Convolution.Primitive.WEIGHT
                        && applies.test(next.op())
                        && node.result().equals(transformed(next.op()))
                        && readers.get(node.result().orElseThrow()) == 1
                        && !graph.outputs().containsValue(node.result().orElseThrow())) {
                    followers.put(node, next);
                    absorbed.add(next);
                }
            }
        }
    }

    /** What an op transforms number by number, if it is one of these. */
    private static Optional<Value> transformed(Op op) {
        return switch (op) {
            case Activation activation -> Optional.of(activation.input());
            case ActivationBackward backward -> Optional.of(backward.gradOutput());
            default -> Optional.empty();
        };
    }

    /** What a convolution applies to its result. */
    public Optional<Node> follower(Node convolution) {
        return Optional.ofNullable(followers.get(convolution));
    }

    /** Whether a node is computed by the one before it. */
    public boolean isAbsorbed(Node node) {
        return absorbed.contains(node);
    }
}
