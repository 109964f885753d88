package dcgan.tensor.simd;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A fixed set of threads for jobs of microseconds: the caller works too, jobs are handed out by an atomic ticket, and an
 * idle thread spins for a while before it parks. A step costs well under a microsecond where an executor costs tens, and
 * waits for its jobs only, not for a thread that the system has put aside.
 *
 * <p>One thread at a time may call {@link #run}.
 */
final class Workers implements AutoCloseable {

    private static final int SPINS_BEFORE_YIELD = 2_000;
    private static final int SPINS_BEFORE_PARK = 20_000;
    private static final long REMAINING = 0xFFFF_FFFFL;

    private final Thread[] threads;

    /** The number of the step in the high word, its jobs not yet taken in the low word. */
    private final AtomicLong ticket = new AtomicLong();

    private final AtomicInteger done = new AtomicInteger();
    private volatile boolean closed;
    private volatile Throwable failure;

    /** Stable while the ticket has jobs left, and read only then. */
    private Step step;

    private int jobs;

    /** @param count the number of threads that work, the caller's included */
    Workers(int count) {
        threads = new Thread[count - 1];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(this::work, "dcgan-simd-" + (i + 1));
            threads[i].setDaemon(true);
            threads[i].start();
        }
    }

    /** The number of threads that work, the caller's included. */
    int count() {
        return threads.length + 1;
    }

    /** Runs all jobs of a step and returns when the last one has ended. */
    void run(Step work) {
        int count = work.jobs();
        if (count <= 1 || threads.length == 0) {
            for (int job = 0; job < count; job++) {
                work.run(job);
            }
            return;
        }
        step = work;
        jobs = count;
        done.set(0);
        ticket.set(((ticket.get() >>> 32) + 1) << 32 | count);
        for (int i = 0; i < Math.min(threads.length, count - 1); i++) {
            LockSupport.unpark(threads[i]);
        }
        takeJobs();
        for (int spins = 0; done.get() < count; spins++) {
            pause(spins);
        }
        if (failure != null) {
            Throwable thrown = failure;
            failure = null;
            throw new IllegalStateException("a kernel failed", thrown);
        }
    }

    private void work() {
        int spins = 0;
        while (!closed) {
            if (takeJobs()) {
                spins = 0;
            } else if (spins < SPINS_BEFORE_PARK) {
                pause(spins++);
            } else {
                LockSupport.park(this);
            }
        }
    }

    /** Takes jobs until there are none; tells whether there were any. */
    private boolean takeJobs() {
        boolean any = false;
        for (long seen = ticket.get(); (seen & REMAINING) > 0; seen = ticket.get()) {
            Step taken = step;
            int job = jobs - (int) (seen & REMAINING);
            if (ticket.compareAndSet(seen, seen - 1)) {
                any = true;
                try {
                    taken.run(job);
                } catch (RuntimeException | Error e) {
                    failure = e;
                }
                done.incrementAndGet();
            }
        }
        return any;
    }

    private static void pause(int spins) {
        if (spins < SPINS_BEFORE_YIELD) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
        }
    }
}
