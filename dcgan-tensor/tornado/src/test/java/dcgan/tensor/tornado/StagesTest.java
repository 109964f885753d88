package dcgan.tensor.tornado;

import static dcgan.tensor.op.Padding.padding;
import static dcgan.tensor.op.Stride.stride;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.tensor.Backend;
import dcgan.tensor.BackendException;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.Adam;
import dcgan.tensor.op.Add;
import dcgan.tensor.op.BCELoss;
import dcgan.tensor.op.BCEWithLogitsLoss;
import dcgan.tensor.op.BatchNorm2d;
import dcgan.tensor.op.BatchNorm2dEvalGradInput;
import dcgan.tensor.op.BatchNorm2dGradInput;
import dcgan.tensor.op.BatchNorm2dGradWeight;
import dcgan.tensor.op.ChannelMean;
import dcgan.tensor.op.ChannelSum;
import dcgan.tensor.op.ChannelVariance;
import dcgan.tensor.op.Conv2d;
import dcgan.tensor.op.Conv2dGradInput;
import dcgan.tensor.op.Conv2dGradWeight;
import dcgan.tensor.op.ConvTranspose2d;
import dcgan.tensor.op.ConvTranspose2dGradInput;
import dcgan.tensor.op.ConvTranspose2dGradWeight;
import dcgan.tensor.op.Copy;
import dcgan.tensor.op.Increment;
import dcgan.tensor.op.LeakyReLU;
import dcgan.tensor.op.Mean;
import dcgan.tensor.op.Normal;
import dcgan.tensor.op.Reduction;
import dcgan.tensor.op.RunningAverage;
import dcgan.tensor.op.Sigmoid;
import dcgan.tensor.spi.Profiled;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a graph's stages and the host share. */
class StagesTest {

    private static Graph twoStages() {
        Graph.Builder g = Graph.builder();
        Value counter = g.parameter("counter", Shape.SCALAR);
        Value x = g.input("x", Shape.of(1));
        g.stage("count");
        g.update(new Increment(counter));
        g.stage("sum");
        g.output("sum", g.add(new Add(counter, x)));
        return g.build();
    }

    @Test
    void stagesAndHostSeeEachOthersNumbers() {
        try (Backend backend = TornadoTest.open("auto");
                Executable executable = backend.compile(twoStages())) {
            assertArrayEquals(new float[] {0}, executable.read("counter"));
            executable.run("sum");
            assertArrayEquals(new float[] {0}, executable.read("sum"));
            executable.run("count");
            executable.run("count");
            executable.write("x", new float[] {10});
            executable.run("sum");
            assertArrayEquals(new float[] {12}, executable.read("sum"));
            executable.write("counter", new float[] {5});
            executable.run();
            assertArrayEquals(new float[] {16}, executable.read("sum"));
            assertArrayEquals(new float[] {6}, executable.read("counter"));
        }
    }

    @Test
    void executablesDoNotShareMemory() {
        try (Backend backend = TornadoTest.open("auto");
                Executable first = backend.compile(twoStages());
                Executable second = backend.compile(twoStages())) {
            first.write("counter", new float[] {1});
            second.write("counter", new float[] {2});
            first.run("count");
            assertArrayEquals(new float[] {2}, first.read("counter"));
            assertArrayEquals(new float[] {2}, second.read("counter"));
        }
    }

    /**
     * Temporaries take over the memory of earlier ones. What these leave must not show, not even where an image has lanes without a
     * picture; here it is NaN.
     */
    @ParameterizedTest
    @CsvSource({"cpu, direct", "cpu, winograd", "gpu, auto", "naive, auto"})
    void whatWasInTheirMemoryBeforeDoesNotShow(String kernels, String convolutions) {
        Graph.Builder g = Graph.builder();
        Value counter = g.parameter("counter", Shape.SCALAR);
        Value w = g.parameter("w", Shape.of(20, 8, 4, 4));
        Value perChannel = g.parameter("perChannel", Shape.of(20));
        Value step = g.parameter("step", Shape.SCALAR);
        Value p = g.parameter("p", Shape.of(5, 8, 8, 8));
        Value m = g.parameter("m", p.shape());
        Value v = g.parameter("v", p.shape());
        Value running = g.parameter("running", Shape.of(5, 20, 4, 4));
        Value number = g.input("number", Shape.of(1 << 20));
        g.stage("before");
        g.output("copy", g.add(new Copy(g.add(new Copy(g.add(new Copy(number)))))));
        g.stage("after");
        Value x = g.add(new Normal(counter, 1, 1, Shape.of(5, 8, 8, 8)));
        Value dy = g.add(new Normal(counter, 1, 2, Shape.of(5, 20, 4, 4)));
        Value y = g.add(Conv2d.of(x, w, stride(2), padding(1)));
        Value mean = g.output("mean", g.add(new ChannelMean(y)));
        Value variance = g.output("variance", g.add(new ChannelVariance(y, mean)));
        Value normalised = g.add(new BatchNorm2d(y, mean, variance, perChannel, perChannel, 1e-5f));
        Value h = g.output("h", g.add(new LeakyReLU(normalised, 0.2f)));
        g.output("gradWeight", g.add(new Conv2dGradWeight(x, dy, w.shape(), stride(2), padding(1))));
        g.output("gradInput", g.add(new Conv2dGradInput(dy, w, x.shape(), stride(2), padding(1))));
        Value gradNorm = g.output("gradNorm", g.add(new BatchNorm2dGradWeight(dy, y, mean, variance, 1e-5f)));
        Value sum = g.output("sum", g.add(new ChannelSum(dy)));
        g.output(
                "gradInputNorm",
                g.add(new BatchNorm2dGradInput(dy, y, mean, variance, perChannel, gradNorm, sum, 1e-5f)));
        g.output("evalGradInputNorm", g.add(new BatchNorm2dEvalGradInput(dy, variance, perChannel, 1e-5f)));
        g.output("transposed", g.add(ConvTranspose2d.of(dy, w, stride(2), padding(1))));
        g.output("transposedGradInput", g.add(new ConvTranspose2dGradInput(x, w, dy.shape(), stride(2), padding(1))));
        g.output("transposedGradWeight", g.add(new ConvTranspose2dGradWeight(dy, x, w.shape(), stride(2), padding(1))));
        // So many products that a GPU sums them in parts.
        Value largeX = g.add(new Normal(counter, 1, 3, Shape.of(5, 8, 16, 16)));
        Value largeDy = g.add(new Normal(counter, 1, 4, Shape.of(5, 20, 8, 8)));
        g.output("gradWeightOfMany", g.add(new Conv2dGradWeight(largeX, largeDy, w.shape(), stride(2), padding(1))));
        // Weights that other ops take for images.
        Value imageWeight = g.add(new Normal(counter, 1, 5, w.shape()));
        g.output("sum of a weight", g.add(new ChannelSum(imageWeight)));
        g.output("y by an image", g.add(Conv2d.of(x, imageWeight, stride(2), padding(1))));
        Value imageGrad = g.add(new Conv2dGradWeight(x, dy, w.shape(), stride(2), padding(1)));
        g.output("sum of a gradient", g.add(new ChannelSum(imageGrad)));
        // Parameters that are images.
        Value gradP = g.add(new Conv2dGradInput(dy, w, p.shape(), stride(2), padding(1)));
        g.output("yOfP", g.add(Conv2d.of(p, w, stride(2), padding(1))));
        g.update(new Adam(p, gradP, m, v, step, new Adam.Settings(1e-3, 0.5, 0.999, 1e-8, 1e-4)));
        g.update(new RunningAverage(running, y, 0.1f, 1));
        g.output("probabilityLoss", g.add(new BCELoss(g.add(new Sigmoid(y)), g.add(new Sigmoid(dy)), Reduction.MEAN)));
        g.output("loss", g.add(new BCEWithLogitsLoss(h, dy, Reduction.MEAN)));
        g.output("mean of all", g.add(new Mean(dy)));
        Graph graph = g.build();
        List<String> results = Stream.concat(graph.outputs().keySet().stream(), Stream.of("p", "m", "v", "running"))
                .filter(name -> !name.equals("copy"))
                .toList();
        try (Backend backend = TornadoTest.open(kernels, convolutions);
                Executable executable = backend.compile(graph)) {
            writeParameters(graph, executable);
            executable.run("after");
            List<float[]> expected = results.stream().map(executable::read).toList();
            executable.write("number", filled(number.shape().size(), Float.NaN));
            executable.run("before");
            writeParameters(graph, executable);
            executable.run("after");
            for (int k = 0; k < results.size(); k++) {
                assertArrayEquals(expected.get(k), executable.read(results.get(k)), results.get(k));
                for (float each : expected.get(k)) {
                    assertTrue(Float.isFinite(each), results.get(k));
                }
            }
        }
    }

    /** Ones, but for small numbers of both signs in weights and images, of which Adam's squares are not negative. */
    private static void writeParameters(Graph graph, Executable executable) {
        graph.parameters().forEach((name, value) -> {
            float[] numbers = filled(value.shape().size(), 1);
            for (int k = 0; value.shape().rank() == 4 && k < numbers.length; k++) {
                numbers[k] = name.equals("v") ? k % 13 / 30f : (k % 13 - 6) / 30f;
            }
            executable.write(name, numbers);
        });
    }

    private static float[] filled(int count, float number) {
        float[] numbers = new float[count];
        Arrays.fill(numbers, number);
        return numbers;
    }

    /** Cut into several task graphs, because one takes no more than 1024 nodes. */
    @Test
    void runsStagesOfManyOps() {
        Graph.Builder g = Graph.builder();
        Value one = g.input("one", Shape.of(1));
        Value sum = one;
        for (int k = 0; k < 300; k++) {
            sum = g.add(new Add(sum, one));
        }
        g.output("sum", sum);
        try (Backend backend = TornadoTest.open("auto");
                Executable executable = backend.compile(g.build())) {
            executable.write("one", new float[] {1});
            executable.run();
            assertArrayEquals(new float[] {301}, executable.read("sum"));
        }
    }

    /** The weight of the second convolution is the image that the first one yields. */
    @Test
    void takesAnImageAsWeight() {
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", Shape.of(2, 1, 3, 3));
        Value w = g.parameter("w", Shape.of(1, 1, 1, 1));
        Value image = g.add(Conv2d.of(x, w, stride(1), padding(0)));
        g.output("y", g.add(Conv2d.of(x, image, stride(1), padding(0))));
        float[] numbers = new float[18];
        for (int k = 0; k < numbers.length; k++) {
            numbers[k] = k;
        }
        try (Backend backend = TornadoTest.open("auto");
                Executable executable = backend.compile(g.build())) {
            executable.write("x", numbers);
            executable.write("w", new float[] {2});
            executable.run();
            // [n, s] is twice the product of the images n and s: Σ (9n + k)(9s + k).
            assertArrayEquals(new float[] {2 * 204, 2 * 528, 2 * 528, 2 * 1581}, executable.read("y"));
        }
    }

    @Test
    void profileCountsLaunchesAndBytes() {
        try (Backend backend = TornadoTest.open("auto");
                Executable executable = backend.compile(twoStages())) {
            executable.run();
            ((Profiled) executable).startProfile();
            executable.run();
            executable.run();
            executable.read("sum");
            Profiled.Profile profile = ((Profiled) executable).stopProfile();
            assertEquals(4, profile.launches());
            // No buffer, only the context of each launch.
            assertTrue(profile.bytesUp() <= 4 * 24, () -> profile.bytesUp() + " bytes");
            assertEquals(4, profile.bytesDown());
            assertEquals(2, profile.ops().size());
            assertTrue(profile.ops().stream().allMatch(op -> op.runs() == 2));
        }
    }

    /** The weight of the last convolution is an image, too. */
    @Test
    void profileTellsCopiesFromTheirOps() {
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", Shape.of(2, 1, 3, 3));
        Value w = g.parameter("w", Shape.of(1, 1, 1, 1));
        Value image = g.add(Conv2d.of(x, w, stride(1), padding(0)));
        g.output("gradWeight", g.add(new Conv2dGradWeight(x, image, w.shape(), stride(1), padding(0))));
        g.output("y", g.add(Conv2d.of(x, image, stride(1), padding(0))));
        try (Backend backend = TornadoTest.open("cpu", "direct");
                Executable executable = backend.compile(g.build())) {
            ((Profiled) executable).startProfile();
            executable.run();
            executable.run();
            List<Profiled.OpTime> times = ((Profiled) executable).stopProfile().ops();
            assertEquals(
                    List.of(
                            "weight packing [1, 1, 1, 1]",
                            "Conv2d",
                            "image transpose [2, 1, 3, 3]",
                            "Conv2dGradWeight",
                            "relayout [2, 1, 3, 3]",
                            "weight packing [2, 1, 3, 3]",
                            "Conv2d"),
                    times.stream().map(Profiled.OpTime::step).toList());
            for (Profiled.OpTime time : times) {
                assertEquals(2, time.runs(), time.step());
                assertTrue(time.nanos() > 0, time.step());
            }
        }
    }

    /** Kernels run one after the other, so together they take no longer than the runs do. */
    @Test
    void profileCountsEachKernelOnce() {
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", Shape.of(1 << 20));
        g.output("y", g.add(new Add(x, x)));
        try (Backend backend = TornadoTest.open("auto");
                Executable executable = backend.compile(g.build())) {
            executable.run();
            long start = System.nanoTime();
            ((Profiled) executable).startProfile();
            for (int run = 0; run < 20; run++) {
                executable.run();
            }
            Profiled.Profile profile = ((Profiled) executable).stopProfile();
            long elapsed = System.nanoTime() - start;
            long kernels = profile.ops().getFirst().nanos();
            assertTrue(kernels > 0 && kernels <= elapsed, () -> kernels + " of " + elapsed + " ns");
        }
    }

    @Test
    void refusesWhatTheDeviceCannotHold() {
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", Shape.of(Integer.MAX_VALUE - 1));
        g.output("y", g.add(new Add(x, x)));
        try (Backend backend = TornadoTest.open("auto")) {
            String message = assertThrows(BackendException.class, () -> backend.compile(g.build()))
                    .getMessage();
            assertTrue(message.contains("choose a smaller batch size"), message);
        }
    }

    @Test
    void refusesUnknownKernels() {
        TornadoTest.open("auto").close();
        assertThrows(BackendException.class, () -> TornadoTest.open("fast"));
    }

    @Test
    void refusesWinogradWithoutTheKernelsForIt() {
        TornadoTest.open("auto").close();
        String message = assertThrows(BackendException.class, () -> TornadoTest.open("gpu", "winograd"))
                .getMessage();
        assertTrue(message.contains("unless the kernels are cpu"), message);
    }
}
