package dcgan.cli;

import dcgan.nn.Init;
import dcgan.nn.gan.Dcgan;
import picocli.CommandLine.Option;

/** The options that choose the networks. */
final class ModelMixin {
    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = "simple",
            converter = Names.Model.class,
            description = "simple, or batchnorm as in the paper. Default: ${DEFAULT-VALUE}")
    Dcgan.Variant model;

    @Option(
            names = "--feature-maps",
            paramLabel = "N",
            defaultValue = "64",
            converter = Numbers.Positive.class,
            description = "How wide the networks are. Default: ${DEFAULT-VALUE}")
    int featureMaps;

    @Option(
            names = "--latent-size",
            paramLabel = "N",
            defaultValue = "100",
            converter = Numbers.Positive.class,
            description = "Numbers that a picture is made from. Default: ${DEFAULT-VALUE}")
    int latentSize;

    @Option(
            names = "--init",
            paramLabel = "INIT",
            converter = Names.Initialisation.class,
            description =
                    "How the weights start: default as in PyTorch, or dcgan as in the paper. Without it the simple"
                            + " model starts by default, the batchnorm model as in the paper.")
    private Init init;

    Init init() {
        return init == null ? model.init() : init;
    }
}
