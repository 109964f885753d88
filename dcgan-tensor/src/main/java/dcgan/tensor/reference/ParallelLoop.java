package dcgan.tensor.reference;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * A loop whose turns write to different elements, so that they may run at the same time and the result is that of running
 * them one after the other, whatever the number of threads.
 */
final class ParallelLoop implements AutoCloseable {

    private final ForkJoinPool pool;

    /** A loop that uses so many threads. */
    ParallelLoop(int threads) {
        this.pool = new ForkJoinPool(threads);
    }

    /** Runs the body for each of {@code 0 … turns - 1}. The first exception of a body is thrown; turns not yet begun are left out. */
    void run(int turns, IntConsumer body) {
        // A pool would throw a copy, or wrap it.
        AtomicReference<Throwable> failure = new AtomicReference<>();
        IntConsumer guarded = turn -> {
            if (failure.get() == null) {
                try {
                    body.accept(turn);
                } catch (RuntimeException | Error e) {
                    failure.compareAndSet(null, e);
                }
            }
        };
        // A parallel stream that is started inside a pool runs on the threads of that pool.
        pool.submit(() -> IntStream.range(0, turns).parallel().forEach(guarded)).join();
        switch (failure.get()) {
            case null -> {}
            case Error e -> throw e;
            case RuntimeException e -> throw e;
            case Throwable e -> throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
