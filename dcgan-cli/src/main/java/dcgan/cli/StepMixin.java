package dcgan.cli;

import dcgan.cli.io.RunException;
import dcgan.nn.gan.DcganConfig;
import dcgan.nn.gan.TrainingConfig;
import dcgan.tensor.Shape;
import dcgan.tensor.TooLargeException;
import picocli.CommandLine.Option;

/** The options that say how much there is to compute in a step. */
final class StepMixin {
    @Option(
            names = "--model",
            paramLabel = "MODEL",
            converter = Names.Model.class,
            description = "simple, or batchnorm as in the paper. Default: simple")
    private DcganConfig.Variant model;

    @Option(
            names = "--feature-maps",
            paramLabel = "N",
            converter = Numbers.Positive.class,
            description = "How wide the networks are: the channels after D's first layer. Default: 64")
    private Integer featureMaps;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            converter = Numbers.Positive.class,
            description = "Images a step. Default: 64")
    private Integer batchSize;

    @Option(
            names = "--image-size",
            paramLabel = "PX",
            converter = Names.ImageSize.class,
            completionCandidates = Names.ImageSize.class,
            description =
                    "Height and width of the images: 16, 32, 64, 128 or 256. Default: that of the data set (bench: 32)")
    private Integer imageSize;

    @Option(
            names = "--channels",
            paramLabel = "N",
            converter = Names.Channels.class,
            completionCandidates = Names.Channels.class,
            description = "Channels of the images: 3 for colour, 1 for grey. Default: those of the data set (bench: 3)")
    private Integer channels;

    /**
     * A training with what was given here, and else that of another one. Another model starts from its own initialisation.
     *
     * @throws RunException if the networks cannot be that large
     */
    TrainingConfig over(TrainingConfig base) {
        DcganConfig network = base.network().image(image(base.network().image()));
        try {
            DcganConfig ofModel = model == null || model == network.model()
                    ? network
                    : new DcganConfig(
                            network.image(),
                            network.latentSize(),
                            network.featureMaps(),
                            model,
                            null,
                            network.spectralNorm());
            return base.network(featureMaps == null ? ofModel : ofModel.featureMaps(featureMaps))
                    .batchSize(batchSize == null ? base.batchSize() : batchSize);
        } catch (TooLargeException e) {
            throw RunException.tooLarge(e);
        }
    }

    /** The shape {@code [C, H, W]} that was asked for. */
    private Shape image(Shape base) {
        return Shape.of(
                channels == null ? base.dim(0) : channels,
                imageSize == null ? base.dim(1) : imageSize,
                imageSize == null ? base.dim(2) : imageSize);
    }
}
