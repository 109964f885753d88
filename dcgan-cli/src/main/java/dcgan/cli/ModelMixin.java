package dcgan.cli;

import dcgan.nn.Init;
import dcgan.nn.gan.DcganConfig;
import picocli.CommandLine.Option;

/** What else chooses the networks of a training, besides {@link StepMixin}. */
final class ModelMixin {
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
                    "How the weights start: default as in PyTorch, or dcgan as in the paper. Default: default for the"
                            + " simple model, dcgan for the batchnorm model")
    private Init init;

    Init init(DcganConfig.Variant model) {
        return init == null ? model.init() : init;
    }
}
