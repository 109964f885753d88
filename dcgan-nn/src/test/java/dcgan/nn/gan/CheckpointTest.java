package dcgan.nn.gan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.nn.BCELoss;
import dcgan.nn.BCEWithLogitsLoss;
import dcgan.nn.Conv2d;
import dcgan.nn.ConvTranspose2d;
import dcgan.nn.Loss;
import dcgan.nn.Sequential;
import dcgan.nn.Sigmoid;
import dcgan.nn.safetensors.Json;
import dcgan.nn.safetensors.SafeTensorsFile;
import dcgan.nn.safetensors.SafeTensorsWriter;
import dcgan.nn.testing.TestBackends;
import dcgan.nn.testing.TestBackends.OnEveryBackend;
import dcgan.tensor.Backend;
import dcgan.tensor.Backends;
import dcgan.tensor.Tensor;
import java.io.IOException;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

    private static final List<Loss> LOSSES = List.of(BCELoss.of(), BCEWithLogitsLoss.of());

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
            assertTrue(checkpoint.model().isEmpty());
        }
    }

    /** Reads the file by hand, as a stranger to this code would. */
    @Test
    void theFileIsSafetensorsWithPyTorchsNames() throws IOException {
        Path path = folder.resolve("b.safetensors");
        Dcgan model = Dcgan.batchnorm().latentSize(5).featureMaps(2);
        try (GanTrainer trainer = GanTrainer.of(model).batchSize(2).seed(-3).on(backend)) {
            trainer.step(ImageBatch.of(Tensor.zeros(trainer.batchShape())));
            Checkpoint.save(trainer, path, Map.of("dataset", "\"shapes\" é\n"));
            ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
            int headerSize = Math.toIntExact(file.getLong());
            assertEquals(0, headerSize % 8);
            String text = new String(file.array(), 8, headerSize, StandardCharsets.UTF_8);
            Map<?, ?> header = (Map<?, ?>) Json.parse(text);
            Map<?, ?> metadata = (Map<?, ?>) header.get("__metadata__");
            assertEquals("batchnorm", metadata.get("model"));
            assertEquals("5", metadata.get("latent_size"));
            assertEquals("2", metadata.get("feature_maps"));
            assertEquals("-3", metadata.get("seed"));
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
        assertEquals(model, checkpoint.model().orElseThrow());
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
    void anotherModelIsRefusedAndNothingIsChanged() {
        Path path = folder.resolve("d.safetensors");
        Dcgan model = Dcgan.simple().latentSize(4).featureMaps(2);
        try (GanTrainer saved = GanTrainer.of(model).batchSize(2).on(backend)) {
            Checkpoint.save(saved, path);
        }
        String name = "checkpoint " + path;
        refused(
                GanTrainer.of(model.featureMaps(3)).batchSize(2),
                path,
                name + ": tensor \"generator.0.weight\" is F32 [4, 16, 4, 4], but should be F32 [4, 24, 4, 4]");
        refused(
                GanTrainer.of(model.latentSize(5)).batchSize(2),
                path,
                name + ": tensor \"generator.0.weight\" is F32 [4, 16, 4, 4], but should be F32 [5, 16, 4, 4]");
        refused(
                GanTrainer.of(new Dcgan(Dcgan.Variant.BATCHNORM, 4, 2)).batchSize(2),
                path,
                name + " has no tensor \"generator.1.weight\", which should be [16]");
        refused(GanTrainer.of(model).batchSize(3), path, name + " has batch_size 2, but the training to restore has 3");
        refused(
                GanTrainer.of(model).batchSize(2).seed(1),
                path,
                name + " has seed 0, but the training to restore has 1");
        refused(
                GanTrainer.of(model).batchSize(2).latents((draw, z) -> {}),
                path,
                name + " has a tensor \"latents.draws\" [1], which the model to restore has not");
    }

    @Test
    void anotherLossIsRefused() {
        for (Loss saved : LOSSES) {
            Path path = folder.resolve(saved.name() + ".safetensors");
            try (GanTrainer trainer = SmallGan.trainer().loss(saved).on(backend)) {
                Checkpoint.save(trainer, path);
            }
            assertEquals(saved.name(), Checkpoint.load(path).metadata().get("loss_function"));
            for (Loss other : LOSSES) {
                GanTrainer.Builder trainer = SmallGan.trainer().loss(other);
                if (other.equals(saved)) {
                    try (GanTrainer same = trainer.on(backend)) {
                        Checkpoint.load(path).restore(same);
                    }
                } else {
                    refused(
                            trainer,
                            path,
                            "checkpoint " + path + " has loss_function " + saved.name()
                                    + ", but the training to restore has " + other.name());
                }
            }
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
                "checkpoint " + path + " has image_shape [1, 2, 2], but the training to restore has [1, 3, 3]");
    }

    private static GanTrainer.Builder ofSize(int size) {
        Sequential generator = Sequential.of(
                ConvTranspose2d.of(1, 1, 2).stride(size).outputPadding(size - 2).bias(false));
        return GanTrainer.of(generator, Sequential.of(Conv2d.of(1, 1, 1).bias(false), Sigmoid.of()));
    }

    /** Checkpoints of the time when they did not state their loss and their pictures' shape. */
    @Test
    void whatOldCheckpointsDoNotState() throws IOException {
        Path model = folder.resolve("model.safetensors");
        Dcgan dcgan = Dcgan.simple().latentSize(4).featureMaps(2);
        try (GanTrainer trainer = GanTrainer.of(dcgan).batchSize(2).on(backend)) {
            Checkpoint.save(trainer, model);
            forget(model, "loss_function", "image_shape");
            Checkpoint.load(model).restore(trainer);
        }
        refused(
                GanTrainer.of(dcgan).batchSize(2).loss(BCEWithLogitsLoss.of()),
                model,
                "checkpoint " + model + " has loss_function bce, but the training to restore has bce_with_logits");

        Path custom = folder.resolve("custom.safetensors");
        for (Loss loss : LOSSES) {
            try (GanTrainer trainer = SmallGan.trainer().loss(loss).on(backend)) {
                Checkpoint.save(trainer, custom);
                forget(custom, "loss_function", "image_shape");
                Checkpoint.load(custom).restore(trainer);
            }
        }
    }

    /** It is what {@code restore} then keeps. */
    @Test
    void whatATrainingCanResumeFrom() throws IOException {
        Dcgan dcgan = Dcgan.simple().latentSize(4).featureMaps(2);
        for (Loss loss : LOSSES) {
            Path path = folder.resolve(loss.name() + ".safetensors");
            try (GanTrainer trainer =
                    GanTrainer.of(dcgan).batchSize(2).seed(7).loss(loss).on(backend)) {
                Checkpoint.save(trainer, path);
            }
            Checkpoint checkpoint = Checkpoint.load(path);
            assertEquals(loss.equals(BCELoss.of()), checkpoint.isOf(dcgan, 2, 7), loss.name());
            assertFalse(checkpoint.isOf(dcgan, 3, 7));
            assertFalse(checkpoint.isOf(dcgan, 2, 8));
            assertFalse(checkpoint.isOf(dcgan.latentSize(5), 2, 7));
            assertFalse(checkpoint.isOf(dcgan.featureMaps(3), 2, 7));
            assertFalse(checkpoint.isOf(new Dcgan(Dcgan.Variant.BATCHNORM, 4, 2), 2, 7));
        }
        Path old = folder.resolve(BCELoss.of().name() + ".safetensors");
        forget(old, "loss_function", "image_shape");
        assertTrue(Checkpoint.load(old).isOf(dcgan, 2, 7));
    }

    /** Writes the file again without some entries. */
    private static void forget(Path path, String... keys) throws IOException {
        SafeTensorsFile file = SafeTensorsFile.open(path);
        Map<String, String> metadata = new LinkedHashMap<>(file.metadata());
        metadata.keySet().removeAll(List.of(keys));
        metadata.keySet().removeAll(List.of("content_sha256", "fields"));
        metadata.put("fields", "fields " + String.join(" ", metadata.keySet()));
        Map<String, float[]> values = new HashMap<>();
        for (String name : file.tensors().keySet()) {
            values.put(name, file.read(name));
        }
        SafeTensorsWriter.write(
                path,
                metadata,
                Map.of(),
                "content_sha256",
                List.copyOf(file.tensors().values()),
                tensor -> values.get(tensor.name()));
    }

    private void refused(GanTrainer.Builder other, Path path, String message) {
        try (GanTrainer trainer = other.on(backend);
                GanTrainer untouched = other.on(backend)) {
            CheckpointException e = assertThrows(
                    CheckpointException.class, () -> Checkpoint.load(path).restore(trainer));
            assertEquals(message, e.getMessage());
            GanTrainerTest.assertSameState(untouched, trainer);
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
        try (GanTrainer trainer = GanTrainer.of(generator, discriminator).on(backend)) {
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
        assertHostile(tensor("F16", "[1]", "[0,2]"), 2, "dtype");
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
                metadata("dcgan-checkpoint", "3", ",\"dcgan_version\":\"7.1\""),
                0,
                "has format 3, but this version of dcgan (");
        assertHostile(
                metadata("dcgan-checkpoint", "3", ",\"dcgan_version\":\"7.1\""),
                0,
                "reads formats up to 2; use dcgan 7.1, which wrote it, or a later one");
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
