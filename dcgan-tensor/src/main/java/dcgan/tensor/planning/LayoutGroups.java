package dcgan.tensor.planning;

import dcgan.tensor.Graph;
import dcgan.tensor.Value;
import dcgan.tensor.op.Convolution;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which values of a graph must lie in memory alike, since an op combines them element by element, and what they are for other ops.
 * The values of a group have one shape.
 */
public final class LayoutGroups {

    /** By the id of a value another one of its group, or itself: a union-find forest. */
    private final int[] parent;

    private final boolean[] image;
    private final boolean[] weight;

    /** The groups of all values of a graph. */
    public LayoutGroups(Graph graph) {
        int count = graph.values().size();
        parent = IntStream.range(0, count).toArray();
        image = new boolean[count];
        weight = new boolean[count];
        List<Graph.Node> nodes =
                graph.stages().stream().flatMap(stage -> stage.nodes().stream()).toList();
        nodes.forEach(node -> join(node.op().sameLayout(node.result())));
        for (Graph.Node node : nodes) {
            node.op().images(node.result()).forEach(value -> image[root(value)] = true);
            if (node.op() instanceof Convolution convolution) {
                weight[root(convolution.roles(node.result()).weight())] = true;
            }
        }
    }

    /** Whether an op takes this value, or one of its group, for an image {@code [N, C, H, W]}. */
    public boolean isImage(Value value) {
        return image[root(value)];
    }

    /** Whether this value, or one of its group, is the weight {@code [S, L, kH, kW]} of a convolution; it may be an image, too. */
    public boolean isWeight(Value value) {
        return weight[root(value)];
    }

    private void join(List<Value> values) {
        values.forEach(value -> parent[root(value)] = root(values.getFirst()));
    }

    private int root(Value value) {
        int id = value.id();
        while (parent[id] != id) {
            parent[id] = parent[parent[id]];
            id = parent[id];
        }
        return id;
    }
}
