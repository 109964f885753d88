package dcgan.cli;

import dcgan.nn.Init;
import dcgan.nn.gan.DcganConfig;
import picocli.CommandLine.Option;

/** What else chooses the networks of a training, besides {@link StepMixin}. */
final class ModelMixin {
    @Option(
            names = "--latent-size",
            paramLabel = "N",
            converter = Numbers.Positive.class,
            description = "Numbers that a picture is made from. Default: 100")
    private Integer latentSize;

    @Option(
            names = "--init",
            paramLabel = "INIT",
            converter = Names.Initialisation.class,
            description =
                    "How the weights start: default as in PyTorch, or dcgan as in the paper. Default: default for the"
                            + " simple model, dcgan for the batchnorm model")
    private Init init;

    @Option(
            names = "--spectral-norm",
            description = "Divides each weight of D by its spectral norm, which limits how fast D's scores change. The"
                    + " batchnorm model then has no BatchNorm in D. Default: false")
    private Boolean spectralNorm;

    /** The networks with what was given here, and else those of another training. */
    DcganConfig over(DcganConfig base) {
        return base.latentSize(latentSize == null ? base.latentSize() : latentSize)
                .init(init == null ? base.init() : init)
                .spectralNorm(spectralNorm == null ? base.spectralNorm() : spectralNorm);
    }
}
