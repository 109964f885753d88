package dcgan.cli;

import dcgan.nn.gan.AdamConfig;
import picocli.CommandLine.Option;

/** The options of the optimiser of both networks. */
final class AdamMixin {
    @Option(
            names = "--lr",
            paramLabel = "X",
            converter = Numbers.Rate.class,
            description = "Adam's learning rate. Default: 0.0002")
    private Double lr;

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

    /** The optimiser with what was given here, and else that of another training. */
    AdamConfig over(AdamConfig base) {
        return base.lr(lr == null ? base.lr() : lr)
                .betas(beta1 == null ? base.beta1() : beta1, beta2 == null ? base.beta2() : beta2);
    }
}
