package dcgan.tensor.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.tensor.Graph;
import dcgan.tensor.Graph.Node;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.Add;
import dcgan.tensor.op.Copy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BufferReuseTest {

    private static final Shape SHAPE = Shape.of(3);

    private final Graph.Builder g = Graph.builder();
    private final Value x = g.input("x", SHAPE);

    /** Numbers the buffers, and hands on the one that was given back last. */
    private static final class Numbers implements BufferReuse.Allocator<Integer> {

        private final Deque<Integer> free = new ArrayDeque<>();
        private int next;

        @Override
        public Integer keep(Value value) {
            return next++;
        }

        @Override
        public Integer take(Value value) {
            return free.isEmpty() ? next++ : free.pop();
        }

        @Override
        public void give(Integer buffer) {
            free.push(buffer);
        }
    }

    /** Where each value lies once all nodes are compiled. */
    private Map<Value, Integer> compile() {
        Graph graph = g.build();
        BufferReuse<Integer> buffers = new BufferReuse<>(graph, new Numbers());
        Map<Value, Integer> places = new HashMap<>();
        for (Graph.Stage stage : graph.stages()) {
            for (Node node : stage.nodes()) {
                Stream.concat(node.op().inputs().stream(), node.result().stream())
                        .forEach(value -> {
                            Integer before = places.put(value, buffers.of(value));
                            assertTrue(before == null || before.equals(buffers.of(value)), value::toString);
                        });
                buffers.release(node);
            }
        }
        return places;
    }

    /** Its memory may hold another value by then. */
    @Test
    void refuseATemporaryAfterItsLastReader() {
        Value a = copy(x);
        Value b = copy(a);
        g.output("y", b);
        Graph graph = g.build();
        BufferReuse<Integer> buffers = new BufferReuse<>(graph, new Numbers());
        List<Node> nodes = graph.stages().getFirst().nodes();
        buffers.release(nodes.get(0));
        buffers.of(a);
        buffers.release(nodes.get(1));
        assertThrows(IllegalStateException.class, () -> buffers.of(a));
        assertEquals(buffers.of(x), buffers.of(x));
        assertEquals(buffers.of(b), buffers.of(b));
    }

    @Test
    void takeBackMemoryOnce() {
        Value a = copy(x);
        g.output("y", copy(a));
        Graph graph = g.build();
        Numbers numbers = new Numbers();
        BufferReuse<Integer> buffers = new BufferReuse<>(graph, numbers);
        Node last = graph.stages().getFirst().nodes().getLast();
        buffers.of(a);
        buffers.release(last);
        buffers.release(last);
        assertEquals(1, numbers.free.size());
    }

    private Value copy(Value value) {
        return g.add(new Copy(value));
    }

    @Test
    void temporariesHandOnTheirMemory() {
        Value a = copy(x);
        Value b = copy(a);
        Value c = copy(b);
        Value d = copy(c);
        g.output("y", copy(d));
        Map<Value, Integer> places = compile();
        assertEquals(places.get(a), places.get(c));
        assertEquals(places.get(b), places.get(d));
        assertEquals(4, Set.copyOf(places.values()).size());
    }

    @Test
    void keepAValueUntilItsLastReader() {
        Value a = copy(x);
        Value b = copy(a);
        Value c = g.add(new Add(a, b));
        Value d = copy(c);
        g.output("y", copy(d));
        Map<Value, Integer> places = compile();
        assertEquals(3, Set.of(places.get(a), places.get(b), places.get(c)).size());
        assertTrue(Set.of(places.get(a), places.get(b)).contains(places.get(d)));
    }

    /** Each stage may run alone, and before the others. */
    @Test
    void keepWhatAnotherStageOrTheHostReads() {
        Value named = copy(x);
        g.output("named", named);
        Value shared = copy(copy(x));
        g.stage("second");
        Value a = copy(shared);
        Value b = copy(a);
        Value y = copy(b);
        g.output("y", y);
        Map<Value, Integer> places = compile();
        for (Value kept : List.of(x, named, shared, y)) {
            assertEquals(
                    1, places.values().stream().filter(places.get(kept)::equals).count(), kept::toString);
        }
    }

    @Test
    void stagesHandOnTheirTemporaries() {
        Value a = copy(x);
        g.output("y", copy(a));
        g.stage("second");
        Value b = copy(x);
        g.output("z", copy(b));
        Map<Value, Integer> places = compile();
        assertEquals(places.get(a), places.get(b));
    }
}
