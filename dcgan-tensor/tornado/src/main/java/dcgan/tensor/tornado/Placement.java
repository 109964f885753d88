package dcgan.tensor.tornado;

import dcgan.tensor.Graph;
import dcgan.tensor.Value;
import dcgan.tensor.planning.BufferReuse;
import dcgan.tensor.planning.LayoutGroups;

/** Gives each value of a graph a layout, that of images where an op asks for it, and memory in the arena. */
final class Placement {

    private final BufferReuse<Buffer> buffers;

    Placement(Graph graph, BufferArena arena) {
        LayoutGroups groups = new LayoutGroups(graph);
        this.buffers = new BufferReuse<>(graph, new BufferReuse.Allocator<>() {
            @Override
            public Buffer keep(Value value) {
                return new Buffer(arena.allocate(numbers(value)), value.shape(), layout(value));
            }

            @Override
            public Buffer take(Value value) {
                return new Buffer(arena.take(numbers(value)), value.shape(), layout(value));
            }

            @Override
            public void give(Buffer buffer) {
                arena.give(buffer.offset(), buffer.numbers());
            }

            private long numbers(Value value) {
                return Buffer.numbers(value.shape(), layout(value));
            }

            private BufferLayout layout(Value value) {
                return groups.isImage(value) ? BufferLayout.BATCH_INNERMOST : BufferLayout.ROW_MAJOR;
            }
        });
    }

    /** Where a value is, up to the call to {@link #release} of the last node that needs it. */
    Buffer of(Value value) {
        return buffers.of(value);
    }

    /** Hands on the memory of the values that nothing reads after a node. */
    void release(Graph.Node node) {
        buffers.release(node);
    }
}
