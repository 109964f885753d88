package dcgan.tensor.simd.memory;

import dcgan.tensor.simd.run.Step;
import java.util.ArrayList;
import java.util.List;

/** The op that is being compiled: its steps, in the order in which they will run, and the memory that nothing else needs. */
public final class Draft {

    private final Pool pool;
    private final List<Step> steps = new ArrayList<>();
    private final List<Storage> rooms = new ArrayList<>();

    public Draft(Pool pool) {
        this.pool = pool;
    }

    /** Appends steps. */
    public void add(Step... added) {
        steps.addAll(List.of(added));
    }

    /** Memory that is free again after the op. */
    public Storage room(Layout layout) {
        Storage room = pool.take(layout);
        rooms.add(room);
        return room;
    }

    /** Ends the op: gives its memory back, and begins the next one. */
    public List<Step> finish() {
        List<Step> finished = List.copyOf(steps);
        steps.clear();
        rooms.forEach(pool::give);
        rooms.clear();
        return finished;
    }
}
