package dcgan.tensor.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.nn.gan.DcganConfig;
import dcgan.nn.gan.GanTrainer;
import dcgan.nn.gan.TrainingConfig;
import dcgan.tensor.Backend;
import dcgan.tensor.Device;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.Add;
import dcgan.tensor.op.Copy;
import dcgan.tensor.planning.ConvolutionChoice;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How much memory of the device a graph takes. No device is needed to count it. */
class MemoryTest {

    private static final int BATCH = 64;

    private static Graph simple;
    private static Graph batchnorm;

    @BeforeAll
    static void build() {
        simple = training(DcganConfig.simple());
        batchnorm = training(DcganConfig.batchnorm());
    }

    private static BufferArena arena(Graph graph, KernelFamily family) {
        BufferArena arena = new BufferArena(Long.MAX_VALUE);
        Lowering lowering = new Lowering(graph, new Placement(graph, arena), arena, family, ConvolutionChoice.AUTO);
        graph.stages().forEach(lowering::stage);
        return arena;
    }

    /** Both steps of a training, and what is sampled. */
    private static Graph training(DcganConfig network) {
        return training(TrainingConfig.of(network).batchSize(BATCH));
    }

    private static Graph training(TrainingConfig config) {
        AtomicReference<Graph> graph = new AtomicReference<>();
        assertThrows(
                IllegalStateException.class,
                () -> GanTrainer.of(config).on(new Backend() {
                    @Override
                    public String name() {
                        return "none";
                    }

                    @Override
                    public Device device() {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public Executable compile(Graph built) {
                        graph.set(built);
                        throw new IllegalStateException("only the graph is wanted");
                    }

                    @Override
                    public void close() {
                        // Nothing is open.
                    }
                }));
        return graph.get();
    }

    /** The values themselves, each with memory of its own, without what kernels need besides. */
    private static long bytesOfAllValues(Graph graph) {
        return graph.values().stream().mapToLong(value -> value.shape().size()).sum() * Float.BYTES;
    }

    @ParameterizedTest
    @EnumSource
    void aTrainingTakesLessThanTwoThirdsOfItsValues(KernelFamily family) {
        assertTakesLess(simple, family);
        assertTakesLess(batchnorm, family);
    }

    private static void assertTakesLess(Graph graph, KernelFamily family) {
        long bytes = arena(graph, family).bytes();
        long all = bytesOfAllValues(graph);
        assertTrue(3 * bytes < 2 * all, () -> bytes + " bytes for values of " + all);
    }

    /** At 64 px, with every model's default of feature maps. */
    @Test
    void aBatchOf1024FitsInto8Gigabytes() {
        Graph graph = training(TrainingConfig.of(DcganConfig.batchnorm().image(Shape.of(3, 64, 64)))
                .batchSize(1024));
        assertTrue(arena(graph, KernelFamily.GPU).bytes() < 8L << 30);
    }

    @Test
    void temporariesHandOnTheirMemory() {
        Shape shape = Shape.of(1 << 16);
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", shape);
        for (int k = 0; k < 10; k++) {
            x = g.add(new Copy(x));
        }
        g.output("y", x);
        // Input, output, and two temporaries in turn.
        assertEquals(
                4L * shape.size() * Float.BYTES,
                arena(g.build(), KernelFamily.CPU).bytes());
    }

    /** Where two small ones were, and what follows them, a large one has room. */
    @Test
    void freeRegionsAreJoined() {
        int size = 1 << 16;
        BufferArena arena = new BufferArena(Long.MAX_VALUE);
        int first = arena.take(size);
        int second = arena.take(size);
        int third = arena.take(size);
        int last = arena.take(size);
        arena.give(first, size);
        arena.give(third, size);
        arena.give(second, size);
        assertEquals(first, arena.take(3 * size));
        arena.give(last, size);
        assertEquals(last, arena.take(2 * size));
        assertEquals(5L * size * Float.BYTES, arena.bytes());
    }

    /** Else what is kept would be overwritten by the next run of the ops that had its memory before. */
    @Test
    void whatIsKeptTakesNoMemoryThatWasUsed() {
        BufferArena arena = new BufferArena(Long.MAX_VALUE);
        int size = 1 << 16;
        int used = arena.take(size);
        arena.give(used, size);
        assertTrue(arena.allocate(size) >= used + size);
        assertTrue(arena.constants(1, 2, 3) >= used + size);
    }

    @Test
    void scratchMemoryIsFreeAfterTheOp() {
        BufferArena arena = new BufferArena(Long.MAX_VALUE);
        int first = arena.scratch(100);
        int second = arena.scratch(100);
        assertTrue(second >= first + 100);
        arena.endOp();
        assertEquals(first, arena.scratch(200));
    }

    @Test
    void aSumOfTemporariesIsNotPutOnOneOfThem() {
        Shape shape = Shape.of(1 << 10);
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", shape);
        Value a = g.add(new Copy(x));
        Value b = g.add(new Copy(x));
        Value sum = g.add(new Add(a, b));
        g.output("y", g.add(new Copy(sum)));
        Graph graph = g.build();
        // Input, output, and three temporaries at once.
        assertEquals(
                5L * shape.size() * Float.BYTES, arena(graph, KernelFamily.CPU).bytes());
    }
}
