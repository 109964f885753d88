package dcgan.tensor.tornado;

import dcgan.tensor.Graph;
import dcgan.tensor.Value;
import dcgan.tensor.planning.LayoutGroups;

/** Gives each value of a graph a layout, that of images where an op asks for it, and a place in the arena. */
final class Placement {

    private final Buffer[] buffers;

    Placement(Graph graph, Arena arena) {
        LayoutGroups groups = new LayoutGroups(graph);
        buffers = new Buffer[graph.values().size()];
        for (Value value : graph.values()) {
            Layout layout = groups.isImage(value) ? Layout.BATCH_INNERMOST : Layout.ROW_MAJOR;
            buffers[value.id()] =
                    new Buffer(arena.allocate(Buffer.numbers(value.shape(), layout)), value.shape(), layout);
        }
    }

    /** Where a value is; null for an absent operand. */
    Buffer of(Value value) {
        return value == null ? null : buffers[value.id()];
    }
}
