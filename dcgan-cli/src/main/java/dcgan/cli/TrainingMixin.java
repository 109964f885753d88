package dcgan.cli;

import dcgan.nn.gan.Augmentation;
import dcgan.nn.gan.AverageConfig;
import dcgan.nn.gan.LinearDecay;
import dcgan.nn.gan.Objective;
import dcgan.nn.gan.TrainingConfig;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that define a training. */
final class TrainingMixin {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

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
            names = "--lr-decay",
            paramLabel = "FROM_EPOCH",
            converter = Numbers.Positive.class,
            description =
                    "From this epoch on the learning rates fall in equal steps, from one epoch to the next, to zero"
                        + " after the last one. --epochs is fixed then: --resume cannot change it. Default: they stay")
    private Integer lrDecay;

    @Option(
            names = "--ema",
            arity = "0..1",
            fallbackValue = "500000",
            paramLabel = "HALF_LIFE",
            converter = Numbers.Positive.class,
            description = "Keeps an average of the generator, in which a generator has half of its weight after so"
                    + " many images (500000 if no number is given), and after at most a twentieth of all images so far."
                    + " Samples, scores and the command generate use it. Default: no average")
    private Integer ema;

    @Option(
            names = "--seed",
            converter = Numbers.Whole.class,
            paramLabel = "N",
            description = "What all random numbers come from: the same seed makes the same run. Default: 1")
    private Long seed;

    @Option(
            names = "--augment",
            converter = Names.Augmentations.class,
            completionCandidates = Names.Augmentations.class,
            paramLabel = "KINDS",
            description =
                    "Changes the images before D sees them, which helps where there are few: some of flip, translate,"
                        + " cutout, color, separated by commas. flip flips real images left to right; the others are"
                        + " DiffAugment, on real and generated images. Default: no change")
    private Augmentation augment;

    /**
     * A training with what was given here, and else that of another one.
     *
     * @param epochs how many there will be
     * @throws ParameterException if the learning rates would fall only after the last epoch
     * @throws dcgan.cli.io.RunException if the networks cannot be that large
     */
    TrainingConfig over(TrainingConfig base, int epochs) {
        if (lrDecay != null && lrDecay > epochs) {
            throw new ParameterException(
                    command.commandLine(),
                    "--lr-decay " + lrDecay + " begins after the last epoch, which is " + epochs
                            + "; give a smaller number, or more --epochs");
        }
        TrainingConfig stepped = step.over(base);
        return stepped.network(model.over(stepped.network()))
                .objective(objective == null ? base.objective() : objective)
                .optimizers(
                        adam.generator(base.generatorOptimizer()), adam.discriminator(base.discriminatorOptimizer()))
                .decay(lrDecay == null ? base.decay() : new LinearDecay(lrDecay, epochs))
                .average(ema == null ? base.average() : AverageConfig.DEFAULT.halfLife(ema))
                .seed(seed == null ? base.seed() : seed)
                .augment(augment == null ? base.augment() : augment);
    }
}
