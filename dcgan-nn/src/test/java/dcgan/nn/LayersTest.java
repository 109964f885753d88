package dcgan.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LayersTest {

    @Test
    void parametersAreNamedAndShapedAsPyTorchDoes() {
        Sequential network = Sequential.of(
                ConvTranspose2d.of(100, 256, 4).bias(false),
                BatchNorm2d.of(256),
                ReLU.of(),
                Sequential.of(Conv2d.of(256, 3, 5)),
                Tanh.of());
        assertEquals(
                List.of(
                        "0.weight [100, 256, 4, 4]",
                        "1.weight [256]",
                        "1.bias [256]",
                        "1.running_mean [256]",
                        "1.running_var [256]",
                        "1.num_batches_tracked [1]",
                        "3.0.weight [3, 256, 5, 5]",
                        "3.0.bias [3]"),
                network.parameters().stream()
                        .map(parameter -> parameter.name() + " " + parameter.shape())
                        .toList());
        assertEquals(
                List.of("0.weight", "1.weight", "1.bias", "3.0.weight", "3.0.bias"),
                network.parameters().stream()
                        .filter(Parameter::trained)
                        .map(Parameter::name)
                        .toList());
        assertEquals(OptionalInt.of(100), network.inputChannels());
    }

    @Test
    void aConvolutionCountsFanInFromItsInput() {
        // torch.nn.Conv2d(6, 50, 4): fan_in = 6 · 4 · 4, for the weight and the bias.
        assertUniform(1 / Math.sqrt(96), Conv2d.of(6, 50, 4));
    }

    @Test
    void aTransposedConvolutionCountsFanInFromItsOutput() {
        // torch.nn.ConvTranspose2d(6, 50, 4): fan_in = weight.size(1) · 4 · 4 = 50 · 4 · 4.
        assertUniform(1 / Math.sqrt(800), ConvTranspose2d.of(6, 50, 4));
    }

    private static void assertUniform(double bound, Layer layer) {
        for (Parameter parameter : layer.parameters()) {
            float[] values = Init.DEFAULT.values(parameter, 3, 1);
            double greatest = 0;
            double sum = 0;
            double squares = 0;
            for (float x : values) {
                greatest = Math.max(greatest, Math.abs(x));
                sum += x;
                squares += (double) x * x;
            }
            assertTrue(greatest <= bound * (1 + 1e-6), parameter.name() + ": " + greatest + " > " + bound);
            assertTrue(greatest > bound * 0.9, parameter.name() + " does not reach its bound " + bound);
            if (values.length > 1000) {
                assertEquals(0, sum / values.length, bound * 0.05);
                assertEquals(bound / Math.sqrt(3), Math.sqrt(squares / values.length), bound * 0.02);
            }
        }
    }

    @Test
    void thePapersInitialisationIsNormal() {
        float[] weights = Init.DCGAN.values(Conv2d.of(64, 128, 4).parameters().getFirst(), 5, 2);
        assertMoments(0, 0.02, weights);
        List<Parameter> norm = BatchNorm2d.of(20_000).parameters();
        assertMoments(1, 0.02, Init.DCGAN.values(norm.get(0), 5, 3));
        assertArrayEquals(new float[20_000], Init.DCGAN.values(norm.get(1), 5, 4));
        assertArrayEquals(new float[20_000], Init.DCGAN.values(norm.get(2), 5, 5));
        assertMoments(1, 0, Init.DCGAN.values(norm.get(3), 5, 6));
        assertMoments(1, 0, Init.DEFAULT.values(norm.get(0), 5, 7));
    }

    private static void assertMoments(double mean, double deviation, float[] values) {
        double sum = 0;
        double squares = 0;
        for (float x : values) {
            sum += x;
            squares += (x - mean) * (x - mean);
        }
        assertEquals(mean, sum / values.length, 1e-3);
        assertEquals(deviation, Math.sqrt(squares / values.length), 1e-3);
    }

    @Test
    void aSeedAndAStreamDecideTheValues() {
        Parameter weight = Conv2d.of(2, 3, 4).parameters().getFirst();
        float[] values = Init.DEFAULT.values(weight, 1, 1);
        assertArrayEquals(values, Init.DEFAULT.values(weight, 1, 1));
        assertTrue(values[0] != Init.DEFAULT.values(weight, 2, 1)[0]);
        assertTrue(values[0] != Init.DEFAULT.values(weight, 1, 2)[0]);
    }

    @Test
    void settersLeaveTheLayerAsItIs() {
        Conv2d layer = Conv2d.of(2, 3, 4);
        layer.stride(2).padding(1).bias(false);
        assertEquals(Conv2d.of(2, 3, 4), layer);
        assertTrue(layer.bias());
    }

    @Test
    void shapesThatDoNotFitFailWhenTheGraphIsBuilt() {
        Graph.Builder graph = Graph.builder();
        Sequential network = Sequential.of(Conv2d.of(3, 8, 4), Conv2d.of(9, 1, 4));
        Scope scope = Scope.declare(graph, "d", network);
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> network.forward(graph, scope, graph.input("x", Shape.of(1, 3, 32, 32)), Mode.TRAINING));
        assertTrue(
                e.getMessage().contains("[1, 9, 4, 4]") && e.getMessage().contains("[1, 8, 29, 29]"), e.getMessage());
    }

    @Test
    void whatIsNoLayerIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Conv2d.of(0, 3, 4));
        assertThrows(IllegalArgumentException.class, () -> Conv2d.of(3, -1, 4));
        assertThrows(IllegalArgumentException.class, () -> ConvTranspose2d.of(3, 3, 0));
        assertThrows(IllegalArgumentException.class, () -> Conv2d.of(3, 3, 4).stride(0));
        assertThrows(IllegalArgumentException.class, () -> BatchNorm2d.of(0));
        assertThrows(IllegalArgumentException.class, () -> new BatchNorm2d(3, 0, 0.1f));
        assertThrows(IllegalArgumentException.class, () -> new BatchNorm2d(3, 1e-5f, 2));
        assertThrows(IllegalArgumentException.class, () -> LeakyReLU.of(0));
        assertThrows(IllegalArgumentException.class, () -> LeakyReLU.of(Float.NaN));
        assertThrows(IllegalArgumentException.class, Sequential::of);
        assertThrows(IllegalArgumentException.class, () -> Adam.of(0, 0.5f, 0.999f));
        assertThrows(IllegalArgumentException.class, () -> Adam.of(0.1f, 1, 0.999f));
    }

    @Test
    void batchNormRefusesOneValueAChannelInTraining() {
        Graph.Builder graph = Graph.builder();
        BatchNorm2d norm = BatchNorm2d.of(3);
        Scope scope = Scope.declare(graph, "n", norm);
        assertThrows(
                IllegalArgumentException.class,
                () -> norm.forward(graph, scope, graph.input("x", Shape.of(1, 3, 1, 1)), Mode.TRAINING));
    }
}
