package dcgan.nn.gan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dcgan.nn.Init;
import dcgan.nn.Layer;
import dcgan.nn.Sigmoid;
import dcgan.tensor.Backend;
import dcgan.tensor.Backends;
import dcgan.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The configuration of a training, its parts, and the entries that stand for it in files. */
class TrainingConfigTest {

    private static final TrainingConfig CONFIG = TrainingConfig.of(DcganConfig.batchnorm()
                    .latentSize(7)
                    .featureMaps(3)
                    .init(Init.DEFAULT)
                    .spectralNorm(true))
            .optimizers(
                    AdamConfig.DEFAULT.lr(1e-3),
                    AdamConfig.DEFAULT.betas(0.4, 0.9).eps(1e-6))
            .decay(new LinearDecay(2, 4))
            .batchSize(5)
            .average(new AverageConfig(1000, 0.5))
            .seed(-9)
            .augment(Augmentation.of("color,flip"));

    @Test
    void theDefaultsAreThoseOfTheCommandLine() {
        TrainingConfig config = TrainingConfig.of(DcganConfig.simple());
        AdamConfig adam = new AdamConfig(0.0002, 0.5, 0.999, 1e-8);
        assertEquals(
                new TrainingConfig(
                        new DcganConfig(Shape.of(3, 32, 32), 100, 64, DcganConfig.Variant.SIMPLE, Init.DEFAULT, false),
                        Objective.STANDARD,
                        adam,
                        adam,
                        null,
                        64,
                        null,
                        1,
                        null),
                config);
        assertEquals(config, TrainingConfig.ofOwnNetworks().network(DcganConfig.simple()));
        assertEquals(Init.DCGAN, DcganConfig.batchnorm().init());
        assertEquals(Objective.STANDARD.metrics(), config.metrics());
    }

    @Test
    void theOptimizerOfEachNetworkIsItsOwn() {
        assertEquals(1e-3, CONFIG.optimizer(Network.GENERATOR).lr());
        assertEquals(0.4, CONFIG.optimizer(Network.DISCRIMINATOR).beta1());
        try (Backend backend = Backends.open("reference");
                GanTrainer trainer = SmallGan.trainer(
                                SmallGan.config().optimizers(AdamConfig.DEFAULT.lr(1e-3), AdamConfig.DEFAULT.lr(1e-30)))
                        .on(backend);
                GanTrainer untrained = SmallGan.trainer().on(backend)) {
            trainer.train(SmallGan.batches(2), 1);
            String unmoved = "discriminator.0.weight";
            assertEquals(untrained.read(unmoved)[0], trainer.read(unmoved)[0]);
            String moved = "generator.0.weight";
            assertFalse(untrained.read(moved)[0] == trainer.read(moved)[0]);
        }
    }

    @Test
    void whatIsImpossibleIsRefused() {
        refused("the batch size must be at least 1, but is 0", () -> CONFIG.batchSize(0));
        refused("a training needs an objective and two optimizers", () -> CONFIG.objective(null));
        refused("a training needs an objective and two optimizers", () -> CONFIG.optimizers(null));
        refused("Adam: lr must be a finite number above 0, but is 0.0", () -> AdamConfig.DEFAULT.lr(0));
        refused("Adam: beta1 must be in [0, 1), but is 1.0", () -> AdamConfig.DEFAULT.betas(1, 0.5));
        refused(
                "the latent size must be at least 1, but is 0",
                () -> DcganConfig.simple().latentSize(0));
        refused(
                "the number of feature maps must be at most 268435455, but is 536870912",
                () -> DcganConfig.simple().featureMaps(1 << 29));
        refused(
                "the pictures of a DCGAN are [C, H, W] with C in [1, 3] and H = W in [16, 32, 64, 128, 256], not [32,"
                        + " 32, 3]",
                () -> new DcganConfig(Shape.of(32, 32, 3), 1, 1, DcganConfig.Variant.SIMPLE, null, false));
        refused("the network is null; ofOwnNetworks() is for networks of the caller", () -> TrainingConfig.of(null));
        refused(
                "the configuration has no network, so the networks must be given with it",
                () -> GanTrainer.of(TrainingConfig.ofOwnNetworks()));
        refused(
                "the configuration has a network of its own, " + CONFIG.network(),
                () -> GanTrainer.of(SmallGan.generator(), SmallGan.discriminator(), CONFIG));
        refused(
                "the configuration says how its network starts: " + CONFIG.network(),
                () -> GanTrainer.of(CONFIG).init(Init.DCGAN));
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Test
    void theDiscriminatorOfADcganEndsAsTheObjectiveWantsIt() {
        for (Objective objective : Objective.all()) {
            List<Layer> layers = DcganConfig.simple().discriminator(objective).layers();
            assertEquals(objective.sigmoid(), layers.getLast() instanceof Sigmoid, objective.name());
        }
    }

    @Test
    void itsEntriesHoldAllOfIt() {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("network.image", "[3, 32, 32]");
        expected.put("network.latent_size", "7");
        expected.put("network.feature_maps", "3");
        expected.put("network.model", "batchnorm");
        expected.put("network.init", "default");
        expected.put("network.spectral_norm", "true");
        expected.put("objective", "standard");
        expected.put("generator_optimizer.lr", "0.001");
        expected.put("generator_optimizer.beta1", "0.5");
        expected.put("generator_optimizer.beta2", "0.999");
        expected.put("generator_optimizer.eps", "1.0E-8");
        expected.put("discriminator_optimizer.lr", "2.0E-4");
        expected.put("discriminator_optimizer.beta1", "0.4");
        expected.put("discriminator_optimizer.beta2", "0.9");
        expected.put("discriminator_optimizer.eps", "1.0E-6");
        expected.put("decay.from_epoch", "2");
        expected.put("decay.epochs", "4");
        expected.put("batch_size", "5");
        expected.put("average.half_life", "1000");
        expected.put("average.ramp_up", "0.5");
        expected.put("seed", "-9");
        expected.put("augment", "flip,color");
        Map<String, String> entries = ConfigEntries.of(CONFIG);
        assertEquals(List.copyOf(expected.entrySet()), List.copyOf(entries.entrySet()));
        assertEquals(CONFIG, read(entries));
        assertEquals(
                expected.keySet(),
                ConfigEntries.whenMissing(TrainingConfig.class).keySet());
    }

    /** Every entry must have a value for files that lack it, and that is the default until a default changes. */
    @Test
    void missingEntriesStandForTheDefaults() {
        Map<String, String> missing = ConfigEntries.whenMissing(TrainingConfig.class);
        assertEquals(TrainingConfig.of(DcganConfig.simple()), read(missing));
    }

    @Test
    void networksOfTheCallersOwnHaveNoEntries() {
        assertEquals(
                List.of(),
                ConfigEntries.of(TrainingConfig.ofOwnNetworks()).keySet().stream()
                        .filter(key -> key.startsWith("network"))
                        .toList());
    }

    private static TrainingConfig read(Map<String, String> entries) {
        return ConfigEntries.read(TrainingConfig.class, "", entries::get, IllegalStateException::new);
    }
}
