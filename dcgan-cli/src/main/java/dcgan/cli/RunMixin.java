package dcgan.cli;

import dcgan.cli.config.BackendChoice;
import dcgan.cli.config.DataChoice;
import dcgan.cli.config.RunOptions;
import picocli.CommandLine.Option;

/** The options that say how long a run takes and what it leaves. */
final class RunMixin {
    @Option(
            names = "--epochs",
            paramLabel = "N",
            converter = Numbers.Positive.class,
            description = "Passes over the images. Default: 80")
    private Integer epochs;

    @Option(
            names = "--sample-every",
            paramLabel = "N",
            converter = Numbers.NotNegative.class,
            description = "Epochs between sample pictures; 0 for none but the last. Default: 5")
    private Integer sampleEvery;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "N",
            converter = Numbers.NotNegative.class,
            description =
                    "One is written after every epoch; those of every N-th epoch and the newest two stay. 0 for the"
                            + " newest two alone. Default: 5")
    private Integer checkpointEvery;

    /** A run with what was given here, and else that of another one. */
    RunOptions over(RunOptions base, DataChoice source, BackendChoice backend) {
        return new RunOptions(
                source,
                epochs == null ? base.epochs() : epochs,
                sampleEvery == null ? base.sampleEvery() : sampleEvery,
                checkpointEvery == null ? base.checkpointEvery() : checkpointEvery,
                backend);
    }
}
