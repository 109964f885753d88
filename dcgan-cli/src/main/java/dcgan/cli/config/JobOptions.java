package dcgan.cli.config;

/**
 * How several processes train together.
 *
 * @param processes how many there are
 * @param syncBatchnorm whether BatchNorm takes the statistics of the whole batch
 */
public record JobOptions(int processes, boolean syncBatchnorm) {

    /** Those of a run, or null if they are those of one process alone without options. */
    public static JobOptions of(int processes, boolean syncBatchnorm) {
        return processes == 1 && !syncBatchnorm ? null : new JobOptions(processes, syncBatchnorm);
    }
}
