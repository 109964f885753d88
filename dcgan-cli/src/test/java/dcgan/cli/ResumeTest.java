package dcgan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.cli.Dcgan.Result;
import dcgan.cli.Dcgan.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that end early and go on leave the same files, byte for byte, as the one that was left alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResumeTest {
    @TempDir
    static Path folder;

    private Map<String, String> uninterrupted;

    @BeforeAll
    void train() throws Exception {
        assertExit(0, Dcgan.in(folder).run(Dcgan.tiny("whole")));
        uninterrupted = Dcgan.contents(folder.resolve("whole"));
    }

    /** Eight batches an epoch: before the first, within the first, around its end, within the last. */
    @ParameterizedTest
    @ValueSource(ints = {0, 3, 8, 9, 21})
    void killedAtAnyMomentItGoesOnToTheSameEnd(int batches) throws Exception {
        String run = "killed-" + batches;
        Running running = Dcgan.in(folder).start(Dcgan.tiny(run));
        running.await(() -> rows(run) >= batches);
        running.signal("KILL");
        assertEquals(137, running.end().exit());
        assertExit(0, resume(run));
        assertSameAsUninterrupted(run);
    }

    @Test
    void onTheVectorUnitsTooWhateverTheThreads() throws Exception {
        Dcgan dcgan = Dcgan.in(folder).with();
        assertExit(0, dcgan.run(Dcgan.tiny("simd", "--backend", "simd", "--threads", "1")));
        Running running = dcgan.start(Dcgan.tiny("simd-killed", "--backend", "simd", "--threads", "2"));
        running.await(() -> rows("simd-killed") >= 9);
        running.signal("KILL");
        assertEquals(137, running.end().exit());
        assertExit(0, dcgan.run("train", "--resume", "simd-killed"));
        assertTrue(Dcgan.contents(folder.resolve("simd")).equals(Dcgan.contents(folder.resolve("simd-killed"))));
    }

    /** Flips depend on the place in the epoch, the other changes on the step; the spectral norms' vectors are state. */
    @Test
    void withAugmentationAndSpectralNormTooWhateverTheThreads() throws Exception {
        Dcgan dcgan = Dcgan.in(folder).with();
        String[] options = {"--backend", "simd", "--augment", "color,flip,cutout,translate", "--spectral-norm"};
        assertExit(0, dcgan.run(Dcgan.tiny("changed", with(options, "--threads", "1"))));
        Running running = dcgan.start(Dcgan.tiny("changed-killed", with(options, "--threads", "2")));
        running.await(() -> rows("changed-killed") >= 9);
        running.signal("KILL");
        assertEquals(137, running.end().exit());
        assertExit(
                0,
                dcgan.run(
                        "train",
                        "--resume",
                        "changed-killed",
                        "--augment",
                        "FLIP,translate,cutout,color",
                        "--spectral-norm"));
        assertEquals(Dcgan.contents(folder.resolve("changed")), Dcgan.contents(folder.resolve("changed-killed")));
        assertRefused(
                dcgan.run("train", "--resume", "changed", "--augment", "flip"),
                "--augment flip contradicts the run, which was begun with --augment flip,translate,cutout,color; leave"
                        + " it out, or begin a new run");
        assertRefused(
                dcgan.run("train", "--resume", "whole", "--augment", "flip"),
                "--augment flip contradicts the run, which was begun without --augment; leave it out, or begin a new"
                        + " run");
        assertRefused(
                dcgan.run("train", "--resume", "whole", "--spectral-norm"),
                "--spectral-norm contradicts the run, which was begun without --spectral-norm; leave it out, or begin a"
                        + " new run");
    }

    private static void assertRefused(Result result, String message) {
        assertExit(2, result);
        assertTrue(result.err().contains(message), result.err());
    }

    private static String[] with(String[] options, String... more) {
        return Stream.concat(Arrays.stream(options), Arrays.stream(more)).toArray(String[]::new);
    }

    @Test
    void interruptedItEndsAfterTheBatchWithACheckpointChartsAndTheWayOn() throws Exception {
        // A shell that starts the tests in the background has SIGINT ignored, and so would its children.
        Running running = Dcgan.in(folder).by("env", "--default-signal=INT").start(Dcgan.tiny("stopped"));
        running.await(() -> rows("stopped") >= 10);
        running.signal("INT");
        Result stopped = running.end();
        assertExit(130, stopped);
        List<String> said = stopped.said();
        assertTrue(
                said.getLast()
                        .matches("stopped in epoch [23] after batch [0-8]; go on with: \\./dcgan train --resume"
                                + " stopped"),
                said.toString());
        assertTrue(Files.isRegularFile(folder.resolve("stopped/losses.png")));
        assertTrue(Files.isRegularFile(folder.resolve("stopped/scores.png")));
        long rows = rows("stopped");
        assertExit(0, resume("stopped"));
        assertTrue(rows < 24, "it did not stop early: " + rows);
        assertSameAsUninterrupted("stopped");
    }

    @Test
    void terminatedItEndsLikewise() throws Exception {
        Running running = Dcgan.in(folder).start(Dcgan.tiny("terminated"));
        running.await(() -> rows("terminated") >= 2);
        running.signal("TERM");
        assertExit(143, running.end());
        try (var checkpoints = Files.list(folder.resolve("terminated/checkpoints"))) {
            assertTrue(checkpoints.findAny().isPresent());
        }
        assertExit(0, resume("terminated"));
        assertSameAsUninterrupted("terminated");
    }

    @Test
    void theSecondSignalEndsAtOnce() throws Exception {
        Running running = Dcgan.in(folder)
                .by("env", "--default-signal=INT")
                .start(Dcgan.tiny("twice", "--feature-maps", "64", "--batch-size", "64", "--verbose"));
        // Then the first batch begins, which takes the reference many seconds.
        running.await(() -> read(running.err()).contains(" INFO begins at "));
        running.signal("INT");
        running.await(() -> read(running.err()).contains("stopping after this batch"));
        running.signal("INT");
        assertExit(130, running.end());
        assertEquals(0, rows("twice"));
    }

    @Test
    void moreEpochsContinueAFinishedRun() throws Exception {
        assertExit(0, Dcgan.in(folder).run(Dcgan.tiny("longer", "--epochs", "2")));
        Result same = resume("longer");
        assertExit(0, same);
        assertEquals("", same.out());
        assertExit(0, Dcgan.in(folder).run("train", "--resume", "longer", "--epochs", "3"));
        Map<String, String> longer = Dcgan.contents(folder.resolve("longer"));
        for (String name : List.of("metrics.csv", "epochs.csv", "checkpoints/epoch-0003.safetensors", "losses.png")) {
            assertEquals(uninterrupted.get(name), longer.get(name), name);
        }
    }

    @Test
    void aDamagedCheckpointIsRefusedByNameAndTheOneBeforeItOffered() throws Exception {
        copyWhole("damaged");
        Path newest = folder.resolve("damaged/checkpoints/epoch-0003.safetensors");
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length / 2] ^= 1;
        Files.write(newest, bytes);
        Result refused = resume("damaged");
        assertExit(1, refused);
        assertTrue(refused.failure().contains("damaged/checkpoints/epoch-0003.safetensors is damaged"), refused.err());
        String offered = "./dcgan train --resume damaged/checkpoints/epoch-0002.safetensors";
        assertTrue(refused.failure().endsWith(offered), refused.err());

        String[] command = offered.split(" ");
        assertExit(0, Dcgan.in(folder).run(command[1], command[2], command[3]));
        Files.delete(folder.resolve("damaged/checkpoints/epoch-0003.safetensors.old"));
        assertSameAsUninterrupted("damaged");
    }

    @Test
    void aTruncatedOnlyCheckpointIsRefusedWithTheWayOut() throws Exception {
        copyWhole("truncated");
        Files.delete(folder.resolve("truncated/checkpoints/epoch-0002.safetensors"));
        Path only = folder.resolve("truncated/checkpoints/epoch-0003.safetensors");
        Files.write(only, Arrays.copyOf(Files.readAllBytes(only), 1000));
        Result refused = resume("truncated");
        assertExit(1, refused);
        assertTrue(refused.failure().contains("epoch-0003.safetensors is damaged"), refused.err());
        assertTrue(refused.failure().contains("there is no whole one before it: remove it"), refused.err());
    }

    @Test
    void aCheckpointOfAnotherModelIsRefusedByNameAndTheOneBeforeItOffered() throws Exception {
        assertExit(0, Dcgan.in(folder).run(Dcgan.tiny("wider", "--epochs", "1", "--feature-maps", "5")));
        copyWhole("narrow");
        Path place = folder.resolve("narrow/checkpoints/epoch-0003.safetensors");
        Files.copy(
                folder.resolve("wider/checkpoints/epoch-0001.safetensors"), place, StandardCopyOption.REPLACE_EXISTING);
        Result refused = Dcgan.in(folder).run("train", "--resume", "narrow", "--epochs", "4");
        assertExit(1, refused);
        assertTrue(refused.failure().contains("narrow/checkpoints/epoch-0003.safetensors: tensor"), refused.err());
        assertTrue(
                refused.failure()
                        .endsWith("use that: ./dcgan train --resume narrow/checkpoints/epoch-0002.safetensors"),
                refused.err());
    }

    @Test
    void optionsThatContradictTheRunAreBadUsage() throws Exception {
        Result refused = Dcgan.in(folder).run("train", "--resume", "whole", "--batch-size", "16");
        assertExit(2, refused);
        assertEquals(
                "dcgan: --batch-size 16 contradicts the run, which was begun with --batch-size 8; leave it out, or"
                        + " begin a new run",
                refused.failure());
        refused = Dcgan.in(folder).run("train", "--resume", "whole", "--lr", "1");
        assertExit(2, refused);
        assertTrue(
                refused.failure().startsWith("dcgan: --lr 1 contradicts the run, which was begun with --lr 0.0002;"),
                refused.err());
        refused = Dcgan.in(folder).run("train", "--resume", "whole", "--feature-maps", "300000000");
        assertExit(2, refused);
        assertTrue(
                refused.failure()
                        .startsWith("dcgan: --feature-maps 300000000 contradicts the run, which was begun with"
                                + " --feature-maps 2;"),
                refused.err());
        assertExit(2, Dcgan.in(folder).run("train", "--resume", "whole", "--out", "elsewhere"));
    }

    @Test
    void otherImagesAreRefused() throws Exception {
        assertExit(0, Dcgan.in(folder).run("data", "shapes", "--per-file", "4", "--out", "a.tar.gz"));
        assertExit(0, Dcgan.in(folder).run("data", "shapes", "--per-file", "4", "--seed", "2", "--out", "b.tar.gz"));
        assertExit(
                0,
                Dcgan.in(folder)
                        .run(Dcgan.tiny("images", "--dataset", "cifar10", "--data", "a.tar.gz", "--epochs", "1")));
        Result refused = Dcgan.in(folder).run("train", "--resume", "images", "--data", "b.tar.gz", "--epochs", "2");
        assertExit(1, refused);
        assertTrue(refused.failure().contains("b.tar.gz does not hold the images"), refused.err());
        Files.move(folder.resolve("a.tar.gz"), folder.resolve("moved.tar.gz"));
        assertExit(0, Dcgan.in(folder).run("train", "--resume", "images", "--data", "moved.tar.gz", "--epochs", "2"));
    }

    /** Older versions took it without a word, and kept it. */
    @Test
    void theDataOfARunThatDrawsItsImagesIsIgnored() throws Exception {
        copyWhole("drawn");
        assertExit(0, Dcgan.in(folder).run("train", "--resume", "drawn", "--data", "nowhere", "--epochs", "4"));
        String config = Files.readString(folder.resolve("drawn/config.json"));
        assertTrue(config.contains("nowhere"), config);
        assertExit(0, Dcgan.in(folder).run("train", "--resume", "drawn", "--epochs", "5"));
    }

    /** A run like the uninterrupted one, in less time than another training takes. */
    private static void copyWhole(String run) throws IOException, InterruptedException {
        assertEquals(
                0,
                new ProcessBuilder("cp", "-R", "whole", run)
                        .directory(folder.toFile())
                        .start()
                        .waitFor());
    }

    private Result resume(String run) throws IOException, InterruptedException {
        return Dcgan.in(folder).run("train", "--resume", run);
    }

    private void assertSameAsUninterrupted(String run) throws IOException {
        Map<String, String> files = Dcgan.contents(folder.resolve(run));
        assertEquals(uninterrupted.keySet(), files.keySet());
        uninterrupted.forEach(
                (name, content) -> assertTrue(content.equals(files.get(name)), run + "/" + name + " differs"));
    }

    private static void assertExit(int expected, Result result) {
        assertEquals(expected, result.exit(), result.err());
    }

    /** How many batches are in the table; -1 as long as there is none. */
    private long rows(String run) {
        Path metrics = folder.resolve(run, "metrics.csv");
        return Files.exists(metrics) ? read(metrics).lines().count() - 1 : -1;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
