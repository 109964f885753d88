package dcgan.cli;

import dcgan.nn.gan.TrainingConfig;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that define a training. */
final class TrainingMixin {
    @Mixin
    private StepMixin step;

    @Mixin
    private ModelMixin model;

    @Mixin
    private AdamMixin adam;

    @Option(
            names = "--seed",
            converter = Numbers.Whole.class,
            paramLabel = "N",
            description = "What all random numbers come from: the same seed makes the same run. Default: 1")
    private Long seed;

    /**
     * A training with what was given here, and else that of another one.
     *
     * @throws dcgan.cli.io.RunException if the networks cannot be that large
     */
    TrainingConfig over(TrainingConfig base) {
        TrainingConfig stepped = step.over(base);
        return stepped.network(model.over(stepped.network()))
                .optimizers(adam.over(base.generatorOptimizer()), adam.over(base.discriminatorOptimizer()))
                .seed(seed == null ? base.seed() : seed);
    }
}
