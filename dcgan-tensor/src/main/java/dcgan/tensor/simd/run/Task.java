package dcgan.tensor.simd.run;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Steps that belong together, and how long those of each name took so far. */
public final class Task {

    private final Step[] steps;

    /** What the steps are called; the first name is the task's own. */
    private final String[] names;

    /** For each step the index of its name. */
    private final int[] nameOf;

    /** For each name, how often a step of that name had jobs, and the time of those steps. */
    private final long[] runs;

    private final long[] nanos;

    /**
     * The time of the steps of one name.
     *
     * @param name of the steps
     * @param runs how often the task ran while they had something to do
     * @param nanos of all these runs
     */
    public record Time(String name, long runs, long nanos) {}

    /**
     * @param name the task's own, which has a time even if no step is called so
     * @param steps in the order in which they run
     */
    public Task(String name, List<NamedStep> steps) {
        this.steps = steps.stream().map(NamedStep::step).toArray(Step[]::new);
        this.names = Stream.concat(Stream.of(name), steps.stream().map(NamedStep::name))
                .distinct()
                .toArray(String[]::new);
        this.nameOf = steps.stream()
                .mapToInt(step -> List.of(names).indexOf(step.name()))
                .toArray();
        this.runs = new long[names.length];
        this.nanos = new long[names.length];
    }

    /** The times since the last {@link #resetTime()}: that of the task's own name first, then those of the others that had something to do. */
    public List<Time> times() {
        return IntStream.range(0, names.length)
                .filter(i -> i == 0 || runs[i] > 0)
                .mapToObj(i -> new Time(names[i], runs[i], nanos[i]))
                .toList();
    }

    /** Forgets the times so far. */
    public void resetTime() {
        Arrays.fill(runs, 0);
        Arrays.fill(nanos, 0);
    }

    /** The greatest number of jobs of a step, which is how many threads can share the work at most. */
    public int mostJobs() {
        return Arrays.stream(steps).mapToInt(Step::jobs).max().orElse(0);
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
