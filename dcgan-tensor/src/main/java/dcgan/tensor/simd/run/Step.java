package dcgan.tensor.simd.run;

/**
 * A piece of a compiled stage, divided into jobs that may run in any order and at the same time. Which numbers are added to
 * which, and in what order, must not depend on the division, so that the results do not depend on the number of threads.
 */
public interface Step {

    /** How many jobs there are. */
    int jobs();

    /** Does one job. */
    void run(int job);
}
