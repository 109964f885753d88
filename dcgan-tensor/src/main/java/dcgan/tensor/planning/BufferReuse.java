package dcgan.tensor.planning;

import dcgan.tensor.Graph;
import dcgan.tensor.Graph.Node;
import dcgan.tensor.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The memory of each value of a graph, for a compiler that goes through the nodes in the order in which they run: a temporary takes
 * over what {@linkplain Lifetimes earlier ones} do not need any more, all others have their own.
 *
 * @param <B> what a backend has for the memory of a value
 */
public final class BufferReuse<B> {

    /**
     * The memory of a backend.
     *
     * @param <B> what it has for the memory of a value
     */
    public interface Allocator<B> {

        /** Memory that nothing else ever uses. */
        B keep(Value value);

        /** Memory that may have been used before and holds anything. */
        B take(Value value);

        /** Takes back what {@link #take} gave. */
        void give(B buffer);
    }

    private final Lifetimes lifetimes;
    private final Allocator<B> allocator;
    private final Map<Value, B> buffers = new HashMap<>();

    /** The temporaries whose memory was handed on. */
    private final Set<Value> released = new HashSet<>();

    /**
     * Gives memory to all values that are kept.
     *
     * @param allocator of the backend
     */
    public BufferReuse(Graph graph, Allocator<B> allocator) {
        this.lifetimes = new Lifetimes(graph);
        this.allocator = allocator;
        graph.values().stream()
                .filter(value -> !lifetimes.isTemporary(value))
                .forEach(value -> buffers.put(value, allocator.keep(value)));
    }

    /**
     * The memory of a value; that of a temporary is its own until {@link #release} of the last node that needs it.
     *
     * @throws IllegalStateException if that node was released
     */
    public B of(Value value) {
        if (released.contains(value)) {
            throw new IllegalStateException(
                    value + " has no memory any more: the last node that needs it was released");
        }
        return buffers.computeIfAbsent(value, allocator::take);
    }

    /** Hands on the memory of the temporaries that nothing reads after a node. */
    public void release(Node node) {
        for (Value value : lifetimes.endingWith(node)) {
            released.add(value);
            B buffer = buffers.remove(value);
            // A value inside ops that are computed together never had memory.
            if (buffer != null) {
                allocator.give(buffer);
            }
        }
    }
}
