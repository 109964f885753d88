package dcgan.tensor;

import static dcgan.tensor.op.Padding.padding;
import static dcgan.tensor.op.Stride.stride;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.tensor.op.Adam;
import dcgan.tensor.op.Add;
import dcgan.tensor.op.Conv2d;
import dcgan.tensor.op.Fill;
import dcgan.tensor.op.Increment;
import dcgan.tensor.op.Tanh;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every backend and its executables owe their users beside right numbers. */
class BackendTest {

    private static final String NAMES = "dcgan.tensor.BackendsUnderTest#names";

    private static Graph tanh() {
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", Shape.of(2, 3));
        Value w = g.parameter("w", Shape.of(2, 3));
        g.output("y", g.add(new Tanh(g.add(new Add(x, w)))));
        return g.build();
    }

    @ParameterizedTest
    @MethodSource(NAMES)
    void runsOneOp(String name) {
        try (Backend backend = BackendsUnderTest.open(name)) {
            Tensor image = new Tensor(Shape.of(1, 1, 3, 3), new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
            Tensor weight = new Tensor(Shape.of(1, 1, 2, 2), new float[] {1, 10, 100, 1000});
            Tensor result = backend.run(v -> Conv2d.of(v.get(0), v.get(1), stride(2), padding(1)), image, weight);
            assertEquals(Shape.of(1, 1, 2, 2), result.shape());
            assertArrayEquals(new float[] {1000, 3200, 7040, 9865}, result.data());
        }
    }

    @ParameterizedTest
    @MethodSource(NAMES)
    void runsOneOpWithoutOperands(String name) {
        try (Backend backend = BackendsUnderTest.open(name)) {
            Tensor result = backend.run(_ -> new Fill(Shape.of(3), 1.5f));
            assertArrayEquals(new float[] {1.5f, 1.5f, 1.5f}, result.data());
        }
    }

    @ParameterizedTest
    @MethodSource(NAMES)
    void updatesOperandsAndLeavesTheArraysAlone(String name) {
        try (Backend backend = BackendsUnderTest.open(name)) {
            Tensor parameter = new Tensor(Shape.of(2), new float[] {1, 2});
            Tensor gradient = new Tensor(Shape.of(2), new float[] {0.5f, -0.25f});
            Tensor zeros = Tensor.zeros(Shape.of(2));
            Tensor step = new Tensor(Shape.SCALAR, new float[] {1});
            List<Tensor> after = backend.update(
                    v -> new Adam(
                            v.get(0), v.get(1), v.get(2), v.get(3), v.get(4), new Adam.Settings(0.125, 0.5, 0.5, 0, 0)),
                    parameter,
                    gradient,
                    zeros,
                    zeros,
                    step);
            // The first step of Adam is lr against the sign of the gradient.
            assertArrayEquals(new float[] {0.875f, 2.125f}, after.get(0).data(), 1e-6f);
            assertArrayEquals(new float[] {0.5f, -0.25f}, after.get(1).data());
            assertArrayEquals(new float[] {0.25f, -0.125f}, after.get(2).data(), 1e-7f);
            assertArrayEquals(new float[] {0.125f, 0.03125f}, after.get(3).data(), 1e-7f);
            assertArrayEquals(new float[] {1, 2}, parameter.data());
            assertArrayEquals(new float[] {0, 0}, zeros.data());
        }
    }

    @ParameterizedTest
    @MethodSource(NAMES)
    void parametersStartAsZerosAndKeepWhatIsWritten(String name) {
        try (Backend backend = BackendsUnderTest.open(name);
                Executable executable = backend.compile(tanh())) {
            assertArrayEquals(new float[6], executable.read("w"));
            float[] written = {1, 2, 3, 4, 5, Float.MIN_VALUE};
            executable.write("w", written);
            executable.run();
            assertArrayEquals(written, executable.read("w"));
        }
    }

    @ParameterizedTest
    @MethodSource(NAMES)
    void writeCopiesTheArray(String name) {
        try (Backend backend = BackendsUnderTest.open(name);
                Executable executable = backend.compile(tanh())) {
            float[] x = new float[6];
            executable.write("x", x);
            x[0] = 99;
            executable.run();
            assertEquals(0, executable.read("y")[0]);
        }
    }

    @ParameterizedTest
    @MethodSource(NAMES)
    void refusesUnknownNamesAndWrongLengths(String name) {
        try (Backend backend = BackendsUnderTest.open(name);
                Executable executable = backend.compile(tanh())) {
            assertMessage("no buffer \"z\"", () -> executable.write("z", new float[6]));
            assertMessage("inputs [x], parameters [w] and outputs [y]", () -> executable.read("z"));
            assertMessage("[2, 3]", () -> executable.write("x", new float[5]));
            assertMessage("5", () -> executable.write("x", new float[5]));
            assertMessage("[2, 3]", () -> executable.read("y", new float[7]));
            assertMessage("\"w\"", () -> executable.read("w", new float[0]));
            assertMessage("no stage \"train\"; it has [main]", () -> executable.run("train"));
        }
    }

    @ParameterizedTest
    @MethodSource(NAMES)
    void twoExecutablesOfOneGraphShareNothing(String name) {
        Graph.Builder g = Graph.builder();
        g.update(new Increment(g.parameter("counter", Shape.SCALAR)));
        Graph graph = g.build();
        try (Backend backend = BackendsUnderTest.open(name);
                Executable first = backend.compile(graph);
                Executable second = backend.compile(graph)) {
            first.run();
            first.run();
            second.run();
            assertEquals(2, first.read("counter")[0]);
            assertEquals(1, second.read("counter")[0]);
        }
    }

    @Test
    void simdRefusesABufferThatIsTooLongWithItsPadding() {
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", Shape.of(1, 5, 8192, 8192));
        Value w = g.parameter("w", Shape.of(1, 5, 1, 1));
        g.output("y", g.add(Conv2d.of(x, w, stride(64), padding(0))));
        Graph graph = g.build();
        try (Backend backend = Backends.open("simd")) {
            BackendException e = assertThrows(BackendException.class, () -> backend.compile(graph));
            assertTrue(e.getMessage().contains("[1, 5, 8192, 8192]"), e.getMessage());
        }
    }

    private static void assertMessage(String part, org.junit.jupiter.api.function.Executable action) {
        String message = assertThrows(IllegalArgumentException.class, action).getMessage();
        assertTrue(message.contains(part), () -> "\"" + part + "\" is not in: " + message);
    }
}
