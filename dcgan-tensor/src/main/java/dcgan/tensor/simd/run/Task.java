package dcgan.tensor.simd.run;

import dcgan.tensor.op.Op;
import dcgan.tensor.spi.Profiled.OpTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a compiled stage does for one op, and how long that took so far. */
public final class Task {

    private final Op op;
    private final Step[] steps;

    /** What the steps are called; the first name is the op's. */
    private final String[] names;

    /** For each step the index of its name. */
    private final int[] nameOf;

    /** For each name, how often a step of that name had jobs, and the time of those steps. */
    private final long[] runs;

    private final long[] nanos;

    /**
     * @param op the op, for tables
     * @param steps in the order in which they run
     */
    public Task(Op op, List<NamedStep> steps) {
        this.op = op;
        this.steps = steps.stream().map(NamedStep::step).toArray(Step[]::new);
        this.names = Stream.concat(Stream.of(op.name()), steps.stream().map(NamedStep::name))
                .distinct()
                .toArray(String[]::new);
        this.nameOf = steps.stream()
                .mapToInt(step -> List.of(names).indexOf(step.name()))
                .toArray();
        this.runs = new long[names.length];
        this.nanos = new long[names.length];
    }

    /** The time since the last {@link #resetTime()} of the op, and of each copy for it that was made. */
    public List<OpTime> times() {
        return IntStream.range(0, names.length)
                .filter(i -> i == 0 || runs[i] > 0)
                .mapToObj(i -> new OpTime(op, names[i], runs[i], nanos[i]))
                .toList();
    }

    /** Forgets the times so far. */
    public void resetTime() {
        Arrays.fill(runs, 0);
        Arrays.fill(nanos, 0);
    }

    /** Runs all steps. */
    public void run(Workers workers) {
        for (Step step : steps) {
            workers.run(step);
        }
    }

    /** Runs all steps and measures them. */
    public void runTimed(Workers workers) {
        boolean[] ran = new boolean[names.length];
        long start = System.nanoTime();
        for (int i = 0; i < steps.length; i++) {
            // Before it runs: a copy that is up to date has no jobs.
            ran[nameOf[i]] |= steps[i].jobs() > 0;
            workers.run(steps[i]);
            long end = System.nanoTime();
            nanos[nameOf[i]] += end - start;
            start = end;
        }
        for (int i = 0; i < names.length; i++) {
            if (ran[i]) {
                runs[i]++;
            }
        }
    }
}
