package dcgan.nn.gan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.nn.testing.TestBackends;
import dcgan.nn.testing.TestBackends.OnEveryBackend;
import dcgan.tensor.Backend;
import dcgan.tensor.BackendOptions;
import dcgan.tensor.Backends;
import dcgan.tensor.Philox;
import dcgan.tensor.Shape;
import dcgan.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Objectives, learning rates that fall, and the averaged generator. */
class TrainingOptionsTest {

    private static final int BATCH = 2;
    private static final int EPOCHS = 3;
    private static final int BATCHES = 2;

    /** Each objective, with rates of their own that fall, and an average that is in the middle of its ramp. */
    static List<TrainingConfig> configs() {
        DcganConfig network =
                DcganConfig.batchnorm().image(Shape.of(1, 16, 16)).latentSize(2).featureMaps(1);
        return Objective.all().stream()
                .map(objective -> TrainingConfig.of(network)
                        .objective(objective)
                        .optimizers(AdamConfig.DEFAULT.lr(0.01), AdamConfig.DEFAULT.lr(0.02))
                        .decay(new LinearDecay(2, EPOCHS))
                        .batchSize(BATCH)
                        .average(new AverageConfig(8, 2)))
                .toList();
    }

    private static BatchSource batches() {
        return BatchSource.of(
                Shape.of(1, 16, 16),
                (epoch, fromBatch) -> IntStream.range(fromBatch, BATCHES).mapToObj(batch -> {
                    float[] images = new float[BATCH * 16 * 16];
                    Philox.uniform(epoch, 99, batch, 0.3f, 0.9f, images);
                    return ImageBatch.of(new Tensor(Shape.of(BATCH, 1, 16, 16), images));
                }));
    }

    @OnEveryBackend
    void aResumedTrainingIsTheUninterruptedOne(String name, @TempDir Path folder) {
        try (Backend backend = TestBackends.open(name)) {
            for (TrainingConfig config : configs()) {
                Path path = folder.resolve(config.objective() + ".safetensors");
                try (GanTrainer whole = GanTrainer.of(config).on(backend);
                        GanTrainer before = GanTrainer.of(config).on(backend)) {
                    whole.train(batches(), EPOCHS);
                    before.add(TrainingListener.onStep(_ -> {
                        if (before.steps() == BATCHES + 1) {
                            before.stop();
                        }
                    }));
                    assertFalse(before.train(batches(), EPOCHS));
                    Checkpoint.save(before, path);
                    Checkpoint checkpoint = Checkpoint.load(path);
                    assertEquals(config, checkpoint.config().orElseThrow());
                    try (GanTrainer after = GanTrainer.of(config).on(backend)) {
                        checkpoint.restore(after);
                        assertTrue(after.train(batches(), EPOCHS));
                        GanTrainerTest.assertSameState(whole, after);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void theNumberOfThreadsChangesNoBit(TrainingConfig config) {
        TestBackends.skipUnlessAvailable("simd");
        try (Backend one = Backends.open("simd", BackendOptions.DEFAULT.withThreads(1));
                GanTrainer expected = GanTrainer.of(config).on(one)) {
            expected.train(batches(), EPOCHS);
            for (int threads : new int[] {2, 3}) {
                try (Backend several = Backends.open("simd", BackendOptions.DEFAULT.withThreads(threads));
                        GanTrainer trainer = GanTrainer.of(config).on(several)) {
                    trainer.train(batches(), EPOCHS);
                    GanTrainerTest.assertSameState(expected, trainer);
                }
            }
        }
    }

    @Test
    void ratesFallInEqualStepsToZeroAfterTheLastEpoch() {
        LinearDecay decay = new LinearDecay(3, 5);
        double[] factors =
                IntStream.rangeClosed(1, 7).mapToDouble(decay::factor).toArray();
        assertArrayEquals(new double[] {1, 1, 0.75, 0.5, 0.25, 0, 0}, factors);
        assertArrayEquals(new double[] {0.5}, new double[] {new LinearDecay(1, 1).factor(1)});
        refused("learning rates cannot decay from epoch 0 on in a training of 5 epochs", () -> new LinearDecay(0, 5));
        refused("learning rates cannot decay from epoch 6 on in a training of 5 epochs", () -> new LinearDecay(6, 5));
    }

    @Test
    void nothingIsTrainedWithoutALearningRate() {
        try (Backend backend = Backends.open("reference");
                GanTrainer trainer = GanTrainer.of(configs().getFirst()).on(backend)) {
            refused(
                    "the learning rates fall to zero after epoch 3, so there is nothing to train until epoch 4",
                    () -> trainer.train(batches(), EPOCHS + 1));
        }
    }

    /** The numbers of StyleGAN2-ADA's {@code ema_beta = 0.5 ** (batch_size / max(ema_nimg, 1e-8))}. */
    @Test
    void theAverageFollowsItsRule() {
        AverageConfig config = AverageConfig.DEFAULT;
        assertEquals(1, config.weight(0, 64));
        assertEquals(1 - Math.pow(0.5, 64 / 320.0), config.weight(6400, 64), 1e-15);
        assertEquals(1 - Math.pow(0.5, 64 / 500_000.0), config.weight(10_000_000, 64), 1e-15);
        assertEquals(1 - Math.pow(0.5, 64 / 500_000.0), config.weight(1L << 40, 64), 1e-15);
        assertEquals(1 - Math.pow(0.5, 0.5), config.rampUp(0).halfLife(8).weight(0, 4), 1e-15);
        refused("the half-life of an average must be at least 1, but is 0", () -> config.halfLife(0));
        refused(
                "the ramp-up of an average must be a finite number of at least 0, but is -0.1",
                () -> config.rampUp(-0.1));
        refused(
                "the ramp-up of an average must be a finite number of at least 0, but is NaN",
                () -> config.rampUp(Double.NaN));
    }

    @OnEveryBackend
    void theAverageIsTheGeneratorAtFirstAndAMixtureLater(String name) {
        try (Backend backend = TestBackends.open(name);
                GanTrainer trainer = GanTrainer.of(configs().getFirst()).on(backend)) {
            String weight = "generator.1.weight";
            Shape shape = trainer.graph().named(weight).shape();
            TensorSource average = trainer.averaged().orElseThrow();
            trainer.train(batches(), 1);
            float[] before = average.read(weight, shape);
            trainer.train(batches(), 2);
            // The second step had half of its images in the ramp.
            float[] after = average.read(weight, shape);
            float[] last = trainer.read(weight);
            assertTrue(Math.abs(after[0] - before[0]) > 0);
            assertTrue(Math.abs(after[0] - last[0]) > 0);
            String counter = "generator.1.num_batches_tracked";
            assertEquals(8, average.read(counter, Shape.SCALAR)[0], "the counter is the generator's own");
        }
        TrainingConfig one = configs().getFirst();
        try (Backend backend = TestBackends.open(name);
                GanTrainer trainer = GanTrainer.of(one).on(backend)) {
            trainer.advance(batches().epoch(1, 0).findFirst().orElseThrow());
            trainer.generator().parameters().forEach(parameter -> {
                String of = parameter.in("generator").name();
                boolean same = Arrays.equals(
                        trainer.read(of), trainer.averaged().orElseThrow().read(of, parameter.shape()));
                assertEquals(!PopulationStatistics.isStatistic(of), same, of);
            });
        }
    }

    /** With them a picture is normalised as it would be among thousands of others, by weights that were never trained with. */
    @OnEveryBackend
    void theStatisticsOfTheAverageAreThoseOfManyBatches(String name) {
        TrainingConfig config = configs().getFirst().batchSize(64);
        try (Backend backend = TestBackends.open(name);
                GanTrainer trainer = GanTrainer.of(config).on(backend)) {
            TensorSource average = trainer.averaged().orElseThrow();
            float[] mean = statistic(trainer, "running_mean");
            assertArrayEquals(mean, statistic(trainer, "running_mean"));
            // The first layer is linear, so that its outputs for unit latents tell the variance over all.
            float[] weight = average.read("generator.0.weight", Shape.of(2, 4, 4, 4));
            float[] variance = statistic(trainer, "running_var");
            for (int channel = 0; channel < 4; channel++) {
                double expected = 0;
                for (int latent = 0; latent < 2; latent++) {
                    for (int position = 0; position < 16; position++) {
                        expected += Math.pow(weight[(latent * 4 + channel) * 16 + position], 2) / 16;
                    }
                }
                assertEquals(expected, variance[channel], 0.1 * expected, "channel " + channel);
                assertEquals(0, mean[channel], 0.1 * Math.sqrt(expected), "channel " + channel);
            }
            // They follow the weights, whoever changes those.
            for (int i = 0; i < weight.length; i++) {
                weight[i] *= 2;
            }
            trainer.write("generator_ema.0.weight", weight);
            float[] quadrupled = statistic(trainer, "running_var");
            for (int channel = 0; channel < 4; channel++) {
                assertEquals(4 * variance[channel], quadrupled[channel], 1e-5f * quadrupled[channel]);
            }
        }
    }

    private static float[] statistic(GanTrainer trainer, String name) {
        return trainer.averaged().orElseThrow().read("generator.1." + name, Shape.of(4));
    }

    /** A caller's own latents need not be normal. */
    @Test
    void theStatisticsAreThoseOfTheTrainingsOwnLatents() {
        TrainingConfig config = configs().getFirst();
        try (Backend backend = Backends.open("reference");
                GanTrainer trainer = GanTrainer.of(config)
                        .latents((_, latents) -> Arrays.fill(latents, 3))
                        .on(backend)) {
            float[] weight = trainer.read("generator.0.weight");
            float[] mean = statistic(trainer, "running_mean");
            for (int channel = 0; channel < 4; channel++) {
                double expected = 0;
                for (int position = 0; position < 16; position++) {
                    expected += 3 * (weight[channel * 16 + position] + weight[(4 + channel) * 16 + position]) / 16;
                }
                assertEquals(expected, mean[channel], 1e-6);
            }
        }
    }

    /** The sampler draws with what it is given. */
    @Test
    void aCheckpointHasTheAverageOfItsTraining(@TempDir Path folder) {
        Path path = folder.resolve("averaged.safetensors");
        Path plain = folder.resolve("plain.safetensors");
        TrainingConfig config = configs().getFirst();
        try (Backend backend = Backends.open("reference");
                GanTrainer trainer = GanTrainer.of(config).on(backend);
                GanTrainer without = GanTrainer.of(config.average(null)).on(backend);
                ImageSampler sampler = new ImageSampler(trainer.generator(), 1, backend)) {
            trainer.train(batches(), EPOCHS);
            without.train(batches(), EPOCHS);
            Checkpoint.save(trainer, path);
            Checkpoint.save(without, plain);
            float[] latents = {0.5f, -1};
            Checkpoint checkpoint = Checkpoint.load(path);
            float[] averaged = sampler.load(checkpoint.averaged().orElseThrow()).sample(latents);
            assertArrayEquals(
                    averaged, sampler.load(trainer.averaged().orElseThrow()).sample(latents));
            float[] raw = sampler.load(checkpoint).sample(latents);
            assertFalse(averaged[0] == raw[0]);
            assertArrayEquals(
                    raw, sampler.load(without).sample(latents), "the average does not change what is averaged");
            assertTrue(without.averaged().isEmpty());
            assertTrue(Checkpoint.load(plain).averaged().isEmpty());
        }
    }

    @Test
    void aCheckpointOfOtherOptionsIsRefused(@TempDir Path folder) {
        Path path = folder.resolve("options.safetensors");
        TrainingConfig config = configs().getFirst();
        try (Backend backend = Backends.open("reference");
                GanTrainer trainer = GanTrainer.of(config).on(backend)) {
            Checkpoint.save(trainer, path);
            Checkpoint checkpoint = Checkpoint.load(path);
            assertTrue(checkpoint.isOf(config));
            String name = "checkpoint " + path;
            TrainingConfig plain = config.decay(null);
            refused(checkpoint, backend, plain, name + " has decay.from_epoch 2, but the training to restore has none");
            refused(
                    checkpoint,
                    backend,
                    config.decay(new LinearDecay(2, 9)),
                    name + " has decay.epochs 3, but the training to restore has 9");
            refused(
                    checkpoint,
                    backend,
                    config.average(new AverageConfig(9, 2)),
                    name + " has average.half_life 8, but the training to restore has 9");
            refused(
                    checkpoint,
                    backend,
                    config.average(null),
                    name + " has a tensor \"generator_ema.0.weight\" [2, 4, 4, 4], which the model to restore has not");
            try (GanTrainer without = GanTrainer.of(plain.average(null)).on(backend)) {
                Checkpoint.save(without, path);
            }
            Checkpoint other = Checkpoint.load(path);
            refused(
                    other,
                    backend,
                    plain,
                    name + " has no tensor \"generator_ema.0.weight\", which should be [2, 4, 4, 4]");
            refused(
                    other,
                    backend,
                    config.average(null),
                    name + " has no decay.from_epoch, but the training to restore has 2");
        }
    }

    /** With the averaged generator of the file, or with its generator. */
    @Test
    void anotherTrainingMayBeginWithTheNetworks(@TempDir Path folder) {
        Path path = folder.resolve("begin.safetensors");
        TrainingConfig config = configs().getFirst();
        try (Backend backend = Backends.open("reference")) {
            for (boolean averaged : new boolean[] {true, false}) {
                try (GanTrainer saved = GanTrainer.of(averaged ? config : config.average(null))
                                .on(backend);
                        GanTrainer trainer =
                                GanTrainer.of(configs().getLast().seed(9)).on(backend)) {
                    saved.train(batches(), 1);
                    Checkpoint.save(saved, path);
                    Weights.load(path).initialise(trainer);
                    assertEquals(0, trainer.steps());
                    for (String name : trainer.graph().parameters().keySet()) {
                        float[] values = trainer.read(name);
                        if (name.startsWith("generator.") || name.startsWith("discriminator.")) {
                            assertArrayEquals(saved.read(name), values, name);
                        } else if (name.startsWith("generator_ema.")) {
                            String source = averaged ? name : name.replace("generator_ema", "generator");
                            // The running statistics come from the seed, too.
                            assertEquals(
                                    !PopulationStatistics.isStatistic(name),
                                    Arrays.equals(saved.read(source), values),
                                    name);
                        } else {
                            assertArrayEquals(new float[values.length], values, name);
                        }
                    }
                }
            }
            TrainingConfig wider = config.network(config.network().featureMaps(2));
            try (GanTrainer trainer = GanTrainer.of(wider).on(backend)) {
                float[] before = trainer.read("generator.0.weight");
                CheckpointException e = assertThrows(
                        CheckpointException.class, () -> Weights.load(path).initialise(trainer));
                assertEquals(
                        "checkpoint " + path + ": tensor \"generator.0.weight\" is F32 [2, 4, 4, 4], but should be F32"
                                + " [2, 8, 4, 4]",
                        e.getMessage());
                assertArrayEquals(before, trainer.read("generator.0.weight"));
            }
        }
    }

    private static void refused(Checkpoint checkpoint, Backend backend, TrainingConfig config, String message) {
        assertFalse(checkpoint.isOf(config));
        try (GanTrainer trainer = GanTrainer.of(config).on(backend)) {
            assertEquals(
                    message,
                    assertThrows(CheckpointException.class, () -> checkpoint.restore(trainer))
                            .getMessage());
        }
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
