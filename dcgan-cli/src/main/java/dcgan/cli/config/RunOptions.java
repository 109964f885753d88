package dcgan.cli.config;

import com.fasterxml.jackson.annotation.JsonInclude;
import dcgan.nn.evaluation.KernelDistance;
import dcgan.nn.gan.WhenMissing;

/**
 * What a run is asked to do beside what defines its training.
 *
 * @param source its images
 * @param epochs passes over them
 * @param sampleEvery epochs between sample pictures; 0 for none but the last
 * @param checkpointEvery epochs between checkpoints that are kept; 0 for none but the newest two
 * @param evaluateEvery epochs between scores of the generator; null for no scores
 * @param evaluateCount how many pictures are scored; null for no scores
 * @param initFrom the checkpoint that it begins with; null if its weights are drawn
 * @param backend what computes
 * @param job how several processes train together; null for a run of one process without such options
 */
public record RunOptions(
        DataChoice source,
        @WhenMissing("80") int epochs,
        @WhenMissing("5") int sampleEvery,
        @WhenMissing("5") int checkpointEvery,
        @WhenMissing("null") Integer evaluateEvery,
        @WhenMissing("null") Integer evaluateCount,
        @WhenMissing("null") InitFrom initFrom,
        BackendChoice backend,

        @JsonInclude(JsonInclude.Include.NON_NULL) @WhenMissing("null")
        JobOptions job) {

    /**
     * Checks how the generator is scored.
     *
     * @throws IllegalArgumentException if a number is too small, or one of the two is missing
     */
    public RunOptions {
        boolean isScored = evaluateEvery != null;
        if (isScored != (evaluateCount != null)
                || isScored && (evaluateEvery < 1 || evaluateCount < KernelDistance.MIN_COUNT)) {
            throw new IllegalArgumentException(
                    "evaluateEvery " + evaluateEvery + " with evaluateCount " + evaluateCount + " is no way to score");
        }
    }

    /** The options of a run of one process. */
    public RunOptions(
            DataChoice source,
            int epochs,
            int sampleEvery,
            int checkpointEvery,
            Integer evaluateEvery,
            Integer evaluateCount,
            InitFrom initFrom,
            BackendChoice backend) {
        this(source, epochs, sampleEvery, checkpointEvery, evaluateEvery, evaluateCount, initFrom, backend, null);
    }

    /** What a run without options does. */
    public static final RunOptions DEFAULT =
            new RunOptions(DataChoice.DEFAULT, 80, 5, 5, null, null, null, BackendChoice.DEFAULT);

    /** The same, beginning with the weights of a checkpoint. */
    public RunOptions initFrom(InitFrom checkpoint) {
        return new RunOptions(
                source, epochs, sampleEvery, checkpointEvery, evaluateEvery, evaluateCount, checkpoint, backend, job);
    }

    /** The same with another backend. */
    public RunOptions backend(BackendChoice other) {
        return new RunOptions(
                source, epochs, sampleEvery, checkpointEvery, evaluateEvery, evaluateCount, initFrom, other, job);
    }

    /** The same for a job. */
    public RunOptions job(JobOptions options) {
        return new RunOptions(
                source, epochs, sampleEvery, checkpointEvery, evaluateEvery, evaluateCount, initFrom, backend, options);
    }

    /** How many processes train together. */
    public int processes() {
        return job == null ? 1 : job.processes();
    }

    /** Whether BatchNorm takes the statistics of the whole batch when several processes share it. */
    public boolean syncBatchnorm() {
        return job != null && job.syncBatchnorm();
    }
}
