package dcgan.cli;

import picocli.CommandLine.Option;

/** The options that say how and how long is trained. */
final class TrainingMixin {
    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "80",
            converter = Numbers.Positive.class,
            description = "Passes over the images. Default: ${DEFAULT-VALUE}")
    int epochs;

    @Option(
            names = "--lr",
            paramLabel = "X",
            defaultValue = "0.0002",
            converter = Numbers.Rate.class,
            description = "Adam's learning rate. Default: ${DEFAULT-VALUE}")
    double lr;

    @Option(
            names = "--beta1",
            paramLabel = "X",
            defaultValue = "0.5",
            converter = Numbers.Decay.class,
            description = "Adam's decay of the mean. Default: ${DEFAULT-VALUE}")
    double beta1;

    @Option(
            names = "--beta2",
            paramLabel = "X",
            defaultValue = "0.999",
            converter = Numbers.Decay.class,
            description = "Adam's decay of the variance. Default: ${DEFAULT-VALUE}")
    double beta2;

    @Option(
            names = "--seed",
            converter = Numbers.Whole.class,
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "What all random numbers come from: the same seed makes the same run. Default: ${DEFAULT-VALUE}")
    long seed;
}
