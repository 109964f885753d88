package dcgan.data.picture;

import dcgan.data.DatasetException;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Draws, encodes and writes many pictures on other threads, while the next ones are made. Only a few wait at a time. The first
 * failure, in the order in which pictures were given, ends it; all before that one are then written.
 */
final class PngQueue implements AutoCloseable {
    /** All threads together work on no more than that, unless a single picture is larger. */
    private static final long PIXELS = 1 << 22;

    private static final int WAITING_PER_THREAD = 4;

    private final int most;
    private final ExecutorService threads;
    private final Queue<Writing> writing = new ArrayDeque<>();

    private record Writing(Path file, Future<?> done) {}

    /**
     * An empty queue.
     *
     * @param pixels of each picture
     */
    PngQueue(long pixels) {
        int count = Math.clamp(PIXELS / pixels, 1, Runtime.getRuntime().availableProcessors());
        most = count * WAITING_PER_THREAD;
        threads = Executors.newFixedThreadPool(
                count, Thread.ofPlatform().daemon().name("dcgan-png-", 1).factory());
    }

    /**
     * Writes a picture some time before {@link #finish} returns. Waits while too many others are not written yet.
     *
     * @param picture draws it, on another thread
     * @throws DatasetException if one of the pictures before it could not be written, or this thread was interrupted
     */
    void add(Path file, Supplier<BufferedImage> picture) {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted(file, null);
        }
        if (writing.size() == most) {
            await(writing.remove());
        }
        writing.add(new Writing(file, threads.submit(() -> PngFiles.writeOneOfMany(picture.get(), file))));
    }

    /**
     * Waits until all pictures are written.
     *
     * @throws DatasetException if one could not be written, or this thread was interrupted
     */
    void finish() {
        while (!writing.isEmpty()) {
            await(writing.remove());
        }
    }

    private static void await(Writing picture) {
        try {
            picture.done().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(picture.file(), e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    private static DatasetException interrupted(Path file, InterruptedException cause) {
        return new DatasetException(file + ": the picture is not written, because it was interrupted.", cause);
    }

    /** Gives up what is not written yet; nothing is half-written afterwards. */
    @Override
    public void close() {
        threads.shutdownNow();
        boolean wasInterrupted = Thread.interrupted();
        // They end soon: whatever they write is cut off.
        while (!threads.isTerminated()) {
            try {
                threads.awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                wasInterrupted = true;
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
