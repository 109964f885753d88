package dcgan.tensor.simd.run;

import dcgan.tensor.op.Op;
import java.util.List;

/** What a compiled stage does for one op, and how long that took so far. */
public final class Task {

    private final Op op;
    private final Step[] steps;
    private long runs;
    private long nanos;

    /**
     * @param op the op, for tables
     * @param steps in the order in which they run
     */
    public Task(Op op, List<Step> steps) {
        this.op = op;
        this.steps = steps.toArray(Step[]::new);
    }

    public Op op() {
        return op;
    }

    public long runs() {
        return runs;
    }

    public long nanos() {
        return nanos;
    }

    public void resetTime() {
        runs = 0;
        nanos = 0;
    }

    public void run(Workers workers) {
        for (Step step : steps) {
            workers.run(step);
        }
    }

    public void runTimed(Workers workers) {
        long start = System.nanoTime();
        run(workers);
        nanos += System.nanoTime() - start;
        runs++;
    }
}
