package dcgan.tensor.planning;

import dcgan.tensor.Graph;
import dcgan.tensor.Graph.Node;
import dcgan.tensor.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * After which node a value's memory is free: that of a temporary which one stage alone yields and reads. All others are kept: the
 * host may read or write them between stages, or another stage needs them, and stages may run in any order.
 */
public final class Lifetimes {

    // By identity: an op that changes a parameter may be there twice, and its nodes are equal.
    private final Map<Node, List<Value>> ending = new IdentityHashMap<>();
    private final Set<Value> temporaries = new HashSet<>();

    /** The lifetimes of all values of a graph. */
    public Lifetimes(Graph graph) {
        Set<Value> kept = new HashSet<>();
        Stream.of(graph.inputs(), graph.parameters(), graph.outputs())
                .map(Map::values)
                .flatMap(Collection::stream)
                .forEach(kept::add);
        Map<Value, Graph.Stage> stages = new HashMap<>();
        Map<Value, Node> last = new HashMap<>();
        for (Graph.Stage stage : graph.stages()) {
            for (Node node : stage.nodes()) {
                Stream.concat(node.op().inputs().stream(), node.result().stream())
                        .forEach(value -> {
                            if (stages.putIfAbsent(value, stage) != null && stages.get(value) != stage) {
                                kept.add(value);
                            }
                            last.put(value, node);
                        });
            }
        }
        last.forEach((value, node) -> {
            if (!kept.contains(value)) {
                temporaries.add(value);
                ending.computeIfAbsent(node, n -> new ArrayList<>()).add(value);
            }
        });
    }

    /** Whether other values may have the memory of this one before and after its use. */
    public boolean isTemporary(Value value) {
        return temporaries.contains(value);
    }

    /** The temporaries that nothing reads after a node. */
    public List<Value> endingWith(Node node) {
        return ending.getOrDefault(node, List.of());
    }
}
