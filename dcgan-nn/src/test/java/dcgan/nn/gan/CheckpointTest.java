package dcgan.nn.gan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.nn.Conv2d;
import dcgan.nn.ConvTranspose2d;
import dcgan.nn.Init;
import dcgan.nn.Layer;
import dcgan.nn.Sequential;
import dcgan.nn.Sigmoid;
import dcgan.nn.safetensors.Json;
import dcgan.nn.safetensors.SafeTensorsFile;
import dcgan.nn.safetensors.SafeTensorsWriter;
import dcgan.nn.testing.TestBackends;
import dcgan.nn.testing.TestBackends.OnEveryBackend;
import dcgan.tensor.Backend;
import dcgan.tensor.Backends;
import dcgan.tensor.Philox;
import dcgan.tensor.Tensor;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

    @TempDir
    private Path folder;

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
    void aResumedTrainingIsTheUninterruptedOne(String name) {
        Path path = folder.resolve("a.safetensors");
        try (Backend any = TestBackends.open(name);
                GanTrainer whole = SmallGan.trainer().on(any);
                GanTrainer before = SmallGan.trainer().on(any);
                GanTrainer after = SmallGan.trainer().on(any)) {
            List<EpochReport> wholeMeans = new ArrayList<>();
            whole.add(TrainingListener.onEpoch(wholeMeans::add));
            whole.train(SmallGan.batches(4), 2);

            before.add(TrainingListener.onStep(step -> {
                if (before.steps() == 6) {
                    before.stop();
                }
            }));
            assertFalse(before.train(SmallGan.batches(4), 2));
            Checkpoint.save(before, path);

            List<EpochReport> resumedMeans = new ArrayList<>();
            after.add(TrainingListener.onEpoch(resumedMeans::add));
            Checkpoint.load(path).restore(after);
            GanTrainerTest.assertSameState(before, after);
            assertTrue(after.train(SmallGan.batches(4), 2));
            GanTrainerTest.assertSameState(whole, after);
            assertEquals(wholeMeans.subList(1, 2), resumedMeans);
        }
    }

    @Test
    void aCheckpointOfAnEpochsEndBeginsWithTheNext() {
        Path path = folder.resolve("epoch.safetensors");
        try (GanTrainer trainer = SmallGan.trainer().on(backend)) {
            trainer.add(TrainingListener.onEpoch(means -> Checkpoint.save(trainer, path)));
            trainer.train(SmallGan.batches(2), 1);
            Checkpoint checkpoint = Checkpoint.load(path);
            assertEquals(1, checkpoint.epochs());
            assertEquals(0, checkpoint.batches());
            assertEquals(2, checkpoint.steps());
            assertEquals(7, checkpoint.seed());
            assertEquals(SmallGan.BATCH, checkpoint.batchSize());
            assertEquals(6, checkpoint.latentSize());
            assertTrue(checkpoint.network().isEmpty());
            assertTrue(checkpoint.config().isEmpty());
        }
    }

    /** Reads the file by hand, as a stranger to this code would. */
    @Test
    void theFileIsSafetensorsWithPyTorchsNames() throws IOException {
        Path path = folder.resolve("b.safetensors");
        DcganConfig model = DcganConfig.batchnorm().latentSize(5).featureMaps(2);
        TrainingConfig config = TrainingConfig.of(model)
                .optimizers(AdamConfig.DEFAULT.lr(1e-3), AdamConfig.DEFAULT)
                .batchSize(2)
                .seed(-3);
        try (GanTrainer trainer = GanTrainer.of(config).on(backend)) {
            trainer.step(ImageBatch.of(Tensor.zeros(trainer.batchShape())));
            Checkpoint.save(trainer, path, Map.of("dataset", "\"shapes\" é\n"));
            ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
            int headerSize = Math.toIntExact(file.getLong());
            assertEquals(0, headerSize % 8);
            String text = new String(file.array(), 8, headerSize, StandardCharsets.UTF_8);
            Map<?, ?> header = (Map<?, ?>) Json.parse(text);
            Map<?, ?> metadata = (Map<?, ?>) header.get("__metadata__");
            assertEquals("batchnorm", metadata.get("network.model"));
            assertEquals("5", metadata.get("network.latent_size"));
            assertEquals("2", metadata.get("network.feature_maps"));
            assertEquals("[3, 32, 32]", metadata.get("network.image"));
            assertEquals("dcgan", metadata.get("network.init"));
            assertEquals("standard", metadata.get("objective"));
            assertEquals("0.001", metadata.get("generator_optimizer.lr"));
            assertEquals("2.0E-4", metadata.get("discriminator_optimizer.lr"));
            assertEquals("-3", metadata.get("seed"));
            assertTrue(metadata.containsKey("sum.lossD"), metadata.toString());
            assertEquals("\"shapes\" é\n", metadata.get("dataset"));
            assertTrue(header.keySet()
                    .containsAll(List.of(
                            "generator.0.weight",
                            "generator.1.running_mean",
                            "discriminator.3.num_batches_tracked",
                            "optimizer_d.0.weight.exp_avg",
                            "optimizer_g.1.bias.exp_avg_sq",
                            "optimizer_g.step")));
            assertEquals(2, i64(file, headerSize, header, "generator.1.num_batches_tracked"));
            assertEquals(3, i64(file, headerSize, header, "discriminator.3.num_batches_tracked"));
            Map<?, ?> weight = (Map<?, ?>) header.get("generator.0.weight");
            assertEquals("F32", weight.get("dtype"));
            assertEquals("[5, 16, 4, 4]", weight.get("shape").toString());
            float[] expected = trainer.read("generator.0.weight");
            float[] actual = new float[expected.length];
            file.position(8 + headerSize + begin(weight));
            file.asFloatBuffer().get(actual);
            assertArrayEquals(expected, actual);
        }
        Checkpoint checkpoint = Checkpoint.load(path);
        assertEquals(model, checkpoint.network().orElseThrow());
        assertEquals(config, checkpoint.config().orElseThrow());
        assertEquals("\"shapes\" é\n", checkpoint.metadata().get("dataset"));
    }

    private static int begin(Map<?, ?> tensor) {
        return ((Number) ((List<?>) tensor.get("data_offsets")).getFirst()).intValue();
    }

    private static long i64(ByteBuffer file, int headerSize, Map<?, ?> header, String name) {
        Map<?, ?> tensor = (Map<?, ?>) header.get(name);
        assertEquals("I64", tensor.get("dtype"));
        assertEquals(List.of(), tensor.get("shape"));
        return file.getLong(8 + headerSize + begin(tensor));
    }

    @Test
    void aNoteMustNotReplaceWhatTheCheckpointSays() {
        try (GanTrainer trainer = SmallGan.trainer().on(backend)) {
            Path path = folder.resolve("c.safetensors");
            assertThrows(IllegalArgumentException.class, () -> Checkpoint.save(trainer, path, Map.of("epoch", "7")));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Checkpoint.save(trainer, path, Map.of("content_sha256", "7")));
            assertFalse(Files.exists(path));
        }
    }

    @Test
    void aLinkStaysAndItsTargetIsReplaced() throws IOException {
        Path target = Files.writeString(folder.resolve("target"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.safetensors"), Path.of("target"));
        try (GanTrainer trainer = SmallGan.trainer().on(backend)) {
            Checkpoint.save(trainer, link);
        }
        assertTrue(Files.isSymbolicLink(link));
        assertTrue(Files.size(target) > 100);
        assertEquals(0, Checkpoint.load(target).epochs());
    }

    @Test
    void aDeviceIsRefusedAndStays() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("full"), Path.of("/dev/full"));
        try (GanTrainer trainer = SmallGan.trainer().on(backend)) {
            CheckpointException e = assertThrows(CheckpointException.class, () -> Checkpoint.save(trainer, link));
            assertTrue(e.getMessage().contains("it is a pipe or a device, not a file"), e.getMessage());
        }
        assertTrue(Files.isSymbolicLink(link));
        assertFalse(Files.isRegularFile(link));
    }

    @Test
    void anotherTrainingIsRefusedAndNothingIsChanged() {
        Path path = folder.resolve("d.safetensors");
        DcganConfig model = DcganConfig.simple().latentSize(4).featureMaps(2);
        TrainingConfig config = TrainingConfig.of(model).batchSize(2);
        try (GanTrainer saved = GanTrainer.of(config).on(backend)) {
            Checkpoint.save(saved, path);
        }
        String name = "checkpoint " + path;
        refused(
                GanTrainer.of(config.network(model.featureMaps(3))),
                path,
                name + ": tensor \"generator.0.weight\" is F32 [4, 16, 4, 4], but should be F32 [4, 24, 4, 4]");
        refused(
                GanTrainer.of(config.network(model.latentSize(5))),
                path,
                name + ": tensor \"generator.0.weight\" is F32 [4, 16, 4, 4], but should be F32 [5, 16, 4, 4]");
        refused(
                GanTrainer.of(
                        config.network(DcganConfig.batchnorm().latentSize(4).featureMaps(2))),
                path,
                name + " has no tensor \"generator.1.weight\", which should be [16]");
        refused(
                GanTrainer.of(config).latents((draw, z) -> {}),
                path,
                name + " has a tensor \"latents.draws\" [1], which the model to restore has not");
        others(config).forEach((entry, other) -> {
            String message = name + " has " + entry + ", but the training to restore has ";
            CheckpointException e = refusal(GanTrainer.of(other), path);
            assertTrue(e.getMessage().startsWith(message), e.getMessage());
        });
    }

    /** Each differs from the training in one entry of a checkpoint, and in no tensor's shape. */
    private static Map<String, TrainingConfig> others(TrainingConfig config) {
        AdamConfig adam = AdamConfig.DEFAULT;
        return Map.ofEntries(
                Map.entry("objective standard", config.objective(Objective.RELATIVISTIC)),
                Map.entry("no decay.from_epoch", config.decay(new LinearDecay(2, 3))),
                Map.entry("batch_size 2", config.batchSize(3)),
                Map.entry("seed 1", config.seed(2)),
                Map.entry(
                        "network.init default", config.network(config.network().init(Init.DCGAN))),
                Map.entry("generator_optimizer.lr 2.0E-4", config.optimizers(adam.lr(1e-3), adam)),
                Map.entry("generator_optimizer.beta1 0.5", config.optimizers(adam.betas(0.4, 0.999), adam)),
                Map.entry("discriminator_optimizer.beta2 0.999", config.optimizers(adam, adam.betas(0.5, 0.9))),
                Map.entry("discriminator_optimizer.eps 1.0E-8", config.optimizers(adam, adam.eps(1e-6))));
    }

    @Test
    void logitsInPlaceOfProbabilitiesAreRefused() {
        List<Layer> layers = new ArrayList<>(SmallGan.discriminator().layers());
        layers.removeLast();
        Sequential logits = new Sequential(layers);
        Path path = folder.resolve("own.safetensors");
        try (GanTrainer trainer = SmallGan.trainer().on(backend)) {
            Checkpoint.save(trainer, path);
            assertEquals("probability", Checkpoint.load(path).metadata().get("network.output"));
        }
        refused(
                GanTrainer.of(SmallGan.generator(), logits, SmallGan.config()),
                path,
                "checkpoint " + path + " has network.output probability, but the training to restore has logit");
        // A Sequential at the end may hold the Sigmoid as well.
        Sequential nested = Sequential.of(logits, Sequential.of(Sigmoid.of()));
        try (GanTrainer trainer =
                GanTrainer.of(SmallGan.generator(), nested, SmallGan.config()).on(backend)) {
            assertTrue(trainer.hasProbabilities());
        }
    }

    /** The tensors of both are alike. */
    @Test
    void anotherShapeOfPicturesIsRefused() {
        Path path = folder.resolve("wide.safetensors");
        try (GanTrainer trainer = ofSize(2).on(backend)) {
            Checkpoint.save(trainer, path);
        }
        refused(
                ofSize(3),
                path,
                "checkpoint " + path + " has network.image [1, 2, 2], but the training to restore has [1, 3, 3]");
    }

    private static GanTrainer.Builder ofSize(int size) {
        Sequential generator = Sequential.of(
                ConvTranspose2d.of(1, 1, 2).stride(size).outputPadding(size - 2).bias(false));
        return GanTrainer.of(
                generator, Sequential.of(Conv2d.of(1, 1, 1).bias(false), Sigmoid.of()), TrainingConfig.ofOwnNetworks());
    }

    /** The files were written by dcgan when it wrote format 2, in the middle of the second epoch. */
    @Test
    void aCheckpointOfFormatTwoGoesOnToTheSameNumbers() throws Exception {
        Path own = resource("own");
        List<EpochReport> reports = new ArrayList<>();
        try (GanTrainer trainer = SmallGan.trainer().on(backend)) {
            Checkpoint checkpoint = Checkpoint.load(own);
            assertTrue(checkpoint.network().isEmpty());
            assertEquals(6, checkpoint.latentSize());
            assertEquals("kept", checkpoint.metadata().get("note"));
            checkpoint.restore(trainer);
            assertEquals(6, trainer.steps());
            trainer.add(TrainingListener.onEpoch(reports::add));
            trainer.train(SmallGan.batches(4), 2);
        }
        assertMeans(reports, 1.7091083824634552, 0.8018962144851685, 0.3348662257194519, 0.4521981, 0.4514072);

        DcganConfig model = DcganConfig.batchnorm().latentSize(3).featureMaps(1);
        // The file does not say which optimisers it was.
        TrainingConfig config = TrainingConfig.of(model)
                .optimizers(AdamConfig.DEFAULT.lr(1e-3).betas(0.4, 0.9))
                .batchSize(2)
                .seed(7);
        reports.clear();
        Checkpoint checkpoint = Checkpoint.load(resource("batchnorm"));
        assertEquals(model, checkpoint.network().orElseThrow());
        assertTrue(checkpoint.config().isEmpty());
        assertTrue(checkpoint.isOf(config));
        assertTrue(checkpoint.isOf(config.optimizers(AdamConfig.DEFAULT)));
        assertFalse(checkpoint.isOf(config.batchSize(3)));
        try (GanTrainer trainer = GanTrainer.of(config).on(backend)) {
            checkpoint.restore(trainer);
            trainer.add(TrainingListener.onEpoch(reports::add));
            trainer.train(
                    BatchSource.of(
                            trainer.imageShape(),
                            (epoch, from) -> IntStream.range(from, 3).mapToObj(i -> {
                                Tensor images = Tensor.zeros(trainer.batchShape());
                                Philox.uniform(epoch, 99, i, 0.3f, 0.9f, images.data());
                                return ImageBatch.of(images);
                            })),
                    2);
        }
        assertMeans(reports, 1.3599191109339397, 0.6617971261342367, 0.5432629783948263, 0.5273181, 0.5160451);
    }

    private static void assertMeans(List<EpochReport> reports, double... expected) {
        assertEquals(1, reports.size());
        for (int i = 0; i < expected.length; i++) {
            // How kernels sum may change from version to version.
            assertEquals(expected[i], reports.getFirst().means().get(i), 1e-4);
        }
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(CheckpointTest.class
                .getResource("/format-2/" + name + ".safetensors")
                .toURI());
    }

    /** Format 2 named the loss function, which then could be any for any network. */
    @Test
    void theLossOfFormatTwoIsThatOfTheNetworks() throws Exception {
        List<Layer> layers = new ArrayList<>(SmallGan.discriminator().layers());
        layers.removeLast();
        Path path = folder.resolve("logits.safetensors");
        rewrite(resource("own"), path, metadata -> metadata.put("loss_function", "bce_with_logits"));
        try (GanTrainer trainer = GanTrainer.of(SmallGan.generator(), new Sequential(layers), SmallGan.config())
                .on(backend)) {
            Checkpoint.load(path).restore(trainer);
        }
        refused(
                SmallGan.trainer(),
                path,
                "checkpoint " + path + " has loss_function bce_with_logits, but the training to restore has bce");

        Path dcgan = folder.resolve("dcgan.safetensors");
        rewrite(resource("batchnorm"), dcgan, metadata -> metadata.put("loss_function", "bce_with_logits"));
        refused(
                GanTrainer.of(
                        TrainingConfig.of(DcganConfig.batchnorm().latentSize(3).featureMaps(1))
                                .batchSize(2)
                                .seed(7)),
                dcgan,
                "checkpoint " + dcgan + " has loss_function bce_with_logits, but the training to restore has bce");
    }

    /** Who looks into the file finds them by these names. */
    @Test
    void fieldsOfFormatTwoAreNamedAsTheyAreInTheFile() throws Exception {
        DcganConfig dcgan = DcganConfig.batchnorm().latentSize(3).featureMaps(1);
        TrainingConfig config = TrainingConfig.of(dcgan).batchSize(2).seed(7);
        Path path = folder.resolve("named.safetensors");
        for (String field : List.of("model", "latent_size", "feature_maps")) {
            rewrite(resource("batchnorm"), path, metadata -> metadata.put(field, "vast"));
            assertEquals(
                    "checkpoint " + path + " has no usable \"" + field + "\" in its metadata: vast",
                    assertThrows(CheckpointException.class, Checkpoint.load(path)::network)
                            .getMessage());
            rewrite(resource("batchnorm"), path, metadata -> metadata.remove(field));
            assertEquals(
                    "checkpoint " + path + " has no usable \"" + field + "\" in its metadata: null",
                    assertThrows(CheckpointException.class, Checkpoint.load(path)::network)
                            .getMessage());
        }
        rewrite(resource("batchnorm"), path, metadata -> metadata.remove("sum_d_x"));
        refused(GanTrainer.of(config), path, "checkpoint " + path + " has no usable \"sum_d_x\" in its metadata: null");
        rewrite(resource("batchnorm"), path, metadata -> {
            metadata.remove("sum_d_x");
            metadata.put("batch", "0");
        });
        refused(GanTrainer.of(config), path, "checkpoint " + path + " has no usable \"sum_d_x\" in its metadata: null");
        rewrite(resource("own"), path, metadata -> metadata.put("latent_size", "5"));
        refused(
                SmallGan.trainer(),
                path,
                "checkpoint " + path + " has latent_size 5, but the training to restore has 6");
    }

    /** The defaults are what later formats mean by a missing entry; these formats left none of them out. */
    @Test
    void noDefaultStandsInForAFieldThatFormatTwoAlwaysHad() throws Exception {
        DcganConfig dcgan = DcganConfig.batchnorm().latentSize(3).featureMaps(1);
        Path path = folder.resolve("defaults.safetensors");
        TrainingConfig config = TrainingConfig.of(dcgan).batchSize(64).seed(1);
        for (String field : List.of("batch_size", "seed")) {
            rewrite(resource("batchnorm"), path, metadata -> {
                metadata.put("batch_size", "64");
                metadata.put("seed", "1");
                metadata.remove(field);
            });
            assertFalse(Checkpoint.load(path).isOf(config));
            refused(
                    GanTrainer.of(config),
                    path,
                    "checkpoint " + path + " has no " + field + ", but the training to restore has "
                            + (field.equals("seed") ? "1" : "64"));
        }
    }

    /** Checkpoints of the time when they did not state their loss and their pictures' shape. */
    @Test
    void whatOldCheckpointsDoNotState() throws Exception {
        Path model = folder.resolve("model.safetensors");
        rewrite(resource("batchnorm"), model, CheckpointTest::forgetLossAndShape);
        DcganConfig dcgan = DcganConfig.batchnorm().latentSize(3).featureMaps(1);
        TrainingConfig config = TrainingConfig.of(dcgan).batchSize(2).seed(7);
        assertTrue(Checkpoint.load(model).isOf(config));
        try (GanTrainer trainer = GanTrainer.of(config).on(backend)) {
            Checkpoint.load(model).restore(trainer);
        }
        Path own = folder.resolve("own.safetensors");
        rewrite(resource("own"), own, CheckpointTest::forgetLossAndShape);
        try (GanTrainer trainer = SmallGan.trainer().on(backend)) {
            Checkpoint.load(own).restore(trainer);
        }
    }

    private static void forgetLossAndShape(Map<String, String> metadata) {
        metadata.keySet().removeAll(List.of("loss_function", "image_shape"));
    }

    /** It is what {@code restore} then keeps. */
    @Test
    void whatATrainingCanResumeFrom() {
        DcganConfig dcgan = DcganConfig.simple().latentSize(4).featureMaps(2);
        TrainingConfig config = TrainingConfig.of(dcgan).batchSize(2);
        Path path = folder.resolve("resume.safetensors");
        try (GanTrainer trainer = GanTrainer.of(config).on(backend)) {
            Checkpoint.save(trainer, path);
        }
        Checkpoint checkpoint = Checkpoint.load(path);
        assertTrue(checkpoint.isOf(config));
        others(config).values().forEach(other -> assertFalse(checkpoint.isOf(other), other.toString()));
        assertFalse(checkpoint.isOf(config.network(dcgan.latentSize(5))));
        assertFalse(checkpoint.isOf(config.network(dcgan.featureMaps(3))));
        assertFalse(checkpoint.isOf(
                config.network(DcganConfig.batchnorm().latentSize(4).featureMaps(2))));
    }

    /** As they will in files of today when the configuration has more components. */
    @Test
    void missingEntriesHaveTheirDefaults() throws Exception {
        DcganConfig dcgan = DcganConfig.simple().latentSize(4).featureMaps(2);
        TrainingConfig config = TrainingConfig.of(dcgan).batchSize(2);
        Path path = folder.resolve("less.safetensors");
        try (GanTrainer trainer = GanTrainer.of(config).on(backend)) {
            Checkpoint.save(trainer, path);
        }
        rewrite(
                path,
                path,
                metadata -> metadata.keySet()
                        .removeAll(
                                List.of("seed", "objective", "generator_optimizer.eps", "network.image", "sum.D_x")));
        Checkpoint checkpoint = Checkpoint.load(path);
        assertEquals(config, checkpoint.config().orElseThrow());
        assertTrue(checkpoint.isOf(config));
        assertFalse(checkpoint.isOf(config.optimizers(AdamConfig.DEFAULT.eps(1e-6))));
        try (GanTrainer trainer = GanTrainer.of(config).on(backend)) {
            checkpoint.restore(trainer);
        }
    }

    @Test
    void valuesThatMakeNoSenseAreNamed() throws Exception {
        DcganConfig dcgan = DcganConfig.simple().latentSize(4).featureMaps(2);
        Path path = folder.resolve("whole.safetensors");
        try (GanTrainer trainer = GanTrainer.of(TrainingConfig.of(dcgan)).on(backend)) {
            Checkpoint.save(trainer, path);
        }
        Path other = folder.resolve("other.safetensors");
        Map<String, String> messages = new LinkedHashMap<>();
        messages.put("network.latent_size=many", "has no usable \"network.latent_size\" in its metadata: many");
        messages.put("network.model=vast", "has no usable \"network.model\" in its metadata: vast");
        messages.put("network.image=[3, 32", "has no usable \"network.image\" in its metadata: [3, 32");
        messages.put(
                "network.image=[3, 32]",
                "has a configuration in its metadata that is not possible: the pictures of a DCGAN are [C, H, W] with"
                        + " C in [1, 3] and H = W in [16, 32, 64, 128, 256], not [3, 32]");
        messages.put("objective=fame", "has no usable \"objective\" in its metadata: fame");
        messages.put("generator_optimizer.lr=fast", "has no usable \"generator_optimizer.lr\" in its metadata: fast");
        messages.put(
                "generator_optimizer.lr=-1.0",
                "has a configuration in its metadata that is not possible: Adam: lr must be a finite number above 0,"
                        + " but is -1.0");
        messages.put(
                "network.latent_size=0",
                "has a configuration in its metadata that is not possible: the latent size must be at least 1, but is"
                        + " 0");
        for (Map.Entry<String, String> message : messages.entrySet()) {
            String[] entry = message.getKey().split("=", 2);
            rewrite(path, other, metadata -> metadata.put(entry[0], entry[1]));
            Checkpoint checkpoint = Checkpoint.load(other);
            CheckpointException e = assertThrows(CheckpointException.class, checkpoint::config);
            assertEquals("checkpoint " + other + " " + message.getValue(), e.getMessage());
        }
    }

    /** It is a whole file of a later version, which may know such pictures. */
    @ParameterizedTest
    @ValueSource(strings = {"[3, 512, 512]", "[4, 32, 32]", "[3, 48, 48]", "[3, 32, 64]"})
    void picturesThatThereAreNoNetworksForAreNoDamage(String image) throws Exception {
        Path path = folder.resolve("later.safetensors");
        try (GanTrainer trainer = GanTrainer.of(
                        TrainingConfig.of(DcganConfig.simple().latentSize(4).featureMaps(2)))
                .on(backend)) {
            Checkpoint.save(trainer, path);
        }
        rewrite(path, path, metadata -> {
            metadata.put("network.image", image);
            metadata.put("dcgan_version", "9.1");
        });
        Weights weights = Weights.load(path);
        CheckpointException e = assertThrows(CheckpointException.class, weights::network);
        assertTrue(
                e.getMessage()
                        .startsWith("checkpoint " + path + " is of pictures " + image
                                + ", for which this version of dcgan ("),
                e.getMessage());
        assertTrue(
                e.getMessage().endsWith(") has no networks; use dcgan 9.1, which wrote it, or a later one"),
                e.getMessage());
        assertThrows(
                CheckpointException.class,
                () -> weights.checkpoint().orElseThrow().config());
    }

    /** A metric that the program which wrote the file did not have would have a wrong mean. */
    @Test
    void aSumThatIsMissingWithinAnEpochIsNamed() throws Exception {
        Path path = folder.resolve("sum.safetensors");
        try (GanTrainer trainer = SmallGan.trainer().on(backend)) {
            trainer.step(ImageBatch.of(Tensor.zeros(trainer.batchShape())));
            Checkpoint.save(trainer, path);
        }
        rewrite(path, path, metadata -> metadata.remove("sum.D_x"));
        refused(SmallGan.trainer(), path, "checkpoint " + path + " has no usable \"sum.D_x\" in its metadata: null");
    }

    /** Writes a file again with other fields. */
    private static void rewrite(Path from, Path to, Consumer<Map<String, String>> change) throws IOException {
        SafeTensorsFile file = SafeTensorsFile.open(from);
        Map<String, String> metadata = new LinkedHashMap<>(file.metadata());
        metadata.keySet().removeAll(List.of("content_sha256", "fields", "note"));
        change.accept(metadata);
        metadata.put("fields", "fields " + String.join(" ", metadata.keySet()));
        Map<String, float[]> values = new HashMap<>();
        for (String name : file.tensors().keySet()) {
            values.put(name, file.read(name));
        }
        SafeTensorsWriter.write(
                to,
                metadata,
                Map.of(),
                "content_sha256",
                List.copyOf(file.tensors().values()),
                tensor -> values.get(tensor.name()));
    }

    private void refused(GanTrainer.Builder other, Path path, String message) {
        assertEquals(message, refusal(other, path).getMessage());
    }

    /** Fails if it changes anything. */
    private CheckpointException refusal(GanTrainer.Builder other, Path path) {
        try (GanTrainer trainer = other.on(backend);
                GanTrainer untouched = other.on(backend)) {
            CheckpointException e = assertThrows(
                    CheckpointException.class, () -> Checkpoint.load(path).restore(trainer));
            GanTrainerTest.assertSameState(untouched, trainer);
            return e;
        }
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        byte[] whole = small();
        Path path = folder.resolve("cut.safetensors");
        int headerEnd =
                8 + (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong();
        for (int length = 0; length < whole.length; length++) {
            Files.write(path, Arrays.copyOf(whole, length));
            refusesToLoad(path, "cut to " + length);
        }
        Files.write(path, Arrays.copyOf(whole, whole.length + 1));
        refusesToLoad(path, "a byte more");
        Files.write(path, whole);
        assertEquals(0, Checkpoint.load(path).epochs());
    }

    @Test
    void everyFlippedBitIsNoticed() throws IOException {
        byte[] whole = small();
        Path path = folder.resolve("flip.safetensors");
        for (int bit = 0; bit < whole.length * 8; bit += 7) {
            whole[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(path, whole);
            refusesToLoad(path, "bit " + bit + " flipped");
            whole[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }

    /** A checkpoint of the smallest GAN there is. */
    private byte[] small() throws IOException {
        Path path = folder.resolve("small.safetensors");
        Sequential generator = Sequential.of(ConvTranspose2d.of(1, 1, 1).bias(false));
        Sequential discriminator = Sequential.of(Conv2d.of(1, 1, 1).bias(false), Sigmoid.of());
        try (GanTrainer trainer = GanTrainer.of(generator, discriminator, TrainingConfig.ofOwnNetworks())
                .on(backend)) {
            Checkpoint.save(trainer, path);
        }
        return Files.readAllBytes(path);
    }

    private static String refusesToLoad(Path path, String how) {
        CheckpointException e = assertThrows(CheckpointException.class, () -> Checkpoint.load(path), how);
        assertTrue(e.getMessage().contains(path.toString()), e.getMessage());
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
        return e.getMessage();
    }

    @Test
    void hostileHeadersAreRefused() throws IOException {
        assertHostile("{}", 0, "no metadata");
        assertHostile("", 0, "header of 0 bytes");
        assertHostile("[]", 0, "no JSON object");
        assertHostile("{\"a\":1}", 0, "no JSON object");
        assertHostile("{\"a\":{}}", 0, "tensor \"a\" has");
        assertHostile(tensor("BF16", "[1]", "[0,2]"), 2, "dtype");
        assertHostile(tensor("F32", "[-1]", "[0,4]"), 4, "whole number");
        assertHostile(tensor("F32", "[1.5]", "[0,4]"), 4, "whole number");
        assertHostile(tensor("F32", "[\"1\"]", "[0,4]"), 4, "whole number");
        assertHostile(tensor("F32", "1", "[0,4]"), 4, "no list");
        assertHostile(tensor("F32", "[1]", "[-4,0]"), 4, "whole number");
        assertHostile(tensor("F32", "[1]", "[0,99999999999999999999]"), 4, "whole number");
        assertHostile(tensor("F32", "[1]", "[4,8]"), 8, "data_offsets");
        assertHostile(tensor("F32", "[1]", "[0,8]"), 8, "data_offsets");
        assertHostile(tensor("F32", "[1]", "[0,4,8]"), 4, "data_offsets");
        assertHostile(tensor("F32", "[2]", "[0,8]"), 4, "need 8 bytes, but it has 4");
        assertHostile(tensor("F32", "[65536,65536]", "[0,17179869184]"), 4, "too large");
        assertHostile(tensor("F32", "[4294967296,4294967296]", "[0,0]"), 4, "too large");
        String one = tensor("F32", "[1]", "[0,4]");
        assertHostile(one.replace("}}", "},\"a\":{}}"), 4, "twice");
        assertHostile(
                one.replace("}}", "},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}"), 4, "\"b\"");
        assertHostile("{\"__metadata__\":{\"a\":1}}", 0, "not a string");
        assertHostile("{\"__metadata__\":[]}", 0, "no JSON object");
        assertHostile(metadata("other-checkpoint", "2", ""), 0, "no metadata");
        assertHostile(metadata("dcgan-checkpoint", "1", ""), 0, "does not match its checksum");
        assertHostile(
                metadata("dcgan-checkpoint", "1", ",\"sha256\":\"" + "0".repeat(64) + "\""),
                0,
                "does not match its checksum");
        assertHostile(metadata("dcgan-checkpoint", "2", ""), 0, "does not match its checksum");
        assertHostile(
                metadata("dcgan-checkpoint", "2", ",\"fields\":\"epoch\",\"content_sha256\":\"0\""),
                0,
                "does not match its checksum");
        assertHostile(metadata("dcgan-checkpoint", "two", ""), 0, "no usable \"format_version\"");
        assertHostile("[".repeat(100_000), 0, "nested");
        assertHostile("{\"a\":".repeat(100_000), 0, "nested");
        assertHostile("{\"a\":1e999999999}", 0, "not JSON");
        assertHostile("{\"a\":" + "9".repeat(10_000) + "}", 0, "not JSON");
        assertHostile(" ".repeat(2_000_000), 0, "header of 2000000 bytes");
        Path path = folder.resolve("length.safetensors");
        for (long length : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 100_000_000, 3, 1}) {
            byte[] file = ByteBuffer.allocate(10)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(length)
                    .put((byte) '{')
                    .array();
            Files.write(path, file);
            refusesToLoad(path, "header length " + length);
        }
        Files.write(path, new byte[] {2, 0, 0, 0, 0, 0, 0, 0, (byte) 0xC3, (byte) 0x28});
        assertTrue(refusesToLoad(path, "bad UTF-8").contains("UTF-8"));
    }

    @Test
    void aCheckpointOfANewerFormatIsRefusedWithTheVersionThatWroteIt() throws IOException {
        assertHostile(
                metadata("dcgan-checkpoint", "4", ",\"dcgan_version\":\"7.1\""),
                0,
                "has format 4, but this version of dcgan (");
        assertHostile(
                metadata("dcgan-checkpoint", "4", ",\"dcgan_version\":\"7.1\""),
                0,
                "reads formats up to 3; use dcgan 7.1, which wrote it, or a later one");
    }

    @Test
    void aFieldThatIsNotKnownIsRefusedByNameAndANoteIsNot() throws IOException {
        Path path = folder.resolve("field.safetensors");
        SafeTensorsWriter.write(
                path,
                Map.of(
                        "format",
                        "dcgan-checkpoint",
                        "format_version",
                        "2",
                        "dcgan_version",
                        "7.1",
                        "half_life",
                        "10",
                        "fields",
                        "fields format format_version dcgan_version half_life"),
                Map.of("note", "10"),
                "content_sha256",
                List.of(),
                tensor -> new float[0]);
        String message = refusesToLoad(path, "an unknown field");
        assertTrue(message.contains("has the field \"half_life\", which this version of dcgan ("), message);
        assertTrue(message.endsWith("use dcgan 7.1, which wrote it, or a later one"), message);
    }

    private static String metadata(String format, String version, String more) {
        return "{\"__metadata__\":{\"format\":\"" + format + "\",\"format_version\":\"" + version + "\"" + more + "}}";
    }

    private static String tensor(String type, String shape, String offsets) {
        return "{\"a\":{\"dtype\":\"" + type + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}}";
    }

    private void assertHostile(String header, int dataSize, String reason) throws IOException {
        Path path = folder.resolve("hostile.safetensors");
        byte[] bytes = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(8 + bytes.length + dataSize).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(path, file.putLong(bytes.length).put(bytes).array());
        String message = refusesToLoad(path, header.length() > 200 ? "a long header" : header);
        assertTrue(message.contains(reason), message);
    }

    @Test
    void whatCannotBeReadIsRefused() throws IOException {
        Path missing = folder.resolve("missing.safetensors");
        assertEquals("checkpoint " + missing + " cannot be read: it does not exist", refusesToLoad(missing, "missing"));
        assertEquals("checkpoint " + folder + " is a folder", refusesToLoad(folder, "folder"));
        Path other = folder.resolve("other.txt");
        Files.writeString(other, "epoch,batch,lossD,lossD_real,lossD_fake,lossG\n");
        refusesToLoad(other, "another file");
    }

    @Test
    void aFailedSaveLeavesTheOldFileWhole() throws IOException {
        Path path = folder.resolve("kept.safetensors");
        try (GanTrainer trainer = SmallGan.trainer().on(backend)) {
            Checkpoint.save(trainer, path);
            byte[] old = Files.readAllBytes(path);
            trainer.train(SmallGan.batches(1), 1);
            Files.createDirectory(folder.resolve(".kept.safetensors.tmp"));
            CheckpointException e = assertThrows(CheckpointException.class, () -> Checkpoint.save(trainer, path));
            assertTrue(e.getMessage().startsWith("checkpoint " + path + " cannot be written: "), e.getMessage());
            assertArrayEquals(old, Files.readAllBytes(path));
            Files.delete(folder.resolve(".kept.safetensors.tmp"));

            Files.writeString(folder.resolve(".kept.safetensors.tmp"), "left behind by a kill");
            Checkpoint.save(trainer, path);
            assertEquals(1, Checkpoint.load(path).epochs());
            Path nowhere = folder.resolve("no/such/folder/x.safetensors");
            e = assertThrows(CheckpointException.class, () -> Checkpoint.save(trainer, nowhere));
            assertEquals("checkpoint " + nowhere + " cannot be written: its folder does not exist", e.getMessage());
            Path onFolder = Files.createDirectory(folder.resolve("folder"));
            assertThrows(CheckpointException.class, () -> Checkpoint.save(trainer, onFolder));
            try (Stream<Path> files = Files.list(folder)) {
                assertEquals(
                        List.of("folder", "kept.safetensors"),
                        files.map(file -> file.getFileName().toString())
                                .sorted()
                                .toList());
            }
        }
    }
}
