package dcgan.data;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;

/**
 * The batches of an epoch, prepared ahead on a daemon thread in a few arrays that are used again and again. For one
 * consumer thread; a batch is valid until the next call of {@link #next} or {@link #close}.
 *
 * <p>The thread lives only while there is an array to fill. An iterator that is left early therefore keeps no thread, closed
 * or not.
 */
public final class BatchIterator implements Iterator<Batch>, AutoCloseable {
    /** One with the consumer, one ready, one being filled. */
    private static final int BUFFERS = 3;

    private final Producer producer;
    private final int end;
    private int next;
    private Batch current;

    BatchIterator(Supplier<Batch> buffers, Filler filler, int first, int end) {
        this.next = first;
        this.end = end;
        this.producer = new Producer(buffers, filler, first, end);
        producer.startIfNeeded();
    }

    @Override
    public boolean hasNext() {
        return next < end;
    }

    /**
     * The next batch; waits for it if it is not ready.
     *
     * @throws IllegalStateException if the thread that prepares batches failed (its exception is the cause), or if this
     *     thread was interrupted (it still is, afterwards)
     */
    @Override
    public Batch next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the epoch has no more batches");
        }
        if (current != null) {
            producer.reuse(current);
            current = null;
        }
        try {
            switch (producer.ready.take()) {
                case Filled(Batch batch) -> current = batch;
                case Failed(Throwable cause) -> {
                    close();
                    throw new IllegalStateException("the next batch could not be prepared: " + cause, cause);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the next batch", e);
        }
        next++;
        return current;
    }

    /** Ends the preparation of batches. There are no more batches afterwards. Closing twice is harmless. */
    @Override
    public void close() {
        next = end;
        current = null;
        producer.stop();
    }

    /** Writes the batch of an index into the arrays of a {@link Batch}. */
    @FunctionalInterface
    interface Filler {
        void fill(Batch batch, int index);
    }

    private sealed interface Outcome {}

    private record Filled(Batch batch) implements Outcome {}

    private record Failed(Throwable cause) implements Outcome {}

    /** Fills the free arrays, in the order of the batches. At most one thread at a time runs it. */
    private static final class Producer implements Runnable {
        private final BlockingQueue<Outcome> ready = new ArrayBlockingQueue<>(BUFFERS + 1);
        private final Queue<Batch> free = new ArrayDeque<>();
        private final Filler filler;
        private final int end;
        private int index;
        private Thread thread;

        Producer(Supplier<Batch> buffers, Filler filler, int first, int end) {
            this.filler = filler;
            this.index = first;
            this.end = end;
            for (int i = 0; i < Math.min(BUFFERS, end - first); i++) {
                free.add(buffers.get());
            }
        }

        synchronized void reuse(Batch batch) {
            free.add(batch);
            startIfNeeded();
        }

        synchronized void startIfNeeded() {
            if (thread == null && hasWork()) {
                Thread starting =
                        Thread.ofPlatform().daemon().name("dcgan-batches").unstarted(this);
                starting.start();
                thread = starting;
            }
        }

        synchronized void stop() {
            free.clear();
            if (thread != null) {
                thread.interrupt();
            }
        }

        @Override
        public void run() {
            try {
                for (Batch batch = take(); batch != null; batch = take()) {
                    filler.fill(batch, index);
                    ready.add(new Filled(batch));
                    index++;
                }
            } catch (RuntimeException | Error e) {
                ready.add(new Failed(e));
            }
        }

        /** A free array; null if there is nothing to do, and the thread that asked must end. */
        private synchronized Batch take() {
            if (!hasWork()) {
                thread = null;
                return null;
            }
            return free.remove();
        }

        private boolean hasWork() {
            return index < end && !free.isEmpty();
        }
    }
}
