package dcgan.tensor.simd.memory;

import dcgan.tensor.Graph;
import dcgan.tensor.Graph.Node;
import dcgan.tensor.Value;
import dcgan.tensor.planning.BufferReuse;

/** The memory of each value of a graph, in the layout that it has. */
public final class Memory {

    private final BufferReuse<Storage> storages;

    public Memory(Graph graph, Pool pool) {
        LayoutPlan layouts = new LayoutPlan(graph);
        this.storages = new BufferReuse<>(graph, new BufferReuse.Allocator<>() {
            @Override
            public Storage keep(Value value) {
                return new Storage(layouts.of(value));
            }

            @Override
            public Storage take(Value value) {
                return pool.take(layouts.of(value));
            }

            @Override
            public void give(Storage storage) {
                pool.give(storage);
            }
        });
    }

    /** Where a value lies, up to the call to {@link #release} of the last node that needs it. */
    public Storage of(Value value) {
        return storages.of(value);
    }

    /** Hands on the memory of the values that nothing reads after a node. */
    public void release(Node node) {
        storages.release(node);
    }
}
