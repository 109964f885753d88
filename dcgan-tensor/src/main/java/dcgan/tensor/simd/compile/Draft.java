package dcgan.tensor.simd.compile;

import dcgan.tensor.Shape;
import dcgan.tensor.simd.memory.Layout;
import dcgan.tensor.simd.memory.Pool;
import dcgan.tensor.simd.memory.Storage;
import dcgan.tensor.simd.run.NamedStep;
import dcgan.tensor.simd.run.Step;
import dcgan.tensor.simd.run.Task;
import java.util.ArrayList;
import java.util.List;

/** The op that is being compiled: its steps, in the order in which they will run, and its scratch memory. */
public final class Draft {

    private final Pool pool;
    private final List<NamedStep> steps = new ArrayList<>();
    private final List<Storage> scratch = new ArrayList<>();
    private String name;

    public Draft(Pool pool) {
        this.pool = pool;
    }

    /**
     * Begins an op.
     *
     * @param op its name
     */
    public void begin(String op) {
        name = op;
    }

    /** Appends steps of the op's computation. */
    public void add(Step... added) {
        add(name, added);
    }

    /**
     * Appends the steps of a copy that the op needs.
     *
     * @param kind of copy, a word or two
     * @param shape of what is copied
     */
    public void addCopy(String kind, Shape shape, Step... added) {
        add(kind + " " + shape, added);
    }

    private void add(String called, Step... added) {
        for (Step step : added) {
            steps.add(new NamedStep(called, step));
        }
    }

    /** Scratch memory, which is free again after the op. */
    public Storage scratch(Layout layout) {
        Storage taken = pool.take(layout);
        scratch.add(taken);
        return taken;
    }

    /** Ends the op, and gives its scratch memory back. */
    public Task finish() {
        Task finished = new Task(name, steps);
        steps.clear();
        scratch.forEach(pool::give);
        scratch.clear();
        return finished;
    }
}
