package dcgan.cli;

import dcgan.nn.gan.Objective;
import dcgan.nn.gan.TrainingConfig;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that define a training. */
final class TrainingMixin {
    @Mixin
    private StepMixin step;

    @Mixin
    private ModelMixin model;

    @Option(
            names = "--objective",
            paramLabel = "OBJECTIVE",
            converter = Names.ObjectiveName.class,
            completionCandidates = Names.ObjectiveName.class,
            description = {
                "What the networks are trained for: standard (binary cross-entropy), relativistic (pairs of a real and"
                        + " a generated image), hinge or least-squares. Default: standard",
                "With standard, D(x) and D(G(z)) are probabilities of being real. With the others they are outputs of"
                    + " the discriminator: with hinge it aims at above 1 for real and below -1 for generated images,"
                    + " with least-squares at 1 and 0, and with relativistic only their difference has a meaning."
            })
    private Objective objective;

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
                .objective(objective == null ? base.objective() : objective)
                .optimizers(adam.over(base.generatorOptimizer()), adam.over(base.discriminatorOptimizer()))
                .seed(seed == null ? base.seed() : seed);
    }
}
