package dcgan.data;

import java.lang.ref.Cleaner;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Supplier;

/**
 * The batches of an epoch, prepared ahead on a daemon thread in a few arrays that are used again and again. For one
 * consumer thread; a batch is valid until the next call of {@link #next} or {@link #close}.
 */
public final class BatchIterator implements Iterator<Batch>, AutoCloseable {
    /** One with the consumer, one ready, one being filled. */
    private static final int BUFFERS = 3;

    private static final Cleaner CLEANER = Cleaner.create();

    private final Producer producer;
    private final Cleaner.Cleanable ending;
    private final int end;
    private int next;
    private Batch current;

    BatchIterator(Supplier<Batch> buffers, Filler filler, int first, int end) {
        this.next = first;
        this.end = end;
        this.producer = new Producer(buffers, filler, first, end);
        Thread thread = Thread.ofPlatform().daemon().name("dcgan-batches").unstarted(producer);
        // The thread knows the producer but not this iterator, which can therefore be collected when it is forgotten.
        this.ending = CLEANER.register(this, thread::interrupt);
        thread.start();
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
            producer.free.add(current);
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

    /** Ends the thread that prepares batches. There are no more batches afterwards. */
    @Override
    public void close() {
        next = end;
        ending.clean();
    }

    /** Writes the batch of an index into the arrays of a {@link Batch}. */
    @FunctionalInterface
    interface Filler {
        void fill(Batch batch, int index);
    }

    private sealed interface Outcome {}

    private record Filled(Batch batch) implements Outcome {}

    private record Failed(Throwable cause) implements Outcome {}

    private static final class Producer implements Runnable {
        private final ArrayBlockingQueue<Batch> free = new ArrayBlockingQueue<>(BUFFERS);
        private final ArrayBlockingQueue<Outcome> ready = new ArrayBlockingQueue<>(BUFFERS + 1);
        private final Filler filler;
        private final int first;
        private final int end;

        Producer(Supplier<Batch> buffers, Filler filler, int first, int end) {
            this.filler = filler;
            this.first = first;
            this.end = end;
            for (int i = 0; i < Math.min(BUFFERS, end - first); i++) {
                free.add(buffers.get());
            }
        }

        @Override
        public void run() {
            try {
                for (int index = first; index < end; index++) {
                    Batch batch = free.take();
                    filler.fill(batch, index);
                    ready.add(new Filled(batch));
                }
            } catch (InterruptedException e) {
                // Closed or forgotten: nobody waits for more.
            } catch (RuntimeException | Error e) {
                ready.add(new Failed(e));
            }
        }
    }
}
