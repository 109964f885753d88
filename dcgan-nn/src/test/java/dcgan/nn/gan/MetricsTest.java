package dcgan.nn.gan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.tensor.Backend;
import dcgan.tensor.Backends;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.op.Fill;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private static final Scale LOSSES = new Scale(Scale.Kind.LOSS, "nats", 0, Double.POSITIVE_INFINITY);
    private static final Scale SCORES = new Scale(Scale.Kind.SCORE, "probability", 0, 1);
    private static final Metric SUM = metric("sum", LOSSES, true, "a", "b");
    private static final Metric A = metric("a", LOSSES, false);
    private static final Metric B = metric("b", LOSSES, true);
    private static final Metric SCORE = metric("score", SCORES, true);

    private static Metric metric(String name, Scale scale, boolean averaged, String... terms) {
        return new Metric(name, name, "the " + name, scale, averaged, List.of(terms));
    }

    @Test
    void valuesAreFoundByNameAndByIndex() {
        Metrics metrics = Metrics.of(List.of(A, B), 1.5, -2);
        assertEquals(2, metrics.size());
        assertEquals(List.of(A, B), metrics.metrics());
        assertEquals(1.5, metrics.get("a"));
        assertEquals(-2, metrics.get(1));
        assertEquals("a=1.5, b=-2.0", metrics.toString());
        assertEquals(
                "there is no metric \"c\", only [a, b]",
                assertThrows(IllegalArgumentException.class, () -> metrics.get("c"))
                        .getMessage());
        assertEquals(
                "1 values for the metrics [a, b]",
                assertThrows(IllegalArgumentException.class, () -> Metrics.of(List.of(A, B), 1))
                        .getMessage());
    }

    @Test
    void areValues() {
        double[] values = {1, 2};
        Metrics metrics = Metrics.of(List.of(A, B), values);
        values[0] = 7;
        assertEquals(Metrics.of(List.of(A, B), 1, 2), metrics);
        assertEquals(Metrics.of(List.of(A, B), 1, 2).hashCode(), metrics.hashCode());
        assertNotEquals(Metrics.of(List.of(A, B), 1, 3), metrics);
        assertNotEquals(Metrics.of(List.of(A, SCORE), 1, 2), metrics);
        assertEquals(Metrics.of(List.of(B), 2), metrics.filter(Metric::averaged));
    }

    @Test
    void impossibleMetricsAreRefused() {
        for (String name : List.of("", "a b", "a,b", "a\n")) {
            assertThrows(IllegalArgumentException.class, () -> metric(name, LOSSES, true), name);
        }
        assertThrows(IllegalArgumentException.class, () -> metric("a", null, true));
        assertThrows(IllegalArgumentException.class, () -> new Scale(Scale.Kind.LOSS, "nats", 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Scale(Scale.Kind.LOSS, "nats", Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> new Scale(null, "nats", 0, 1));
    }

    @Test
    void aStepReadsOutputsAndAddsUpTerms() {
        Progress progress = new Progress(List.of(SUM, A, B, SCORE));
        try (Backend backend = Backends.open("reference");
                Executable executable = backend.compile(graph(1.25f, 0.5f, 0.75f))) {
            executable.run();
            StepValues values = new StepValues(List.of(SUM, A, B, SCORE), executable);
            values.read();
            StepReport report = values.report(3, 4);
            assertEquals(Metrics.of(List.of(SUM, A, B, SCORE), 1.75, 1.25, 0.5, 0.75), report.metrics());
            assertEquals(1.75f, report.get("sum"));
            progress.add(values);
            progress.add(values);
            assertEquals(Metrics.of(List.of(SUM, B, SCORE), 3.5, 1, 1.5), progress.sums());
            assertEquals(
                    new EpochReport(1, 2, Metrics.of(List.of(SUM, B, SCORE), 1.75, 0.5, 0.75)), progress.endEpoch());
            assertEquals(Metrics.of(List.of(SUM, B, SCORE), 0, 0, 0), progress.sums());
        }
    }

    @Test
    void onlyALossThatIsNotFiniteMatters() {
        try (Backend backend = Backends.open("reference")) {
            assertTrue(isFinite(backend, 1, 2, 0.5f));
            assertTrue(isFinite(backend, 1, 2, Float.NaN));
            assertFalse(isFinite(backend, Float.NaN, 2, 0.5f));
            assertFalse(isFinite(backend, 1, Float.NEGATIVE_INFINITY, 0.5f));
        }
    }

    @Test
    void theMessageNamesEveryLossThatIsNotFinite() {
        Metrics metrics = Metrics.of(List.of(SUM, A, B, SCORE), 0.25, Double.NaN, 0.5, Double.NaN);
        assertEquals(
                "the training diverged in epoch 1, batch 2: sum is 0.25, a is NaN, b is 0.5",
                new DivergedException(new StepReport(1, 2, metrics)).getMessage());
    }

    private static boolean isFinite(Backend backend, float a, float b, float score) {
        try (Executable executable = backend.compile(graph(a, b, score))) {
            executable.run();
            StepValues values = new StepValues(List.of(SUM, A, B, SCORE), executable);
            values.read();
            return values.isFinite();
        }
    }

    @Test
    void metricsThatTheGraphDoesNotHaveAreRefused() {
        try (Backend backend = Backends.open("reference");
                Executable executable = backend.compile(graph(1, 2, 3))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new StepValues(List.of(metric("other", LOSSES, true)), executable));
            assertEquals(
                    "the metric \"sum\" is a sum with \"b\", which is none of [sum, a]",
                    assertThrows(IllegalArgumentException.class, () -> new StepValues(List.of(SUM, A), executable))
                            .getMessage());
        }
    }

    private static Graph graph(float a, float b, float score) {
        Graph.Builder graph = Graph.builder();
        graph.output("a", graph.add(new Fill(Shape.SCALAR, a)));
        graph.output("b", graph.add(new Fill(Shape.SCALAR, b)));
        graph.output("score", graph.add(new Fill(Shape.SCALAR, score)));
        return graph.build();
    }
}
