package dcgan.tensor.contract;

import static dcgan.tensor.op.Padding.padding;
import static dcgan.tensor.op.Stride.stride;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.tensor.Backend;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.Philox;
import dcgan.tensor.Shape;
import dcgan.tensor.Tensor;
import dcgan.tensor.Value;
import dcgan.tensor.op.Adam;
import dcgan.tensor.op.BatchNorm2d;
import dcgan.tensor.op.ChannelMean;
import dcgan.tensor.op.ChannelVariance;
import dcgan.tensor.op.Conv2d;
import dcgan.tensor.op.Conv2dGradInput;
import dcgan.tensor.op.Conv2dGradWeight;
import dcgan.tensor.op.Fill;
import dcgan.tensor.op.Increment;
import dcgan.tensor.op.LeakyReLU;
import dcgan.tensor.op.Tanh;
import dcgan.tensor.spi.Profiled;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every backend owes threads that share it, and what holds after it or an executable was closed. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class BackendContract {

    private static final int MOST_COLLECTIONS = 100;
    private static final int THREADS = 4;
    private static final int RUNS = 12;

    /** Opens the backend, or skips the test. */
    protected abstract Backend open();

    /** One layer and its gradients, with a batch that {@code auto} computes by Winograd's algorithm, and a parameter that moves. */
    private static Graph layer() {
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", Shape.of(33, 6, 8, 8));
        Value w = g.parameter("w", Shape.of(18, 6, 4, 4));
        Value m = g.parameter("m", w.shape());
        Value v = g.parameter("v", w.shape());
        Value step = g.parameter("step", Shape.SCALAR);
        Value scale = g.parameter("scale", Shape.of(18));
        Value shift = g.parameter("shift", Shape.of(18));
        g.update(new Increment(step));
        Value y = g.add(Conv2d.of(x, w, stride(2), padding(1)));
        Value mean = g.add(new ChannelMean(y));
        Value variance = g.add(new ChannelVariance(y, mean));
        Value z = g.add(new LeakyReLU(g.add(new BatchNorm2d(y, mean, variance, scale, shift, 1e-5f)), 0.2f));
        g.output("z", z);
        g.output("dx", g.add(new Conv2dGradInput(z, w, x.shape(), stride(2), padding(1))));
        Value dw = g.add(new Conv2dGradWeight(x, z, w.shape(), stride(2), padding(1)));
        g.update(new Adam(w, dw, m, v, step, new Adam.Settings(1e-3, 0.5, 0.999, 1e-8, 0)));
        return g.build();
    }

    private static void fill(Executable executable, int seed) {
        for (String name : List.of("x", "w", "scale", "shift")) {
            float[] values = new float[executable.graph().named(name).shape().size()];
            Philox.uniform(seed, name.hashCode(), 0, -1, 1, values);
            executable.write(name, values);
        }
    }

    private static float[] trained(Backend backend, int seed) {
        try (Executable executable = backend.compile(layer())) {
            fill(executable, seed);
            for (int run = 0; run < RUNS; run++) {
                executable.run();
            }
            return executable.read("w");
        }
    }

    @Test
    void manyThreadsShareABackend() throws Exception {
        try (Backend backend = open();
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<float[]> alone = new ArrayList<>();
            for (int seed = 0; seed < THREADS; seed++) {
                alone.add(trained(backend, seed));
            }
            CountDownLatch start = new CountDownLatch(THREADS);
            List<Future<float[]>> together = new ArrayList<>();
            for (int seed = 0; seed < THREADS; seed++) {
                int own = seed;
                together.add(threads.submit(() -> {
                    start.countDown();
                    start.await();
                    return trained(backend, own);
                }));
            }
            for (int seed = 0; seed < THREADS; seed++) {
                assertArrayEquals(alone.get(seed), together.get(seed).get());
            }
        }
    }

    @Test
    void anExecutableRefusesASecondThread() throws Exception {
        try (Backend backend = open();
                Executable executable = backend.compile(layer());
                ExecutorService threads = Executors.newFixedThreadPool(1)) {
            fill(executable, 1);
            executable.run();
            AtomicBoolean refused = new AtomicBoolean();
            Future<Integer> user = threads.submit(() -> {
                int tries = 0;
                while (!refused.get()) {
                    try {
                        executable.run();
                    } catch (IllegalStateException e) {
                        // The other thread was the first.
                        assertTrue(e.getMessage().contains("only one thread at a time"), e.getMessage());
                    }
                    tries++;
                }
                return tries;
            });
            try {
                IllegalStateException e = null;
                while (e == null && !user.isDone()) {
                    e = failureOf(() -> executable.read("w"));
                }
                if (e == null) {
                    // It ended early, and this throws why.
                    user.get();
                }
                assertTrue(e.getMessage().contains("only one thread at a time"), e.getMessage());
            } finally {
                refused.set(true);
            }
            assertTrue(user.get() > 0);
            // Afterwards it may be handed on.
            executable.run();
        }
    }

    private static IllegalStateException failureOf(Runnable action) {
        try {
            action.run();
            return null;
        } catch (IllegalStateException e) {
            return e;
        }
    }

    @Test
    void aClosedExecutableDoesNothing() {
        try (Backend backend = open()) {
            Executable executable = backend.compile(layer());
            fill(executable, 1);
            executable.run();
            executable.close();
            executable.close();
            assertClosed(executable);
            // The backend still works.
            assertEquals(layer().named("w").shape().size(), trained(backend, 0).length);
        }
    }

    @Test
    void anExecutableThatNeverRanCanBeClosed() {
        try (Backend backend = open()) {
            Executable executable = backend.compile(layer());
            executable.close();
            executable.close();
            assertClosed(executable);
        }
    }

    @Test
    void aClosedBackendDoesNothing() {
        Backend backend = open();
        Executable executable = backend.compile(layer());
        Executable unused = backend.compile(layer());
        fill(executable, 1);
        executable.run();
        backend.close();
        backend.close();
        assertClosed(executable);
        assertClosed(unused);
        executable.close();
        assertThrows(IllegalStateException.class, () -> backend.compile(layer()));
        assertThrows(IllegalStateException.class, () -> backend.run(_ -> new Fill(Shape.of(3), 1)));
        assertThrows(
                IllegalStateException.class,
                () -> backend.update(v -> new Increment(v.getFirst()), Tensor.zeros(Shape.SCALAR)));
        assertNotNull(backend.device());
    }

    private static void assertClosed(Executable executable) {
        List<Runnable> uses = new ArrayList<>(List.of(
                executable::run,
                () -> executable.run(Graph.DEFAULT_STAGE),
                () -> executable.read("w"),
                () -> executable.write("step", new float[1])));
        if (executable instanceof Profiled profiled) {
            uses.add(profiled::startProfile);
            uses.add(profiled::stopProfile);
        }
        for (Runnable use : uses) {
            String message = assertThrows(IllegalStateException.class, use::run).getMessage();
            assertTrue(message.contains("closed"), message);
        }
    }

    @Test
    void closingABackendWaitsForARunOfAnotherThread() throws Exception {
        Backend backend = open();
        try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
            Executable executable = backend.compile(layer());
            fill(executable, 1);
            CountDownLatch running = new CountDownLatch(2);
            Future<IllegalStateException> user = threads.submit(() -> {
                IllegalStateException end = null;
                while (end == null) {
                    end = failureOf(executable::run);
                    running.countDown();
                }
                return end;
            });
            running.await();
            backend.close();
            assertTrue(user.get().getMessage().contains("closed"), user.get().getMessage());
        }
    }

    @Test
    void nothingOfAClosedExecutableStaysReachable() {
        int megabytes = 64;
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", Shape.of(64, megabytes, 64, 64));
        Value w = g.parameter("w", Shape.of(5, megabytes, 4, 4));
        g.output("y", g.add(new Tanh(g.add(Conv2d.of(x, w, stride(2), padding(1))))));
        Graph graph = g.build();
        // What is loaded once and for all is no leak.
        try (Backend backend = open();
                Executable executable = backend.compile(graph)) {
            executable.run();
        }
        long before = usedMemory();
        Backend backend = open();
        Executable closed = backend.compile(graph);
        closed.run();
        closed.close();
        assertGivenBack(before, megabytes, "after the executable is closed");
        Executable left = backend.compile(graph);
        left.run();
        backend.close();
        assertGivenBack(before, megabytes, "after the backend is closed");
        // Neither of them is garbage before this.
        assertThrows(IllegalStateException.class, left::run);
        assertThrows(IllegalStateException.class, closed::run);
    }

    /** On a busy machine a thread that shared the work may still be on its way out; what is leaked never comes back. */
    private static void assertGivenBack(long before, int megabytes, String when) {
        long limit = before + ((long) megabytes << 20);
        for (int collections = 1; usedMemory() >= limit; collections++) {
            assertTrue(collections < MOST_COLLECTIONS, when);
        }
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void aProfileHasATimeForEachOpAndNeedsAStart() {
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", Shape.of(1 << 16));
        g.output("first", g.add(new Tanh(x)));
        g.output("second", g.add(new Tanh(x)));
        Graph graph = g.build();
        try (Backend backend = open();
                Executable executable = backend.compile(graph)) {
            if (!(executable instanceof Profiled profiled)) {
                return;
            }
            assertThrows(IllegalStateException.class, profiled::stopProfile);
            executable.run();
            for (int runs = 3; runs >= 1; runs--) {
                profiled.startProfile();
                for (int run = 0; run < runs; run++) {
                    executable.run();
                }
                Profiled.Profile profile = profiled.stopProfile();
                assertEquals(2, profile.ops().size());
                for (Profiled.OpTime time : profile.ops()) {
                    assertEquals(new Tanh(x), time.op());
                    assertEquals(runs, time.runs());
                    assertTrue(time.nanos() > 0, "no time");
                }
            }
            assertThrows(IllegalStateException.class, profiled::stopProfile);
        }
    }

    @Test
    void aSecondStartBeginsTheProfileAgain() {
        try (Backend backend = open();
                Executable executable = backend.compile(layer())) {
            if (!(executable instanceof Profiled profiled)) {
                return;
            }
            fill(executable, 1);
            profiled.startProfile();
            executable.run();
            executable.run();
            profiled.startProfile();
            executable.run();
            profiled.stopProfile().ops().forEach(time -> assertEquals(1, time.runs()));
        }
    }
}
