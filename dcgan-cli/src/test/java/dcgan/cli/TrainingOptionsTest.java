package dcgan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.cli.Dcgan.Result;
import dcgan.cli.Dcgan.Running;
import dcgan.cli.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --objective}, {@code --lr-d}, {@code --lr-g}, {@code --lr-decay} and {@code --ema} in the program itself. */
class TrainingOptionsTest {
    private static final String[] OPTIONS =
            "--objective relativistic --lr-d 0.0004 --lr-g 0.0001 --lr-decay 2 --ema 16".split(" ");

    @TempDir
    private Path folder;

    @Test
    void killedItGoesOnToTheSameEndWithTheSameOptionsAlone() throws Exception {
        assertExit(0, run(Dcgan.tiny("whole", OPTIONS)));
        Running running = Dcgan.in(folder).start(Dcgan.tiny("killed", OPTIONS));
        running.await(() -> rows("killed") >= 9);
        running.signal("KILL");
        assertEquals(137, running.end().exit());
        refused(
                "--epochs 9 contradicts the run, which was begun with --epochs 3 and --lr-decay, which ends there;"
                        + " leave it out, or begin a new run",
                "--epochs",
                "9");
        refused(
                "--objective hinge contradicts the run, which was begun with --objective relativistic; leave it out, or"
                        + " begin a new run",
                "--objective",
                "hinge");
        refused(
                "--ema 500000 contradicts the run, which was begun with --ema 16; leave it out, or begin a new run",
                "--ema");
        assertExit(0, run("train", "--resume", "killed"));
        Map<String, String> whole = Dcgan.contents(folder.resolve("whole"));
        Map<String, String> killed = Dcgan.contents(folder.resolve("killed"));
        assertEquals(whole.keySet(), killed.keySet());
        whole.forEach((name, content) -> assertTrue(content.equals(killed.get(name)), name + " differs"));
        assertTrue(whole.get("metrics.csv").startsWith("epoch,batch,lossD,lossG,D_x,D_G_z1,D_G_z2\n"));
        assertEquals(
                "{\"fromEpoch\":2,\"epochs\":3}",
                Json.read(folder.resolve("whole/config.json"))
                        .at("/training/decay")
                        .toString());
        String report = Files.readString(folder.resolve("whole/report.html"));
        assertTrue(report.contains("<dt>Decay</dt><dd>from epoch 2, epochs 3</dd>"), report);
        assertFalse(report.contains("Train it for as long again"), "a decay has an end");
        drawsWithTheAverage();
    }

    /** In the run that was just trained. */
    private void drawsWithTheAverage() throws Exception {
        assertExit(0, draw("whole", "averaged.png"));
        assertExit(0, draw("whole", "raw.png", "--raw"));
        assertFalse(content("averaged.png").equals(content("raw.png")));
        Result averaged = run("evaluate", "--from", "whole", "--count", "20", "--backend", "reference");
        Result raw = run("evaluate", "--from", "whole", "--count", "20", "--backend", "reference", "--raw");
        assertExit(0, averaged);
        assertExit(0, raw);
        assertFalse(score(averaged).equals(score(raw)));
        String[] walk =
                "generate --from whole --interpolate --count 64 --steps 8 --fps 10 --backend reference --gif walk.gif"
                        .split(" ");
        assertExit(0, run(walk));
        assertTrue(content("walk.gif").equals(content("whole/samples/walk.gif")));
    }

    private static String score(Result evaluated) {
        return evaluated
                .out()
                .lines()
                .filter(line -> line.startsWith("epoch-"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void withoutAnAverageThereIsNothingRaw() throws Exception {
        assertExit(0, run(Dcgan.tiny("plain", "--epochs", "1")));
        for (Result refused : List.of(
                draw("plain", "raw.png", "--raw"), run("evaluate", "--from", "plain", "--count", "20", "--raw"))) {
            assertExit(1, refused);
            assertEquals(
                    "dcgan: plain/checkpoints/epoch-0001.safetensors has no averaged generator, because its training"
                            + " was begun without --ema; leave out --raw",
                    refused.failure());
        }
        assertFalse(Files.exists(folder.resolve("raw.png")));
        String report = Files.readString(folder.resolve("plain/report.html"));
        assertFalse(report.contains("<dt>Decay</dt>"), report);
    }

    @Test
    void aRunMayBeginWithTheNetworksOfAnother() throws Exception {
        assertExit(0, run(Dcgan.tiny("first", "--epochs", "1", "--ema", "16")));
        String[] options = "--init-from first --seed 5 --ema 40".split(" ");
        assertExit(0, run(Dcgan.tiny("whole", options)));
        assertEquals(
                "{\"halfLife\":40,\"rampUp\":0.0}",
                Json.read(folder.resolve("whole/config.json"))
                        .at("/training/average")
                        .toString());
        assertEquals(
                folder.toRealPath()
                        .resolve("first/checkpoints/epoch-0001.safetensors")
                        .toString(),
                Json.read(folder.resolve("whole/config.json"))
                        .at("/options/initFrom/path")
                        .asText());

        // Before its first checkpoint it begins again.
        Running running = Dcgan.in(folder).start(Dcgan.tiny("killed", options));
        running.await(() -> rows("killed") >= 1);
        running.signal("KILL");
        assertEquals(137, running.end().exit());
        refused(
                "--init-from " + folder.toRealPath().resolve("other") + " contradicts the run, which was begun with",
                "--init-from",
                "other");
        // The folder of the other run stands for the file that was found in it.
        assertExit(0, run("train", "--resume", "killed", "--init-from", "first"));
        Map<String, String> whole = Dcgan.contents(folder.resolve("whole"));
        Map<String, String> killed = Dcgan.contents(folder.resolve("killed"));
        whole.forEach((name, content) -> assertTrue(content.equals(killed.get(name)), name + " differs"));
    }

    @Test
    void theCheckpointThatARunBeginsWithMustFitAndStay() throws Exception {
        assertExit(0, run(Dcgan.tiny("first", "--epochs", "1")));
        Path checkpoint = folder.resolve("first/checkpoints/epoch-0001.safetensors");
        String name = "first/checkpoints/epoch-0001.safetensors";
        Result other = run(Dcgan.tiny(
                "other", "--init-from", name, "--model", "batchnorm", "--feature-maps", "3", "--image-size", "16"));
        assertExit(1, other);
        assertEquals(
                "dcgan: " + name + " is of other networks than this training; give --image-size 32 --model simple"
                        + " --feature-maps 2 for the same ones, or another checkpoint with --init-from",
                other.failure());
        Result spectral = run(Dcgan.tiny("other", "--init-from", name, "--spectral-norm", "--latent-size", "9"));
        assertExit(1, spectral);
        assertEquals(
                "dcgan: " + name + " is of other networks than this training; give --latent-size 10 and leave out"
                        + " --spectral-norm for the same ones, or another checkpoint with --init-from",
                spectral.failure());
        Result both = run(Dcgan.tiny("both", "--init-from", name, "--init", "dcgan"));
        assertExit(2, both);
        assertTrue(both.err().contains("--init cannot stand beside --init-from"), both.err());
        Result none = run(Dcgan.tiny("none", "--init-from", "nosuch"));
        assertExit(1, none);
        assertEquals("dcgan: nosuch does not exist; give the folder of a run or a checkpoint", none.failure());
        for (String run : new String[] {"other", "both", "none"}) {
            assertFalse(Files.exists(folder.resolve(run)), run);
        }

        assertExit(0, run(Dcgan.tiny("spectral", "--spectral-norm", "--epochs", "1")));
        Result plain = run(Dcgan.tiny("plain", "--init-from", "spectral"));
        assertExit(1, plain);
        assertEquals(
                "dcgan: spectral/checkpoints/epoch-0001.safetensors is of other networks than this training; give"
                        + " --spectral-norm for the same ones, or another checkpoint with --init-from",
                plain.failure());

        assertExit(0, run(Dcgan.tiny("second", "--init-from", name, "--epochs", "1")));
        Files.delete(folder.resolve("second/checkpoints/epoch-0001.safetensors"));
        Files.delete(checkpoint);
        Result gone = run("train", "--resume", "second");
        assertExit(1, gone);
        assertTrue(
                gone.failure()
                        .endsWith(name + " does not exist, but this run begins with its weights; put it back, or begin"
                                + " a new run"),
                gone.failure());
    }

    private Result draw(String run, String grid, String... more) throws Exception {
        String[] args = {"generate", "--from", run, "--count", "8", "--backend", "reference", "--grid", grid};
        String[] all = Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return run(all);
    }

    private void refused(String message, String... option) throws Exception {
        String[] args = {"train", "--resume", "killed"};
        String[] all = Arrays.copyOf(args, args.length + option.length);
        System.arraycopy(option, 0, all, args.length, option.length);
        Result refused = run(all);
        assertExit(2, refused);
        assertTrue(refused.err().contains(message), refused.err());
    }

    private Result run(String... args) throws IOException, InterruptedException {
        return Dcgan.in(folder).run(args);
    }

    private String content(String file) throws IOException {
        return Files.readString(folder.resolve(file), StandardCharsets.ISO_8859_1);
    }

    private long rows(String run) {
        Path metrics = folder.resolve(run, "metrics.csv");
        try {
            return Files.exists(metrics) ? Files.readString(metrics).lines().count() - 1 : -1;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertExit(int expected, Result result) {
        assertEquals(expected, result.exit(), result.err());
    }
}
