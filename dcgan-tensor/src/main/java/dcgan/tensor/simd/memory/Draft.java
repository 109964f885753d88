package dcgan.tensor.simd.memory;

import dcgan.tensor.simd.run.Step;
import java.util.ArrayList;
import java.util.List;

/** The op that is being compiled: its steps, in the order in which they will run, and its scratch memory. */
public final class Draft {

    private final Pool pool;
    private final List<Step> steps = new ArrayList<>();
    private final List<Storage> scratch = new ArrayList<>();

    public Draft(Pool pool) {
        this.pool = pool;
    }

    /** Appends steps. */
    public void add(Step... added) {
        steps.addAll(List.of(added));
    }

    /** Scratch memory, which is free again after the op. */
    public Storage scratch(Layout layout) {
        Storage taken = pool.take(layout);
        scratch.add(taken);
        return taken;
    }

    /** Ends the op: gives its memory back, and begins the next one. */
    public List<Step> finish() {
        List<Step> finished = List.copyOf(steps);
        steps.clear();
        scratch.forEach(pool::give);
        scratch.clear();
        return finished;
    }
}
