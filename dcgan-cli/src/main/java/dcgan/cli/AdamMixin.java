package dcgan.cli;

import dcgan.nn.gan.AdamConfig;
import picocli.CommandLine.Option;

/** The options of the optimisers. */
final class AdamMixin {
    @Option(
            names = "--lr",
            paramLabel = "X",
            converter = Numbers.Rate.class,
            description = "Adam's learning rate. Default: 0.0002")
    private Double lr;

    @Option(
            names = "--lr-d",
            paramLabel = "X",
            converter = Numbers.Rate.class,
            description = "The learning rate of the discriminator. Default: that of --lr")
    private Double lrD;

    @Option(
            names = "--lr-g",
            paramLabel = "X",
            converter = Numbers.Rate.class,
            description = "The learning rate of the generator. Default: that of --lr")
    private Double lrG;

    @Option(
            names = "--beta1",
            paramLabel = "X",
            converter = Numbers.Decay.class,
            description = "Adam's decay of the mean. Default: 0.5")
    private Double beta1;

    @Option(
            names = "--beta2",
            paramLabel = "X",
            converter = Numbers.Decay.class,
            description = "Adam's decay of the variance. Default: 0.999")
    private Double beta2;

    /** The optimiser of the generator with what was given here, and else that of another training. */
    AdamConfig generator(AdamConfig base) {
        return over(base, lrG);
    }

    /** The optimiser of the discriminator with what was given here, and else that of another training. */
    AdamConfig discriminator(AdamConfig base) {
        return over(base, lrD);
    }

    private AdamConfig over(AdamConfig base, Double own) {
        Double rate = own == null ? lr : own;
        return base.lr(rate == null ? base.lr() : rate)
                .betas(beta1 == null ? base.beta1() : beta1, beta2 == null ? base.beta2() : beta2);
    }
}
