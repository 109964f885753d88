package dcgan.nn.gan;

import java.util.List;

/**
 * All that defines a training, but for the pictures and how long it takes: two trainings of the same configuration on the same
 * pictures do the same. A {@link Checkpoint} is identified by it. Immutable.
 *
 * @param network both networks and how they start; null if they are the caller's own
 * @param objective what the networks are trained for
 * @param generatorOptimizer updates the generator
 * @param discriminatorOptimizer updates the discriminator
 * @param decay how the learning rates of both fall; null if they stay
 * @param batchSize how many real pictures a step takes, and how many latents each of the two draws, at least 1
 * @param average how the average of the generator is kept; null for none
 * @param seed of all that is random in the trainer: initialisation, latents and augmentation. The command line also shuffles,
 *     flips and samples by it
 * @param augment how pictures are changed before the discriminator sees them; null if they are not
 */
public record TrainingConfig(
        DcganConfig network,
        @WhenMissing("\"standard\"") Objective objective,
        AdamConfig generatorOptimizer,
        AdamConfig discriminatorOptimizer,
        @WhenMissing("null") LinearDecay decay,
        @WhenMissing("64") int batchSize,
        @WhenMissing("null") AverageConfig average,
        @WhenMissing("1") long seed,
        @WhenMissing("null") Augmentation augment) {

    private static final int BATCH_SIZE = 64;
    private static final long SEED = 1;

    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException if one other than the network, the decay and the average is missing, or the batch size is below 1
     */
    public TrainingConfig {
        if (objective == null || generatorOptimizer == null || discriminatorOptimizer == null) {
            throw new IllegalArgumentException("a training needs an objective and two optimizers");
        }
        if (batchSize < 1) {
            throw new IllegalArgumentException("the batch size must be at least 1, but is " + batchSize);
        }
    }

    /**
     * A training of a DCGAN with the defaults: the standard objective, {@link AdamConfig#DEFAULT}, a batch size of 64 and the
     * seed 1.
     */
    public static TrainingConfig of(DcganConfig network) {
        if (network == null) {
            throw new IllegalArgumentException("the network is null; ofOwnNetworks() is for networks of the caller");
        }
        return defaults(network);
    }

    /** A training of networks that are the caller's own, with the defaults of {@link #of}. */
    public static TrainingConfig ofOwnNetworks() {
        return defaults(null);
    }

    private static TrainingConfig defaults(DcganConfig network) {
        return new TrainingConfig(
                network,
                Objective.STANDARD,
                AdamConfig.DEFAULT,
                AdamConfig.DEFAULT,
                null,
                BATCH_SIZE,
                null,
                SEED,
                null);
    }

    /** The same with another network. */
    public TrainingConfig network(DcganConfig dcgan) {
        return new TrainingConfig(
                dcgan, objective, generatorOptimizer, discriminatorOptimizer, decay, batchSize, average, seed, augment);
    }

    /** The same with another objective. */
    public TrainingConfig objective(Objective other) {
        return new TrainingConfig(
                network, other, generatorOptimizer, discriminatorOptimizer, decay, batchSize, average, seed, augment);
    }

    /** The same with another optimiser of both networks. */
    public TrainingConfig optimizers(AdamConfig both) {
        return optimizers(both, both);
    }

    /** The same with other optimisers. */
    public TrainingConfig optimizers(AdamConfig generator, AdamConfig discriminator) {
        return new TrainingConfig(
                network, objective, generator, discriminator, decay, batchSize, average, seed, augment);
    }

    /** The same with learning rates that fall otherwise, or stay if it is null. */
    public TrainingConfig decay(LinearDecay linear) {
        return new TrainingConfig(
                network,
                objective,
                generatorOptimizer,
                discriminatorOptimizer,
                linear,
                batchSize,
                average,
                seed,
                augment);
    }

    /** The same with another batch size. */
    public TrainingConfig batchSize(int number) {
        return new TrainingConfig(
                network, objective, generatorOptimizer, discriminatorOptimizer, decay, number, average, seed, augment);
    }

    /** The same with another average of the generator, or none if it is null. */
    public TrainingConfig average(AverageConfig ofGenerator) {
        return new TrainingConfig(
                network,
                objective,
                generatorOptimizer,
                discriminatorOptimizer,
                decay,
                batchSize,
                ofGenerator,
                seed,
                augment);
    }

    /** The same with another seed. */
    public TrainingConfig seed(long number) {
        return new TrainingConfig(
                network,
                objective,
                generatorOptimizer,
                discriminatorOptimizer,
                decay,
                batchSize,
                average,
                number,
                augment);
    }

    /** The same with another augmentation; null for none. */
    public TrainingConfig augment(Augmentation other) {
        return new TrainingConfig(
                network, objective, generatorOptimizer, discriminatorOptimizer, decay, batchSize, average, seed, other);
    }

    /** Whether pictures are changed in this way. */
    public boolean augments(Augmentation.Kind kind) {
        return augment != null && augment.has(kind);
    }

    /** The optimiser of one of the networks. */
    public AdamConfig optimizer(Network of) {
        return of == Network.GENERATOR ? generatorOptimizer : discriminatorOptimizer;
    }

    /** The metrics that every step of the training reports, in their order. */
    public List<Metric> metrics() {
        return objective.metrics();
    }
}
