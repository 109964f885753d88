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
import dcgan.tensor.op.Add;
import dcgan.tensor.op.Conv2d;
import dcgan.tensor.op.Increment;
import dcgan.tensor.spi.Profiled;
import org.junit.jupiter.api.Test;

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
