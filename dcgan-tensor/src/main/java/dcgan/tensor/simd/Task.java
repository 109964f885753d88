package dcgan.tensor.simd;

import dcgan.tensor.op.Op;
import java.util.List;

/** What a compiled stage does for one op, and how long that took so far. */
final class Task {

    private final Op op;
    private final Step[] steps;
    private final Storage[] written;
    private long runs;
    private long nanos;

    /**
     * @param op the op, for tables
     * @param steps in the order in which they run
     * @param written the storages that it changes
     */
    Task(Op op, List<Step> steps, List<Storage> written) {
        this.op = op;
        this.steps = steps.toArray(Step[]::new);
        this.written = written.toArray(Storage[]::new);
    }

    Op op() {
        return op;
    }

    long runs() {
        return runs;
    }

    long nanos() {
        return nanos;
    }

    void resetTime() {
        runs = 0;
        nanos = 0;
    }

    void run(Workers workers) {
        for (Step step : steps) {
            workers.run(step);
        }
        for (Storage storage : written) {
            storage.written();
        }
    }

    void runTimed(Workers workers) {
        long start = System.nanoTime();
        run(workers);
        nanos += System.nanoTime() - start;
        runs++;
    }
}
