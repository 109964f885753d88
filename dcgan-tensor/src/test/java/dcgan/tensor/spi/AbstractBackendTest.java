package dcgan.tensor.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dcgan.tensor.Device;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.Fill;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The order in which a backend and its executables end, with a backend that writes down what it is asked to do. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AbstractBackendTest {

    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private Throwable ofRelease;

    private static Graph graph() {
        Graph.Builder g = Graph.builder();
        g.output("y", g.add(new Fill(Shape.SCALAR, 1)));
        return g.build();
    }

    private final class Recorder extends AbstractBackend {

        @Override
        public String name() {
            return "recorder";
        }

        @Override
        public Device device() {
            return new Device(0, "none", "CPU", 1, "");
        }

        @Override
        protected AbstractExecutable doCompile(Graph graph) {
            return new Recorded(graph);
        }

        @Override
        protected void release() {
            done.add("release backend");
        }
    }

    private final class Recorded extends AbstractExecutable {

        Recorded(Graph graph) {
            super(graph);
        }

        @Override
        protected void doWrite(String name, Value value, float[] values) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void doRead(String name, Value value, float[] into) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void doRun(Graph.Stage stage) {
            running.countDown();
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            done.add("run");
        }

        @Override
        protected void release() {
            done.add("release executable");
            if (ofRelease instanceof Error e) {
                throw e;
            }
            if (ofRelease instanceof RuntimeException e) {
                throw e;
            }
        }
    }

    @Test
    void closeWaitsForARunOfAnotherThread() throws Exception {
        Recorder backend = new Recorder();
        Executable executable = backend.compile(graph());
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> run = threads.submit(() -> executable.run());
            running.await();
            Future<?> close = threads.submit(backend::close);
            // The close has begun when uses are refused for it.
            while (!assertThrows(IllegalStateException.class, executable::run)
                    .getMessage()
                    .contains("closed")) {
                Thread.onSpinWait();
            }
            assertFalse(close.isDone());
            assertEquals(List.of(), done);
            mayEnd.countDown();
            run.get();
            close.get();
        }
        assertEquals(List.of("run", "release executable", "release backend"), done);
    }

    @Test
    void whatIsClosedIsNotClosedAgain() {
        Recorder backend = new Recorder();
        backend.compile(graph()).close();
        backend.compile(graph());
        backend.close();
        backend.close();
        assertEquals(List.of("release executable", "release executable", "release backend"), done);
    }

    @Test
    void aFailureLeavesNothingOpen() {
        for (Throwable failure : List.of(new OutOfMemoryError("no room"), new IllegalArgumentException("no device"))) {
            done.clear();
            ofRelease = failure;
            Recorder backend = new Recorder();
            backend.compile(graph());
            backend.compile(graph());
            assertSame(failure, assertThrows(Throwable.class, backend::close));
            assertEquals(List.of("release executable", "release executable", "release backend"), done);
        }
    }
}
