package dcgan.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dcgan.nn.testing.TestBackends;
import dcgan.nn.testing.TestBackends.OnEveryBackend;
import dcgan.tensor.Backend;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpectralNormTest {

    private static final SpectralNorm LAYER = SpectralNorm.of(Conv2d.of(2, 2, 1).bias(false));

    /** Of singular values 5 and 2. */
    private static final float[] WEIGHT = {3, 1.6f, 4, -1.2f};

    private static Executable compile(Backend backend, Mode mode) {
        Graph.Builder graph = Graph.builder();
        Scope scope = Scope.declare(graph, "n", LAYER);
        Pass pass = LAYER.forward(graph, scope, graph.input("x", Shape.of(1, 2, 1, 1)), mode);
        graph.output("y", pass.output());
        Executable executable = backend.compile(graph.build());
        executable.write("n.weight_orig", WEIGHT);
        executable.write("n.weight_u", new float[] {1, 0});
        executable.write("x", new float[] {1, 0});
        return executable;
    }

    @OnEveryBackend
    void theWeightIsDividedByItsGreatestSingularValue(String name) {
        try (Backend backend = TestBackends.open(name);
                Executable executable = compile(backend, Mode.TRAINING)) {
            executable.run();
            float[] once = executable.read("n.weight_u");
            assertFalse(Arrays.equals(new float[] {1, 0}, once), "one iteration moves u");
            for (int i = 0; i < 20; i++) {
                executable.run();
            }
            assertArrayEquals(new float[] {0.6f, 0.8f}, executable.read("y"), 1e-5f);
            assertArrayEquals(new float[] {0.6f, 0.8f}, executable.read("n.weight_u"), 1e-5f);
            assertArrayEquals(new float[] {1, 0}, executable.read("n.weight_v"), 1e-5f);
            assertArrayEquals(WEIGHT, executable.read("n.weight_orig"));
        }
    }

    @OnEveryBackend
    void inEvaluationTheVectorsStay(String name) {
        try (Backend backend = TestBackends.open(name);
                Executable executable = compile(backend, Mode.EVALUATION)) {
            executable.write("n.weight_v", new float[] {0, 1});
            executable.run();
            assertArrayEquals(new float[] {1, 0}, executable.read("n.weight_u"));
            assertArrayEquals(new float[] {0, 1}, executable.read("n.weight_v"));
            // σ = W[0, 1].
            assertArrayEquals(new float[] {3 / 1.6f, 4 / 1.6f}, executable.read("y"), 1e-5f);
        }
    }

    @Test
    void theVectorsStartInARandomDirection() {
        for (Parameter parameter : SpectralNorm.of(Conv2d.of(3, 8, 4)).parameters()) {
            if (!parameter.trained()) {
                float[] values = Init.DEFAULT.values(parameter, 1, 2);
                double square = 0;
                for (float x : values) {
                    square += x * x;
                }
                assertEquals(1, square, 1e-5, parameter.name());
                assertFalse(Arrays.equals(values, Init.DEFAULT.values(parameter, 2, 2)), parameter.name());
            }
        }
    }

    @Test
    void itsParametersStandInPyTorchsOrder() {
        List<String> names = SpectralNorm.of(Conv2d.of(3, 8, 4)).parameters().stream()
                .map(Parameter::name)
                .toList();
        assertEquals(List.of("bias", "weight_orig", "weight_u", "weight_v"), names);
    }

    @Test
    void needsAConvolution() {
        assertEquals(
                "SpectralNorm needs a convolution",
                assertThrows(IllegalArgumentException.class, () -> SpectralNorm.of(null))
                        .getMessage());
    }
}
