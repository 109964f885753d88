package dcgan.tensor.simd;

/**
 * A piece of a compiled stage, divided into jobs that may run in any order and at the same time. The division must not
 * depend on the number of threads, so that the results do not either.
 */
interface Step {

    /** How many jobs there are. */
    int jobs();

    /** Does one job. */
    void run(int job);
}
