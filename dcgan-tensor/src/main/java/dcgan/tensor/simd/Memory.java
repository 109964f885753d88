package dcgan.tensor.simd;

import dcgan.tensor.Graph;
import dcgan.tensor.Graph.Node;
import dcgan.tensor.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The memory of each value of a graph: of its own, or for temporaries handed on from value to value. */
final class Memory {

    private final LayoutPlan layouts;
    private final Lifetimes lifetimes;
    private final Pool pool;
    private final Map<Value, Storage> storages = new HashMap<>();

    Memory(Graph graph, Pool pool) {
        this.layouts = new LayoutPlan(graph);
        this.lifetimes = new Lifetimes(graph);
        this.pool = pool;
    }

    /** Where a value lies, from the first call to {@link #release} of the last node that needs it. */
    Storage of(Value value) {
        return storages.computeIfAbsent(value, v -> {
            Layout layout = layouts.of(v);
            return lifetimes.isTemporary(v) ? pool.take(layout) : new Storage(layout);
        });
    }

    /** Hands on the memory of the values that nothing reads after a node. */
    void release(Node node) {
        lifetimes.endingWith(node).stream()
                .map(storages::get)
                .filter(Objects::nonNull)
                .forEach(pool::give);
    }
}
