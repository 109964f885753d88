package dcgan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dcgan.cli.Dcgan.Result;
import dcgan.cli.Dcgan.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run is trained by one process at a time. */
class LockTest {
    private static final String ELSEWHERE = "{\"host\":\"elsewhere\",\"boot\":\"other\",\"pid\":123,\"started\":\"\"}";

    @TempDir
    private Path folder;

    @Test
    void theSecondTrainingIsToldWhoHasTheRunAndTheOtherCommandsAreNot() throws Exception {
        Running first = Dcgan.in(folder).start(Dcgan.tiny("run", "--limit", "8", "--epochs", "100000"));
        first.await(() -> Files.exists(folder.resolve("run/checkpoints/epoch-0002.safetensors")));
        JsonNode lock = new ObjectMapper().readTree(folder.resolve("run/.lock").toFile());
        assertEquals(first.process().pid(), lock.get("pid").asLong());
        String expected = "dcgan: run is being trained by process "
                + first.process().pid() + " on host " + lock.get("host").asText() + "; wait for its end, or stop it";
        for (String second : List.of("--dataset shapes --out run", "--resume run", "--resume run --unlock")) {
            Result refused = Dcgan.in(folder).run(("train " + second).split(" "));
            assertExit(1, refused);
            assertEquals(expected, refused.failure());
        }
        assertExit(0, Dcgan.in(folder).run("report", "run"));
        assertExit(0, Dcgan.in(folder).run("generate", "--from", "run", "--count", "1", "--grid", "grid.png"));
        first.signal("TERM");
        assertExit(143, first.end());
        assertFalse(Files.exists(folder.resolve("run/.lock")));
    }

    @Test
    void oneOfSeveralThatBeginAtOnceGetsTheFolder() throws Exception {
        Dcgan dcgan = Dcgan.in(folder);
        List<Running> all = List.of(
                dcgan.start(Dcgan.tiny("new/run", "--seed", "1")),
                dcgan.start(Dcgan.tiny("new/run", "--seed", "2")),
                dcgan.start(Dcgan.tiny("new/run", "--seed", "3")));
        int winners = 0;
        for (Running running : all) {
            Result result = running.end();
            if (result.exit() == 0) {
                winners++;
            } else {
                assertExit(1, result);
                assertTrue(
                        result.failure().matches("dcgan: new/run is (being trained by process \\d+|not empty).*"),
                        result.err());
            }
        }
        assertEquals(1, winners);
        try (Stream<String> rows = Files.lines(folder.resolve("new/run/metrics.csv"))) {
            assertEquals(1 + 3 * 8, rows.count());
        }
    }

    /** For every second of the next minutes there is a folder already. */
    @Test
    void aDefaultNameThatIsTakenGetsANumber() throws Exception {
        Path runs = Files.createDirectory(folder.resolve("runs"));
        LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
        DateTimeFormatter name = DateTimeFormatter.ofPattern("'shapes-'yyyyMMdd-HHmmss");
        for (int second = 0; second < 300; second++) {
            Files.createDirectory(runs.resolve(now.plusSeconds(second).format(name)));
        }
        assertExit(
                0,
                Dcgan.in(folder)
                        .by("env", "TZ=UTC")
                        .run(
                                "train --dataset shapes --limit 8 --batch-size 8 --feature-maps 1 --latent-size 2 --epochs 1"
                                        .split(" ")));
        try (Stream<Path> folders = Files.list(runs)) {
            List<Path> numbered =
                    folders.filter(run -> run.toString().endsWith("-2")).toList();
            assertEquals(1, numbered.size());
            assertTrue(Files.exists(numbered.getFirst().resolve("config.json")));
        }
    }

    @Test
    void theLockOfAnotherHostIsTakenOverOnRequestAlone() throws Exception {
        Path run = OldRuns.copy("format-1/simple", folder.resolve("run"));
        Files.writeString(run.resolve(".lock"), ELSEWHERE);
        Result refused = Dcgan.in(folder).run("train", "--resume", "run", "--epochs", "3");
        assertExit(1, refused);
        assertEquals(
                "dcgan: run is being trained by process 123 on host elsewhere, according to the file .lock in it; if"
                        + " that training has died, take the run over with --unlock",
                refused.failure());
        assertEquals(ELSEWHERE, Files.readString(run.resolve(".lock")));
        Result taken = Dcgan.in(folder).run("train", "--resume", "run", "--epochs", "3", "--unlock");
        assertExit(0, taken);
        assertTrue(Files.exists(run.resolve("checkpoints/epoch-0003.safetensors")));
        assertFalse(Files.exists(run.resolve(".lock")));
    }

    /** Nothing could be trained there, so nobody loses the lock. */
    @Test
    void theLockInAFolderThatIsNotEmptyStays() throws Exception {
        Path run = OldRuns.copy("format-1/simple", folder.resolve("run"));
        Path lock = run.resolve(".lock");
        Files.writeString(lock, ELSEWHERE);
        String train = "train --dataset shapes --out run";
        Result refused = Dcgan.in(folder).run(train.split(" "));
        assertExit(1, refused);
        assertTrue(
                refused.failure().startsWith("dcgan: run is being trained by process 123 on host elsewhere"),
                refused.err());
        assertEquals(ELSEWHERE, Files.readString(lock));
        refused = Dcgan.in(folder).run((train + " --unlock").split(" "));
        assertExit(1, refused);
        assertTrue(refused.failure().startsWith("dcgan: run is not empty"), refused.err());
        assertEquals(ELSEWHERE, Files.readString(lock));
    }

    @Test
    void whatADeadProcessOfThisMachineLeftIsTakenOverSilently() throws Exception {
        Path run = OldRuns.copy("format-1/simple", folder.resolve("run"));
        Running killed = Dcgan.in(folder).start("train", "--resume", "run", "--epochs", "100000");
        killed.await(() -> Files.exists(run.resolve("checkpoints/epoch-0003.safetensors")));
        killed.signal("KILL");
        assertExit(137, killed.end());
        assertTrue(Files.exists(run.resolve(".lock")));
        Result resumed = Dcgan.in(folder).run("train", "--resume", "run", "--epochs", "1");
        assertExit(0, resumed);
        assertFalse(resumed.err().contains("lock"), resumed.err());
        assertFalse(Files.exists(run.resolve(".lock")));
    }

    /** A kill between making and writing the file, or a full disk. */
    @Test
    void aLockThatSaysNothingKeepsNobodyOutAndIsNoContent() throws Exception {
        for (String content : List.of("", "{\"host\":", "{\"host\":\"\\u001b[2J\",\"pid\":1}")) {
            Path run = Files.createDirectory(folder.resolve("run-" + content.length()));
            Files.writeString(run.resolve(".lock"), content);
            assertExit(
                    0, Dcgan.in(folder).run(Dcgan.tiny(run.getFileName().toString(), "--limit", "8", "--epochs", "1")));
            assertFalse(Files.exists(run.resolve(".lock")));
        }
    }

    private static void assertExit(int expected, Result result) {
        assertEquals(expected, result.exit(), result.err());
    }
}
