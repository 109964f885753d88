package dcgan.cli;

import dcgan.nn.gan.DcganConfig;
import picocli.CommandLine.Option;

/** The options that say how much there is to compute in a step. */
final class StepMixin {
    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = "simple",
            converter = Names.Model.class,
            description = "simple, or batchnorm as in the paper. Default: ${DEFAULT-VALUE}")
    DcganConfig.Variant model;

    @Option(
            names = "--feature-maps",
            paramLabel = "N",
            defaultValue = "64",
            converter = Numbers.Positive.class,
            description = "How wide the networks are: the channels after D's first layer. Default: ${DEFAULT-VALUE}")
    int featureMaps;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            defaultValue = "64",
            converter = Numbers.Positive.class,
            description = "Images a step. Default: ${DEFAULT-VALUE}")
    int batchSize;
}
