package dcgan.data.folder;

import dcgan.data.DatasetException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Reads many pictures on all processors, and hands over what became of them on the thread that asked.
 *
 * @param <T> what a picture becomes
 */
final class ParallelReader<T> {
    /** What one thread may take for a large photo. */
    private static final long BYTES_PER_THREAD = 200_000_000;

    private final IntFunction<Path> files;
    private final Function<Path, T> reader;

    /**
     * @param files tells where each picture is
     * @param reader reads one, on any thread; throws a {@link DatasetException} for one that cannot be read
     */
    ParallelReader(IntFunction<Path> files, Function<Path, T> reader) {
        this.files = files;
        this.reader = reader;
    }

    /** Takes the pictures as they come, in any order. */
    interface Sink<T> {
        void read(int picture, T result) throws IOException;

        void failed(int picture, DatasetException failure);
    }

    private record Outcome<T>(int picture, T result, DatasetException failure) {}

    /**
     * Reads pictures.
     *
     * @throws IOException if the sink threw it
     * @throws InterruptedException if this thread was interrupted
     */
    void read(int[] pictures, Sink<T> sink) throws IOException, InterruptedException {
        if (pictures.length == 0) {
            return;
        }
        int threads = Math.min(pictures.length, threads());
        ExecutorService pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("dcgan-pictures-", 1).factory());
        try {
            CompletionService<Outcome<T>> outcomes = new ExecutorCompletionService<>(pool);
            int submitted = 0;
            for (int done = 0; done < pictures.length; done++) {
                // Not all at once: what is ready takes memory until it is handed over.
                while (submitted < pictures.length && submitted < done + 4 * threads) {
                    int picture = pictures[submitted++];
                    outcomes.submit(() -> read(picture));
                }
                Outcome<T> outcome = outcomes.take().get();
                if (outcome.failure() == null) {
                    sink.read(outcome.picture(), outcome.result());
                } else {
                    sink.failed(outcome.picture(), outcome.failure());
                }
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                default -> throw new IllegalStateException(e.getCause());
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private Outcome<T> read(int picture) {
        try {
            return new Outcome<>(picture, reader.apply(files.apply(picture)), null);
        } catch (DatasetException e) {
            return new Outcome<>(picture, null, e);
        }
    }

    private static int threads() {
        long fit = Math.max(1, Runtime.getRuntime().maxMemory() / BYTES_PER_THREAD);
        return (int) Math.min(Runtime.getRuntime().availableProcessors(), fit);
    }
}
