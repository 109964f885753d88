package dcgan.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.tensor.op.Adam;
import dcgan.tensor.op.Convolution.Geometry;
import dcgan.tensor.op.Copy;
import dcgan.tensor.op.Padding;
import dcgan.tensor.op.Stride;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Public constructors and methods explain what is wrong with an argument. */
class ArgumentsTest {

    private static void assertRefused(String part, Executable action) {
        String message = assertThrows(IllegalArgumentException.class, action).getMessage();
        assertTrue(message.contains(part), message);
    }

    private static void assertRefusedByBackend(String part, Executable action) {
        String message = assertThrows(BackendException.class, action).getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void ofValuesShapesAndTensors() {
        assertRefused("at least 0, but is -1", () -> new Value(-1, Shape.SCALAR));
        assertRefused("shape of value 3 is null", () -> new Value(3, null));
        assertRefused("at least one extent", () -> Shape.of((int[]) null));
        assertRefused("shape of a tensor is null", () -> new Tensor(null, new float[1]));
        assertRefused("data of a tensor is null", () -> new Tensor(Shape.SCALAR, null));
    }

    @Test
    void ofGraphs() {
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", Shape.SCALAR);
        assertRefused("name of a buffer is null", () -> g.input(null, Shape.SCALAR));
        assertRefused("shape is null", () -> g.parameter("w", null));
        assertRefused("value is null", () -> g.output("y", null));
        assertRefused("name of a buffer is null", () -> g.output(null, g.add(new Copy(x))));
        assertRefused("name of a stage is null", () -> g.stage(null));
        assertRefused("op is null", () -> g.add(null));
        assertRefused("op is null", () -> g.update(null));
        assertRefused("belongs to another graph", () -> g.add(new Copy(new Value(7, Shape.SCALAR))));
        g.output("y", g.add(new Copy(x)));
        Graph graph = g.build();
        assertRefused("no buffer \"null\"", () -> graph.named(null));
        assertRefused("no stage \"null\"", () -> graph.stage(null));
    }

    @Test
    void ofGeometriesAndAdam() {
        Shape image = Shape.of(1, 1, 4, 4);
        assertRefused(
                "stride is null", () -> new Geometry(image, image, Shape.of(1, 1, 1, 1), null, new Padding(0, 0)));
        assertRefused("large is null", () -> new Geometry(null, image, image, new Stride(1, 1), new Padding(0, 0)));
        assertRefused("eps must be", () -> new Adam.Settings(1e-3, 0.5, 0.9, Double.POSITIVE_INFINITY, 0));
        assertRefused("weightDecay must be", () -> new Adam.Settings(1e-3, 0.5, 0.9, 0, Double.NaN));
    }

    @Test
    void ofBackends() {
        int most = BackendOptions.mostThreads();
        assertEquals(Math.max(64, 16 * Runtime.getRuntime().availableProcessors()), most);
        assertEquals(most, BackendOptions.DEFAULT.withThreads(most).threadCount());
        assertRefusedByBackend(
                "the number of threads must be at most " + most, () -> BackendOptions.DEFAULT.withThreads(most + 1));
        assertRefusedByBackend("properties of a backend are null", () -> new BackendOptions(0, 0, null));
        assertRefusedByBackend("options of a backend are null", () -> Backends.open("simd", null));
        assertRefusedByBackend("no backend \"null\"", () -> Backends.open(null));
        assertRefusedByBackend("property", () -> BackendOptions.DEFAULT.withProperty("simd.bits", null));
        assertRefusedByBackend("property", () -> BackendOptions.DEFAULT.withProperty(null, "256"));
        for (String misspelt : new String[] {"simd.bit", "smid.bits", "bits", "reference.conv"}) {
            BackendOptions options = BackendOptions.DEFAULT.withProperty(misspelt, "512");
            for (String backend : new String[] {"simd", "reference", "auto"}) {
                assertRefusedByBackend(
                        "no backend has a property \"" + misspelt + "\"; there are simd.bits, simd.conv",
                        () -> Backends.open(backend, options));
            }
        }
        // A property of another backend is no mistake.
        Backends.open("reference", BackendOptions.DEFAULT.withProperty("simd.conv", "direct"))
                .close();
    }

    @Test
    void ofRuns() {
        try (Backend backend = Backends.open("reference")) {
            assertRefused("operand 0 is null", () -> backend.run(v -> new Copy(v.getFirst()), (Tensor) null));
            Graph.Builder g = Graph.builder();
            g.output("y", g.add(new Copy(g.input("x", Shape.SCALAR))));
            try (dcgan.tensor.Executable executable = backend.compile(g.build())) {
                assertRefused("array of values is null", () -> executable.write("x", null));
                assertRefused("array of values is null", () -> executable.read("y", null));
                assertRefused("no buffer \"null\"", () -> executable.read(null));
            }
            assertRefused("graph is null", () -> backend.compile(null));
            assertRefused("op is null", () -> backend.run(null, Tensor.zeros(Shape.SCALAR)));
            assertRefused("op is null", () -> backend.update(null, Tensor.zeros(Shape.SCALAR)));
            assertRefused("operands are null", () -> backend.run(v -> new Copy(v.getFirst()), (Tensor[]) null));
        }
    }
}
