package dcgan.nn.gan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.nn.Layer;
import dcgan.nn.Sequential;
import dcgan.nn.testing.TestBackends;
import dcgan.nn.testing.TestBackends.OnEveryBackend;
import dcgan.tensor.Backend;
import dcgan.tensor.Backends;
import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class GanTrainerTest {

    private Backend backend;

    @BeforeEach
    void open() {
        backend = Backends.open("reference");
    }

    @AfterEach
    void close() {
        backend.close();
    }

    @OnEveryBackend
    void aGanOfOnesOwnLearnsHowBrightPicturesAre(String name) {
        try (Backend any = TestBackends.open(name);
                GanTrainer trainer = SmallGan.trainer(SmallGan.config().optimizers(AdamConfig.DEFAULT.lr(0.002f)))
                        .on(any);
                ImageSampler sampler = new ImageSampler(trainer.generator(), 16, any)) {
            float[] latents = Latents.draw(1, 16, 6);
            double before = mean(sampler.load(trainer).sample(latents));
            assertTrue(trainer.train(SmallGan.batches(50), 6));
            double after = mean(sampler.load(trainer).sample(latents));
            // The real pictures have a mean of 0.6.
            assertTrue(Math.abs(before) < 0.2 && after > 0.35, before + " → " + after);
            assertEquals(300, trainer.steps());
        }
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float x : values) {
            sum += x;
        }
        return sum / values.length;
    }

    @Test
    void everyBatchAndEpochIsReported() {
        try (GanTrainer trainer = SmallGan.trainer().on(backend)) {
            List<StepReport> steps = new ArrayList<>();
            List<EpochReport> epochs = new ArrayList<>();
            trainer.add(TrainingListener.onStep(step -> {
                steps.add(step);
                assertEquals(step.batch(), trainer.batches());
            }));
            trainer.add(TrainingListener.onEpoch(means -> {
                epochs.add(means);
                assertEquals(means.epoch(), trainer.epochs());
                assertEquals(0, trainer.batches());
            }));
            assertTrue(trainer.train(SmallGan.batches(3), 2));
            assertEquals(
                    List.of("1/1", "1/2", "1/3", "2/1", "2/2", "2/3"),
                    steps.stream().map(s -> s.epoch() + "/" + s.batch()).toList());
            assertEquals(2, epochs.size());
            for (EpochReport means : epochs) {
                List<StepReport> own =
                        steps.stream().filter(s -> s.epoch() == means.epoch()).toList();
                assertEquals(3, means.batches());
                assertEquals(
                        own.stream().mapToDouble(r -> r.get("lossD")).average().orElseThrow(),
                        means.get("lossD"),
                        1e-12);
                assertEquals(
                        own.stream().mapToDouble(r -> r.get("lossG")).average().orElseThrow(),
                        means.get("lossG"),
                        1e-12);
                assertEquals(
                        own.stream().mapToDouble(r -> r.get("D_x")).average().orElseThrow(), means.get("D_x"), 1e-12);
                assertEquals(
                        own.stream().mapToDouble(r -> r.get("D_G_z1")).average().orElseThrow(),
                        means.get("D_G_z1"),
                        1e-12);
                assertEquals(
                        own.stream().mapToDouble(r -> r.get("D_G_z2")).average().orElseThrow(),
                        means.get("D_G_z2"),
                        1e-12);
            }
            for (StepReport step : steps) {
                assertEquals(step.get("lossD_real") + step.get("lossD_fake"), step.get("lossD"));
            }
            assertTrue(trainer.train(SmallGan.batches(3), 2), "all epochs are done already");
            assertEquals(6, steps.size());
        }
    }

    @OnEveryBackend
    void theSeedDecidesEveryBit(String name) {
        try (Backend any = TestBackends.open(name);
                GanTrainer one = SmallGan.trainer().on(any);
                GanTrainer same = SmallGan.trainer().on(any);
                GanTrainer other = SmallGan.trainer(SmallGan.config().seed(8)).on(any)) {
            for (GanTrainer trainer : List.of(one, same, other)) {
                trainer.train(SmallGan.batches(3), 1);
            }
            assertSameState(one, same);
            assertNotEquals(one.read("generator.0.weight")[0], other.read("generator.0.weight")[0]);
        }
    }

    static void assertSameState(GanTrainer expected, GanTrainer actual) {
        for (String name : expected.graph().parameters().keySet()) {
            assertArrayEquals(bits(expected.read(name)), bits(actual.read(name)), name);
        }
        assertEquals(expected.epochs(), actual.epochs());
        assertEquals(expected.batches(), actual.batches());
        assertEquals(expected.steps(), actual.steps());
        assertEquals(expected.progress().sums(), actual.progress().sums());
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }

    @Test
    void theTwoStepsSeeDifferentLatentsAndTheUpdatedDiscriminator() {
        try (GanTrainer trainer = SmallGan.trainer(SmallGan.config().optimizers(AdamConfig.DEFAULT.lr(0.01f)))
                .on(backend)) {
            StepReport first =
                    trainer.step(SmallGan.batches(1).epoch(1, 0).findFirst().orElseThrow());
            assertNotEquals(first.get("D_G_z1"), first.get("D_G_z2"));
        }
    }

    @Test
    void latentsCanBeGiven() {
        List<Integer> draws = new ArrayList<>();
        try (GanTrainer trainer = SmallGan.trainer()
                .latents((draw, latents) -> {
                    draws.add(draw);
                    assertEquals(SmallGan.BATCH * 6, latents.length);
                    latents[draw] = 1;
                })
                .on(backend)) {
            trainer.train(SmallGan.batches(2), 1);
        }
        assertEquals(List.of(0, 1, 2, 3), draws);
    }

    @Test
    void gradientsCanBeChangedBeforeTheyAreUsed() {
        GradientExchange discriminatorStandsStill = (network, gradients) -> {
            if (network == Network.DISCRIMINATOR) {
                for (String name : gradients.names()) {
                    gradients.write(name, new float[gradients.shape(name).size()]);
                }
            }
        };
        try (GanTrainer trainer =
                        SmallGan.trainer().exchange(discriminatorStandsStill).on(backend);
                GanTrainer untrained = SmallGan.trainer().on(backend)) {
            trainer.train(SmallGan.batches(2), 1);
            assertArrayEquals(untrained.read("discriminator.0.weight"), trainer.read("discriminator.0.weight"));
            assertNotEquals(untrained.read("generator.0.weight")[0], trainer.read("generator.0.weight")[0]);
        }
    }

    /** Two machines that see different pictures and latents, and average their gradients, stay the same. */
    @Test
    void averagedGradientsKeepTwoTrainersTogether() {
        Map<String, float[]> mailbox = new HashMap<>();
        CyclicBarrier barrier = new CyclicBarrier(2);
        List<CompletableFuture<float[]>> machines = new ArrayList<>();
        for (int machine = 0; machine < 2; machine++) {
            int number = machine;
            machines.add(CompletableFuture.supplyAsync(() -> {
                try (GanTrainer trainer = SmallGan.trainer()
                        .latents((draw, latents) -> latents[number] = draw)
                        .exchange((network, gradients) -> average(number, gradients, mailbox, barrier))
                        .on(backend)) {
                    trainer.train(
                            BatchSource.of(
                                    SmallGan.IMAGE,
                                    (epoch, from) -> SmallGan.batches(3).epoch(epoch + 10 * number, from)),
                            1);
                    return trainer.read("generator.3.weight");
                }
            }));
        }
        float[] first = machines.get(0).join();
        assertArrayEquals(first, machines.get(1).join());
        try (GanTrainer alone =
                SmallGan.trainer().latents((draw, latents) -> latents[0] = draw).on(backend)) {
            alone.train(SmallGan.batches(3), 1);
            assertNotEquals(alone.read("generator.3.weight")[0], first[0]);
        }
    }

    private static void average(
            int machine, GradientExchange.Gradients gradients, Map<String, float[]> mailbox, CyclicBarrier barrier) {
        try {
            for (String name : gradients.names()) {
                float[] own = new float[gradients.shape(name).size()];
                gradients.read(name, own);
                synchronized (mailbox) {
                    mailbox.put(name + machine, own);
                }
            }
            barrier.await();
            for (String name : gradients.names()) {
                float[] mean = new float[gradients.shape(name).size()];
                for (int i = 0; i < mean.length; i++) {
                    mean[i] = (mailbox.get(name + 0)[i] + mailbox.get(name + 1)[i]) / 2;
                }
                gradients.write(name, mean);
            }
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void gradientsAndUpdatesAreStagesOfTheirOwn() {
        try (GanTrainer trainer = SmallGan.trainer().on(backend)) {
            assertEquals(
                    List.of(
                            "discriminator.gradients",
                            "discriminator.update",
                            "generator.gradients",
                            "generator.update"),
                    trainer.graph().stages().stream().map(Graph.Stage::name).toList());
            assertEquals(
                    SmallGan.generator().parameters().size()
                            - 3
                            + SmallGan.discriminator().parameters().size()
                            - 3,
                    trainer.graph().outputs().keySet().stream()
                            .filter(name -> name.endsWith(".grad"))
                            .count());
        }
    }

    @Test
    void whatIsIdleIsNotComputed() {
        try (GanTrainer trainer = GanTrainer.of(
                        TrainingConfig.of(DcganConfig.simple().featureMaps(2)).batchSize(2))
                .on(backend)) {
            assertEquals(
                    Map.of("Conv2dGradWeight", 8L, "Conv2dGradInput", 6L, "ConvTranspose2d", 4L, "Conv2d", 8L),
                    convolutions(trainer, "discriminator.gradients"));
            assertEquals(
                    Map.of(
                            "ConvTranspose2d", 4L,
                            "Conv2d", 4L,
                            "Conv2dGradInput", 4L,
                            "ConvTranspose2dGradInput", 3L,
                            "ConvTranspose2dGradWeight", 4L),
                    convolutions(trainer, "generator.gradients"));
        }
    }

    private static Map<String, Long> convolutions(GanTrainer trainer, String stage) {
        Map<String, Long> counts = new HashMap<>();
        trainer.graph().stage(stage).nodes().stream()
                .map(node -> node.op().name())
                .filter(name -> name.startsWith("Conv"))
                .forEach(name -> counts.merge(name, 1L, Long::sum));
        return counts;
    }

    @Test
    void aLossThatIsNotANumberStopsAtOnce() {
        try (GanTrainer trainer = SmallGan.trainer().on(backend)) {
            List<StepReport> reported = new ArrayList<>();
            trainer.add(TrainingListener.onStep(reported::add));
            BatchSource poisoned = BatchSource.of(SmallGan.IMAGE, (epoch, from) -> {
                List<ImageBatch> batches =
                        SmallGan.batches(5).epoch(epoch, from).toList();
                if (epoch == 2) {
                    batches.get(2).images().data()[17] = Float.NaN;
                }
                return batches.stream();
            });
            DivergedException e = assertThrows(DivergedException.class, () -> trainer.train(poisoned, 3));
            assertEquals(2, e.step().epoch());
            assertEquals(3, e.step().batch());
            assertTrue(e.getMessage().contains("epoch 2, batch 3"), e.getMessage());
            assertEquals(7, reported.size());
        }
    }

    @Test
    void stopEndsAfterTheBatch() {
        try (GanTrainer trainer = SmallGan.trainer().on(backend)) {
            trainer.add(TrainingListener.onStep(step -> {
                if (trainer.steps() == 5 || trainer.steps() == 8) {
                    trainer.stop();
                }
            }));
            assertFalse(trainer.train(SmallGan.batches(4), 3));
            assertEquals(1, trainer.epochs());
            assertEquals(1, trainer.batches());
            assertFalse(trainer.train(SmallGan.batches(4), 3), "stopped after the last batch of epoch 2");
            assertEquals(2, trainer.epochs());
            assertEquals(0, trainer.batches());
            assertTrue(trainer.train(SmallGan.batches(4), 3));
            assertEquals(12, trainer.steps());
            trainer.stop();
            assertFalse(trainer.train(SmallGan.batches(4), 4), "stopped before it began");
            assertEquals(12, trainer.steps());
        }
    }

    @Test
    void wrongBatchesAreRefused() {
        try (GanTrainer trainer = SmallGan.trainer().on(backend)) {
            assertEquals("[4, 3, 8, 8]", trainer.batchShape().toString());
            // All but the first hold as many numbers as [4, 3, 8, 8].
            for (Shape shape : List.of(
                    Shape.of(1, 3, 8, 8),
                    Shape.of(4, 1, 8, 24),
                    Shape.of(4, 3, 4, 16),
                    Shape.of(4, 8, 8, 3),
                    Shape.of(12, 1, 8, 8))) {
                ImageBatch batch = ImageBatch.of(Tensor.zeros(shape));
                String message = "a batch has the shape " + shape + ", but the trainer needs [4, 3, 8, 8]";
                refused(message, () -> trainer.step(batch));
                refused(message, () -> trainer.advance(batch));
                refused(message, () -> trainer.train(BatchSource.of(SmallGan.IMAGE, (_, _) -> Stream.of(batch)), 1));
            }
            refused(
                    "a batch of pictures is [B, C, H, W], but this is [768]",
                    () -> ImageBatch.of(Tensor.zeros(Shape.of(768))));
            refused("epoch 1 has no batch of 4 pictures", () -> trainer.train(SmallGan.batches(0), 1));
            assertEquals(0, trainer.steps());
        }
    }

    @Test
    void aSourceOfOtherPicturesIsRefusedBeforeItIsAsked() {
        try (GanTrainer trainer = SmallGan.trainer().on(backend)) {
            assertEquals(SmallGan.IMAGE, trainer.imageShape());
            BatchSource turned = BatchSource.of(Shape.of(1, 8, 24), (_, _) -> {
                throw new AssertionError("an epoch was begun");
            });
            refused(
                    "the source has pictures of [1, 8, 24], but the trainer needs [3, 8, 8]",
                    () -> trainer.train(turned, 1));
            refused(
                    "the shape of a picture is [C, H, W], but this is [4, 3, 8, 8]",
                    () -> BatchSource.of(trainer.batchShape(), (_, _) -> Stream.of()));
        }
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Test
    void everyEpochIsClosedHoweverItEnds() {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger epochs = new AtomicInteger();
        BatchSource source = BatchSource.of(SmallGan.IMAGE, (epoch, from) -> {
            assertEquals(0, open.getAndIncrement(), "the epoch before is still open");
            epochs.incrementAndGet();
            return SmallGan.batches(3).epoch(epoch, from).onClose(open::decrementAndGet);
        });
        try (GanTrainer trainer = SmallGan.trainer().on(backend)) {
            assertTrue(trainer.train(source, 2));
            assertEquals(0, open.get(), "after its last batch");
            trainer.stop();
            assertFalse(trainer.train(source, 3));
            assertEquals(0, open.get(), "after a stop");
            trainer.add(TrainingListener.onStep(step -> {
                throw new IllegalStateException("a listener failed");
            }));
            assertThrows(IllegalStateException.class, () -> trainer.train(source, 3));
            assertEquals(0, open.get(), "after an exception");
            assertEquals(4, epochs.get());
        }
    }

    @Test
    void networksThatDoNotFitAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> DcganConfig.simple().featureMaps(0));
        // Eight times as many would be none.
        assertThrows(IllegalArgumentException.class, () -> DcganConfig.simple().featureMaps(1 << 29));
        assertThrows(IllegalArgumentException.class, () -> SmallGan.config().batchSize(0));
        assertThrows(
                IllegalArgumentException.class,
                () -> GanTrainer.of(
                                SmallGan.generator(),
                                DcganConfig.simple().discriminator(Objective.STANDARD),
                                SmallGan.config())
                        .on(backend));
        assertThrows(
                IllegalArgumentException.class,
                () -> GanTrainer.of(Sequential.of(dcgan.nn.Tanh.of()), SmallGan.discriminator(), SmallGan.config()));
    }

    @Test
    void logitsTrainAsProbabilitiesDo() {
        List<Layer> layers = new ArrayList<>(SmallGan.discriminator().layers());
        layers.removeLast();
        try (GanTrainer probabilities = SmallGan.trainer().on(backend);
                GanTrainer logits = GanTrainer.of(SmallGan.generator(), new Sequential(layers), SmallGan.config())
                        .on(backend)) {
            for (ImageBatch batch : SmallGan.batches(3).epoch(1, 0).toList()) {
                StepReport expected = probabilities.step(batch);
                StepReport actual = logits.step(batch);
                assertEquals(expected.get("lossD"), actual.get("lossD"), 1e-4);
                assertEquals(expected.get("lossG"), actual.get("lossG"), 1e-4);
                assertEquals(expected.get("D_x"), actual.get("D_x"), 1e-4);
                assertEquals(expected.get("D_G_z2"), actual.get("D_G_z2"), 1e-4);
            }
        }
    }
}
