package dcgan.cli.config;

import dcgan.nn.gan.WhenMissing;

/**
 * What a run is asked to do beside what defines its training.
 *
 * @param source its images
 * @param epochs passes over them
 * @param sampleEvery epochs between sample pictures; 0 for none but the last
 * @param checkpointEvery epochs between checkpoints that are kept; 0 for none but the newest two
 * @param backend what computes
 */
public record RunOptions(
        DataChoice source,
        @WhenMissing("80") int epochs,
        @WhenMissing("5") int sampleEvery,
        @WhenMissing("5") int checkpointEvery,
        BackendChoice backend) {

    /** What a run without options does. */
    public static final RunOptions DEFAULT = new RunOptions(DataChoice.DEFAULT, 80, 5, 5, BackendChoice.DEFAULT);
}
