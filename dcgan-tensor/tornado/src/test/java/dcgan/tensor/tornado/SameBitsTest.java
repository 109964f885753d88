package dcgan.tensor.tornado;

import static dcgan.tensor.op.Padding.padding;
import static dcgan.tensor.op.Stride.stride;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dcgan.nn.gan.BatchSource;
import dcgan.nn.gan.Checkpoint;
import dcgan.nn.gan.DcganConfig;
import dcgan.nn.gan.GanTrainer;
import dcgan.nn.gan.ImageBatch;
import dcgan.nn.gan.TrainingConfig;
import dcgan.tensor.Backend;
import dcgan.tensor.BackendOptions;
import dcgan.tensor.Backends;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Tensor;
import dcgan.tensor.Value;
import dcgan.tensor.op.Adam;
import dcgan.tensor.op.BCELossBackward;
import dcgan.tensor.op.Conv2d;
import dcgan.tensor.op.Conv2dGradWeight;
import dcgan.tensor.op.ConvTranspose2d;
import dcgan.tensor.op.ConvTranspose2dGradWeight;
import dcgan.tensor.op.Copy;
import dcgan.tensor.op.Increment;
import dcgan.tensor.op.Normal;
import dcgan.tensor.op.Op;
import dcgan.tensor.op.OutputPadding;
import dcgan.tensor.op.Reduction;
import dcgan.tensor.op.Sigmoid;
import dcgan.tensor.op.SigmoidBackward;
import dcgan.tensor.op.Tanh;
import dcgan.tensor.op.TanhBackward;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What on CPU devices has the bits of the simd backend: everything that a training without BatchNorm and biases consists of, but for
 * the reported means.
 */
class SameBitsTest {

    /** Two parts, one of them short, and padding at the border. */
    @Test
    void conv2d() {
        assertSameBits(g -> Conv2d.of(x(g, 5, 70, 6, 6), w(g, 7, 70, 4, 4), stride(2), padding(1)));
    }

    @Test
    void conv2dOfAThinImage() {
        assertSameBits(g -> Conv2d.of(x(g, 5, 3, 8, 8), w(g, 9, 3, 4, 4), stride(2), padding(1)));
    }

    @Test
    void conv2dWithABias() {
        assertSameBits(g ->
                new Conv2d(x(g, 3, 20, 4, 4), w(g, 5, 20, 4, 4), g.parameter("b", Shape.of(5)), stride(1), padding(0)));
    }

    /** Tiles that are not full, no padding, and a row and a column that no kernel reaches. */
    @Test
    void conv2dOfOddExtents() {
        assertSameBits(g -> new Conv2d(
                x(g, 18, 17, 13, 9), w(g, 19, 17, 4, 4), g.parameter("b", Shape.of(19)), stride(2), padding(0)));
    }

    @Test
    void convTranspose2dOfOddExtents() {
        assertSameBits(g -> new ConvTranspose2d(
                x(g, 18, 17, 6, 5),
                w(g, 17, 19, 4, 4),
                g.parameter("b", Shape.of(19)),
                stride(2),
                padding(2),
                new OutputPadding(1, 0)));
    }

    @Test
    void convTranspose2d() {
        assertSameBits(g -> ConvTranspose2d.of(x(g, 5, 130, 3, 3), w(g, 130, 6, 4, 4), stride(2), padding(1)));
    }

    /** Each tap's channels come in two parts. */
    @Test
    void convTranspose2dToAThinImage() {
        assertSameBits(g -> ConvTranspose2d.of(x(g, 5, 100, 4, 4), w(g, 100, 3, 4, 4), stride(2), padding(1)));
    }

    /** More channels in the small image, two chunks of images, the last one short, and lanes that hold nothing. */
    @Test
    void conv2dGradWeight() {
        assertSameBits(g -> new Conv2dGradWeight(
                x(g, 70, 6, 6, 6), y(g, 70, 21, 3, 3), Shape.of(21, 6, 4, 4), stride(2), padding(1)));
    }

    /** Both images are of the same shape. */
    @Test
    void conv2dGradWeightOfEqualImages() {
        Shape image = Shape.of(5, 6, 2, 2);
        assertSameBits(g -> new Conv2dGradWeight(
                g.input("x", image), g.input("dy", image), Shape.of(6, 6, 4, 4), stride(2), padding(2)));
    }

    /** In eight parts, of which those at the border also count the padding. */
    @Test
    void conv2dGradWeightOfAThinImage() {
        assertSameBits(g -> new Conv2dGradWeight(
                x(g, 5, 3, 16, 16), y(g, 5, 17, 8, 8), Shape.of(17, 3, 4, 4), stride(2), padding(1)));
    }

    /** More channels in the large image. */
    @Test
    void convTranspose2dGradWeight() {
        assertSameBits(g -> new ConvTranspose2dGradWeight(
                x(g, 5, 6, 10, 10), y(g, 5, 20, 12, 12), Shape.of(6, 20, 3, 3), stride(1), padding(0)));
    }

    @Test
    void tanh() {
        assertSameBits(g -> new Tanh(x(g, 10_000)));
    }

    @Test
    void tanhBackward() {
        assertSameBits(g -> new TanhBackward(x(g, 10_000), y(g, 10_000)));
    }

    @Test
    void sigmoid() {
        assertSameBits(g -> new Sigmoid(x(g, 10_000)));
    }

    @Test
    void sigmoidBackward() {
        assertSameBits(g -> new SigmoidBackward(x(g, 10_000), y(g, 10_000)));
    }

    @Test
    void bceLossBackward() {
        assertSameBits(g -> new BCELossBackward(x(g, 10_000), y(g, 10_000), Reduction.MEAN));
    }

    /** Three steps, whose corrections differ. */
    @Test
    void adam() {
        Graph.Builder builder = Graph.builder();
        Value step = builder.parameter("step", Shape.of(1));
        Value parameter = w(builder, 10_000);
        Value m = builder.parameter("m", parameter.shape());
        Value v = builder.parameter("v", parameter.shape());
        builder.update(new Increment(step));
        builder.update(
                new Adam(parameter, y(builder, 10_000), m, v, step, new Adam.Settings(2e-4, 0.5, 0.999, 1e-8, 1e-4)));
        builder.output("y", builder.add(new Copy(parameter)));
        assertSameBits(builder.build(), 3);
    }

    @Test
    void normal() {
        assertSameBits(g -> new Normal(x(g, 1), 7L << 33 | 5, 3, Shape.of(64, 100, 1, 1)));
    }

    /** Both networks and both optimisers after some steps. */
    @Test
    void training(@TempDir Path folder) throws Exception {
        try (Backend simd = simd("winograd");
                Backend tornado = tornado("winograd")) {
            assertArrayEquals(
                    trained(simd, folder.resolve("simd.safetensors")),
                    trained(tornado, folder.resolve("tornado.safetensors")));
        }
    }

    private static byte[] trained(Backend backend, Path checkpoint) throws Exception {
        DcganConfig network = DcganConfig.simple().latentSize(10).featureMaps(20);
        Random random = new Random(1);
        Shape shape = Shape.of(5, 3, 32, 32);
        List<ImageBatch> batches = Stream.generate(() -> ImageBatch.of(new Tensor(shape, numbers(random, shape))))
                .limit(4)
                .toList();
        try (GanTrainer trainer =
                GanTrainer.of(TrainingConfig.of(network).batchSize(5).seed(1)).on(backend)) {
            trainer.train(BatchSource.of(trainer.imageShape(), (epoch, fromBatch) -> batches.stream()), 1);
            Checkpoint.save(trainer, checkpoint);
        }
        return Files.readAllBytes(checkpoint);
    }

    private static Value x(Graph.Builder graph, int... shape) {
        return graph.input("x", Shape.of(shape));
    }

    private static Value y(Graph.Builder graph, int... shape) {
        return graph.input("dy", Shape.of(shape));
    }

    private static Value w(Graph.Builder graph, int... shape) {
        return graph.parameter("w", Shape.of(shape));
    }

    private static void assertSameBits(Function<Graph.Builder, Op.Pure> op) {
        Graph.Builder builder = Graph.builder();
        builder.output("y", builder.add(op.apply(builder)));
        assertSameBits(builder.build(), 1);
    }

    private static void assertSameBits(Graph graph, int runs) {
        for (String convolutions : List.of("direct", "winograd")) {
            try (Backend simd = simd(convolutions);
                    Backend tornado = tornado(convolutions)) {
                assertArrayEquals(run(simd, graph, runs), run(tornado, graph, runs), convolutions);
            }
        }
    }

    private static Backend simd(String convolutions) {
        return Backends.open("simd", BackendOptions.DEFAULT.withProperty("simd.conv", convolutions));
    }

    private static Backend tornado(String convolutions) {
        String type = TornadoTest.available().devices().getFirst().type();
        assumeTrue(type.equals("CPU"), () -> "the first device is no CPU, but " + type);
        return TornadoTest.open("auto", convolutions);
    }

    private static float[] run(Backend backend, Graph graph, int runs) {
        try (Executable executable = backend.compile(graph)) {
            Random random = new Random(1);
            graph.inputs().forEach((name, value) -> executable.write(name, numbers(random, value.shape())));
            graph.parameters().forEach((name, value) -> {
                // Squares that have been averaged are not negative: those begin with zeros.
                if (!name.equals("v")) {
                    executable.write(name, numbers(random, value.shape()));
                }
            });
            for (int run = 0; run < runs; run++) {
                executable.run();
            }
            return executable.read("y");
        }
    }

    /** A single number is a counter. */
    private static float[] numbers(Random random, Shape shape) {
        float[] numbers = new float[shape.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = numbers.length == 1 ? 12 : (float) random.nextGaussian();
        }
        return numbers;
    }
}
