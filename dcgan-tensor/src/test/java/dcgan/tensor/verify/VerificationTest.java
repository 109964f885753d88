package dcgan.tensor.verify;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.tensor.Backend;
import dcgan.tensor.BackendException;
import dcgan.tensor.BackendsUnderTest;
import dcgan.tensor.Device;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.op.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerificationTest {

    @ParameterizedTest
    @MethodSource("dcgan.tensor.BackendsUnderTest#namesButReference")
    void passes(String name) {
        List<OpResult> heard = new ArrayList<>();
        try (Backend backend = BackendsUnderTest.open(name)) {
            Report report = Verification.run(backend, heard::add);
            assertAll(report.results().stream().map(result -> () -> assertTrue(result.passed(), result::toString)));
            assertTrue(report.passed());
            assertEquals(heard, report.results());
            assertEquals(backend.name(), report.backend());
            assertEquals(backend.device(), report.device());
        }
    }

    @Test
    void triesEveryOp() {
        assertEquals(
                Set.of(),
                leaves(Op.class)
                        .map(Class::getSimpleName)
                        .filter(op -> !Verification.table().containsKey(op))
                        .collect(toSet()));
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(VerificationTest::leaves)
                : Stream.of(type);
    }

    /** The part of the table with which the tester is tested. */
    private static final Set<String> PART =
            Set.of("Tanh", "Sigmoid", "Adam", "Add", "Fill", "graph: host writes", "graph: stages", "graph: updates");

    /** The names of what failed on a backend that goes wrong in some way. */
    private static Map<String, OpResult> failed(double tolerance, Function<Executable, Executable> sabotage) {
        Map<String, List<Case>> table = Verification.table();
        table.keySet().retainAll(PART);
        assertEquals(PART, table.keySet());
        try (Backend backend = new SabotagedBackend(sabotage)) {
            Report report = Verification.run(table, backend, tolerance, _ -> {});
            assertEquals(PART.size(), report.results().size());
            Map<String, OpResult> failed = report.results().stream()
                    .filter(result -> !result.passed())
                    .collect(toMap(OpResult::op, result -> result));
            assertEquals(failed.isEmpty(), report.passed());
            return failed;
        }
    }

    private static boolean has(Executable executable, String op) {
        return executable.graph().stages().stream()
                .flatMap(stage -> stage.nodes().stream())
                .anyMatch(node -> node.op().name().equals(op));
    }

    private static Executable spoilResult(Executable executable, String op, Consumer<float[]> spoiler) {
        return new DelegatingExecutable(executable) {
            @Override
            public void read(String name, float[] into) {
                super.read(name, into);
                if (has(executable, op) && name.equals("result")) {
                    spoiler.accept(into);
                }
            }
        };
    }

    private static void replaceAll(float[] values, UnaryOperator<Float> replacement) {
        for (int k = 0; k < values.length; k++) {
            values[k] = replacement.apply(values[k]);
        }
    }

    @Test
    void findsNothingWhereNothingIsWrong() {
        assertEquals(Map.of(), failed(Verification.TOLERANCE, e -> e));
    }

    @Test
    void findsASmallErrorInOneElement() {
        Function<Executable, Executable> sabotage = e -> spoilResult(e, "Sigmoid", y -> y[y.length - 1] += 3e-5f);
        Map<String, OpResult> failed = failed(Verification.TOLERANCE, sabotage);
        assertEquals(Set.of("Sigmoid"), failed.keySet());
        OpResult sigmoid = failed.get("Sigmoid");
        assertEquals(3e-5, sigmoid.maxAbsError(), 1e-7);
        assertTrue(sigmoid.maxRelError() > 2.9e-5, sigmoid::toString);
        assertTrue(sigmoid.worstCase().startsWith("Sigmoid[input=["), sigmoid::toString);
    }

    @Test
    void toleratesMoreWhenAskedTo() {
        Function<Executable, Executable> slight =
                e -> spoilResult(e, "Add", y -> replaceAll(y, value -> value * (1 + 3e-5f)));
        assertEquals(Map.of(), failed(1e-4, slight));
        assertEquals(Set.of("Add"), failed(Verification.TOLERANCE, slight).keySet());
    }

    @Test
    void aNaNOrAnInfinityIsNeverWithinTheTolerance() {
        for (float wrong : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            Map<String, OpResult> failed = failed(1, e -> spoilResult(e, "Fill", y -> y[y.length / 2] = wrong));
            assertEquals(Set.of("Fill"), failed.keySet());
            assertEquals(Double.POSITIVE_INFINITY, failed.get("Fill").maxRelError());
        }
    }

    @Test
    void aNaNThatIsLostIsFound() {
        Map<String, OpResult> failed = failed(
                1, e -> spoilResult(e, "Tanh", y -> replaceAll(y, value -> value.isNaN() ? Float.valueOf(0) : value)));
        assertEquals(Set.of("Tanh"), failed.keySet());
    }

    @Test
    void anOpThatThrowsFailsWithItsMessageAndTheOthersGoOn() {
        Map<String, OpResult> failed = failed(Verification.TOLERANCE, e -> {
            if (has(e, "Sigmoid")) {
                throw new BackendException("out of registers");
            }
            return e;
        });
        assertEquals(Set.of("Sigmoid"), failed.keySet());
        String message = failed.get("Sigmoid").failure().orElseThrow();
        assertTrue(message.contains("out of registers"), message);
        assertFalse(message.contains("\n"), message);
    }

    @Test
    void aSpoiledInputIsFound() {
        Map<String, OpResult> failed = failed(Verification.TOLERANCE, e -> new DelegatingExecutable(e) {
            @Override
            public void run(String stage) {
                super.run(stage);
                if (has(e, "Add") && graph().inputs().containsKey("operand 1")) {
                    super.write("operand 0", super.read("result"));
                }
            }
        });
        assertEquals(Set.of("Add"), failed.keySet());
    }

    @Test
    void aForgottenWriteOverAnOutputIsFound() {
        Map<String, OpResult> failed = failed(Verification.TOLERANCE, e -> new DelegatingExecutable(e) {
            @Override
            public void write(String name, float[] values) {
                if (!graph().outputs().containsKey(name)) {
                    super.write(name, values);
                }
            }
        });
        assertEquals(Set.of("graph: host writes"), failed.keySet());
    }

    @Test
    void stagesThatRunUnaskedAreFound() {
        Map<String, OpResult> failed = failed(Verification.TOLERANCE, e -> new DelegatingExecutable(e) {
            @Override
            public void run(String stage) {
                graph().stages().forEach(each -> super.run(each.name()));
            }
        });
        assertTrue(failed.containsKey("graph: stages"), failed::toString);
    }

    /** Runs everything on the reference, with executables that do something wrong. */
    private static final class SabotagedBackend implements Backend {

        private final Backend reference = BackendsUnderTest.open("reference");
        private final Function<Executable, Executable> sabotage;

        SabotagedBackend(Function<Executable, Executable> sabotage) {
            this.sabotage = sabotage;
        }

        @Override
        public String name() {
            return "sabotaged";
        }

        @Override
        public Device device() {
            return reference.device();
        }

        @Override
        public Executable compile(Graph graph) {
            return sabotage.apply(reference.compile(graph));
        }

        @Override
        public void close() {
            reference.close();
        }
    }

    private static class DelegatingExecutable implements Executable {

        private final Executable delegate;

        DelegatingExecutable(Executable delegate) {
            this.delegate = delegate;
        }

        @Override
        public Graph graph() {
            return delegate.graph();
        }

        @Override
        public void write(String name, float[] values) {
            delegate.write(name, values);
        }

        @Override
        public void read(String name, float[] into) {
            delegate.read(name, into);
        }

        @Override
        public void run(String stage) {
            delegate.run(stage);
        }

        @Override
        public void close() {
            delegate.close();
        }
    }
}
