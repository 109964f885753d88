package dcgan.cli;

import dcgan.cli.config.BackendChoice;
import dcgan.cli.config.DataChoice;
import dcgan.cli.config.RunOptions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say how long a run takes and what it leaves. */
final class RunMixin {
    private static final int EVALUATE_COUNT = 2000;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

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

    @Option(
            names = "--evaluate-every",
            paramLabel = "N",
            converter = Numbers.Positive.class,
            description =
                    "Scores the generator after every N-th epoch and the last one, as the command evaluate does, and"
                            + " keeps the checkpoint with the lowest C-FD as checkpoints/best.safetensors. Default: no"
                            + " scores")
    private Integer evaluateEvery;

    @Option(
            names = "--evaluate-count",
            paramLabel = "N",
            converter = Numbers.Scored.class,
            description =
                    "How many generated pictures --evaluate-every compares with as many real ones, 20 to 100000. Fewer"
                            + " take less time, but make C-FD higher and less certain. Default: 2000")
    private Integer evaluateCount;

    /** Requires that no option is without effect. */
    void check() {
        if (evaluateCount != null && evaluateEvery == null) {
            throw new ParameterException(
                    command.commandLine(), "--evaluate-count does nothing without --evaluate-every");
        }
    }

    /** A run with what was given here, and else that of another one. */
    RunOptions over(RunOptions base, DataChoice source, BackendChoice backend) {
        Integer scoredEvery = evaluateEvery == null ? base.evaluateEvery() : evaluateEvery;
        Integer scored = evaluateCount == null ? base.evaluateCount() : evaluateCount;
        return new RunOptions(
                source,
                epochs == null ? base.epochs() : epochs,
                sampleEvery == null ? base.sampleEvery() : sampleEvery,
                checkpointEvery == null ? base.checkpointEvery() : checkpointEvery,
                scoredEvery,
                scoredEvery == null ? null : scored == null ? EVALUATE_COUNT : scored,
                base.initFrom(),
                backend);
    }
}
