package dcgan.tensor.simd.run;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A fixed set of threads for jobs of microseconds: the caller works too, jobs are handed out by an atomic ticket, and an
 * idle thread spins for a while before it parks. A step costs well under a microsecond where an executor costs tens, and
 * waits for its jobs only, not for a thread that the system has put aside.
 *
 * <p>Any number of threads may call {@link #run}. While the workers have one caller's step, the other callers do theirs alone.
 */
public final class Workers implements AutoCloseable {

    private static final int SPINS_BEFORE_YIELD = 2_000;
    private static final int SPINS_BEFORE_PARK = 20_000;
    private static final long REMAINING = 0xFFFF_FFFFL;

    private final Thread[] threads;

    /** Whether a caller has the workers. Only that caller writes the step, its jobs and the step's number. */
    private final AtomicBoolean taken = new AtomicBoolean();

    /** The number of the step in the high word, its jobs not yet taken in the low word. */
    private final AtomicLong ticket = new AtomicLong();

    private final AtomicInteger done = new AtomicInteger();

    /** The first exception of the step's jobs; those that begin later are left out. */
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private volatile boolean closed;

    /** Stable while the ticket has jobs left, and read only then. */
    private Step step;

    private int jobs;

    /** @param count the number of threads that work, the caller's included */
    public Workers(int count) {
        threads = new Thread[count - 1];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(this::work, "dcgan-simd-" + (i + 1));
            threads[i].setDaemon(true);
        }
        try {
            for (Thread thread : threads) {
                thread.start();
            }
        } catch (OutOfMemoryError e) {
            // The system gives no more threads. Those that it gave must not stay.
            close();
            throw e;
        }
    }

    /** The number of threads that work, the caller's included. */
    public int count() {
        return threads.length + 1;
    }

    /** Runs all jobs of a step and returns when the last one has ended. What a job throws is thrown here. */
    public void run(Step work) {
        int count = work.jobs();
        if (count > 1 && threads.length > 0 && taken.compareAndSet(false, true)) {
            try {
                share(work, count);
            } finally {
                // Nothing of an executable may stay reachable from here.
                step = null;
                taken.set(false);
            }
        } else {
            for (int job = 0; job < count; job++) {
                work.run(job);
            }
        }
    }

    private void share(Step work, int count) {
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
        if (failure.get() != null) {
            rethrow(failure.getAndSet(null));
        }
    }

    private static void rethrow(Throwable thrown) {
        switch (thrown) {
            case Error e -> throw e;
            case RuntimeException e -> throw e;
            case Throwable e -> throw new AssertionError("a job threw a checked exception", e);
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
            Step current = step;
            int job = jobs - (int) (seen & REMAINING);
            if (ticket.compareAndSet(seen, seen - 1)) {
                any = true;
                try {
                    if (failure.get() == null) {
                        current.run(job);
                    }
                } catch (RuntimeException | Error e) {
                    failure.compareAndSet(null, e);
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

    /** Ends the threads, and waits for that. */
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                LockSupport.unpark(thread);
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
