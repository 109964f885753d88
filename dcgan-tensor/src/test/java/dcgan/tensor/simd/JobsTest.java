package dcgan.tensor.simd;

import static dcgan.tensor.op.Padding.padding;
import static dcgan.tensor.op.Stride.stride;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.tensor.Backend;
import dcgan.tensor.BackendOptions;
import dcgan.tensor.Backends;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.op.Conv2d;
import dcgan.tensor.op.Conv2dGradInput;
import dcgan.tensor.op.Conv2dGradWeight;
import dcgan.tensor.op.Op;
import dcgan.tensor.planning.ConvolutionChoice;
import dcgan.tensor.simd.convolution.winograd.WinogradScratchPool;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many threads can share an op of a training of the {@code simple} model, with batches of 64. */
class JobsTest {

    private static final int BATCH = 64;

    /** A convolution with a kernel of 4 x 4, or what its layer in G computes backwards. */
    private record Layer(int batch, int in, int out, int size, int step, int margin) {

        Shape input() {
            return Shape.of(batch, in, size, size);
        }

        Shape weight() {
            return Shape.of(out, in, 4, 4);
        }

        Shape output() {
            int reduced = (size + 2 * margin - 4) / step + 1;
            return Shape.of(batch, out, reduced, reduced);
        }

        Graph graph(String pass) {
            Graph.Builder g = Graph.builder();
            Op.Pure op = switch (pass) {
                case "down" ->
                    Conv2d.of(g.input("x", input()), g.parameter("w", weight()), stride(step), padding(margin));
                case "up" ->
                    new Conv2dGradInput(
                            g.input("y", output()), g.parameter("w", weight()), input(), stride(step), padding(margin));
                default ->
                    new Conv2dGradWeight(
                            g.input("x", input()), g.input("y", output()), weight(), stride(step), padding(margin));
            };
            g.output("result", g.add(op));
            return g.build();
        }
    }

    @ParameterizedTest
    @CsvSource({
        // in, out, size, stride, padding; least jobs of down, up and the weight's gradient with 16 threads, then with
        // 64.
        // The layer with a single channel is too small to matter.
        "3, 64, 32, 2, 1, 256, 256, 32, 256, 256, 32",
        "64, 128, 16, 2, 1, 32, 32, 16, 64, 128, 64",
        "128, 256, 8, 2, 1, 32, 32, 32, 32, 64, 64",
        "256, 1, 4, 1, 0, 4, 64, 64, 4, 64, 64",
        "512, 100, 4, 1, 0, 32, 128, 256, 32, 128, 256",
        "256, 512, 8, 2, 1, 32, 64, 128, 64, 128, 128",
        "128, 256, 16, 2, 1, 32, 32, 32, 128, 128, 64",
        "3, 128, 32, 2, 1, 512, 256, 64, 512, 256, 64",
    })
    void eachPassHasJobsForManyThreads(
            int in, int out, int size, int stride, int padding, int d16, int u16, int w16, int d64, int u64, int w64) {
        Layer layer = new Layer(BATCH, in, out, size, stride, padding);
        int[] least = {d16, u16, w16, d64, u64, w64};
        String[] passes = {"down", "up", "weight"};
        for (int i = 0; i < least.length; i++) {
            String pass = passes[i % passes.length];
            int threads = i < passes.length ? 16 : 64;
            int jobs = jobs(layer.graph(pass), threads);
            assertTrue(jobs >= least[i], pass + " has " + jobs + " jobs for " + threads + " threads");
        }
    }

    private static int jobs(Graph graph, int threads) {
        return new SimdCompiler(graph, ConvolutionChoice.AUTO, new WinogradScratchPool(), threads)
                .stages().values().stream()
                        .flatMap(Arrays::stream)
                        .mapToInt(task -> task.task().mostJobs())
                        .max()
                        .orElseThrow();
    }

    /** Whatever a job takes: the second convolution of D has one, two, four and eight parts of a block. */
    @ParameterizedTest
    @ValueSource(ints = {2, 16, 32, 64})
    void theGradientToAWeightDoesNotDependOnThreads(int threads) {
        Layer layer = new Layer(BATCH, 64, 128, 16, 2, 1);
        assertArrayEquals(gradient(layer, 1), gradient(layer, threads));
        // The last block has only some of the rows and columns of a whole one.
        Layer odd = new Layer(BATCH, 75, 101, 16, 2, 1);
        assertArrayEquals(gradient(odd, 1), gradient(odd, threads));
    }

    /** A job takes several tiles of so few images, and fewer of them with more threads. */
    @ParameterizedTest
    @ValueSource(strings = {"down", "up"})
    void thePassesOfASmallBatchDoNotDependOnThreads(String pass) {
        Layer layer = new Layer(5, 64, 96, 32, 2, 1);
        float[] expected = result(layer, pass, 1);
        for (int threads : new int[] {3, 16}) {
            assertArrayEquals(expected, result(layer, pass, threads), threads + " threads");
        }
        assertTrue(jobs(layer.graph(pass), 1) < jobs(layer.graph(pass), 16), "a job takes one tile");
    }

    private static float[] gradient(Layer layer, int threads) {
        return result(layer, "weight", threads);
    }

    private static float[] result(Layer layer, String pass, int threads) {
        BackendOptions options = BackendOptions.DEFAULT.withThreads(threads).withProperty("simd.conv", "winograd");
        Graph graph = layer.graph(pass);
        try (Backend backend = Backends.open(SimdProvider.NAME, options);
                Executable executable = backend.compile(graph)) {
            graph.inputs().forEach((name, value) -> executable.write(name, numbers(1, value.shape())));
            graph.parameters().forEach((name, value) -> executable.write(name, numbers(2, value.shape())));
            executable.run();
            return executable.read("result");
        }
    }

    private static float[] numbers(long seed, Shape shape) {
        Random random = new Random(seed);
        float[] numbers = new float[shape.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = random.nextFloat() - 0.5f;
        }
        return numbers;
    }
}
