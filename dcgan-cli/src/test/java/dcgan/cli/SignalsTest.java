package dcgan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.cli.Dcgan.Result;
import dcgan.cli.Dcgan.Running;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C ends every command with one sentence and leaves nothing half done; training itself is in {@link ResumeTest}. */
class SignalsTest {
    private static final String STOPPED = "dcgan: stopped by Ctrl-C";

    @TempDir
    private Path folder;

    @Test
    void beforeTheTrainingBeginsNothingIsLeft() throws Exception {
        Running running = start("train --dataset shapes --limit 10000 --backend reference --out runs/new");
        running.await(() -> Files.exists(folder.resolve("runs/new")));
        assertEquals(STOPPED, interrupted(running));
        assertEquals(List.of(), files());
    }

    @Test
    void aRunThatHasBegunIsKeptAndTheWayOnTold() throws Exception {
        Running running = Dcgan.in(folder).by("env", "--default-signal=INT").start(Dcgan.tiny("run"));
        running.await(() -> Files.exists(folder.resolve("run/config.json")));
        String said = interrupted(running);
        assertTrue(said.endsWith("; go on with: ./dcgan train --resume run"), said);
        Result resumed = Dcgan.in(folder).run("train", "--resume", "run");
        assertEquals(0, resumed.exit(), resumed.err());
    }

    /** The fonts come from a pipe, so that the charts wait for the test. */
    @Test
    void theSecondSignalWhileTheReportIsMadeTellsTheWayOnAndUnlocksTheRun() throws Exception {
        Path fonts = folder.resolve("fonts");
        assertEquals(0, new ProcessBuilder("mkfifo", fonts.toString()).start().waitFor());
        Running running = Dcgan.in(folder)
                .with("-XX:TieredStopAtLevel=1", "-Dsun.awt.fontconfig=" + fonts)
                .by("env", "--default-signal=INT")
                .start(Dcgan.tiny("run", "--epochs", "300", "--sample-every", "0"));
        running.await(() -> size("run/epochs.csv") > 100);
        running.signal("INT");
        try (OutputStream _ = Files.newOutputStream(fonts)) {
            assertTrue(Files.exists(folder.resolve("run/.lock")));
            assertEquals(STOPPED + "; go on with: ./dcgan train --resume run", interrupted(running));
        }
        assertTrue(Files.notExists(folder.resolve("run/.lock")));
        assertTrue(Files.notExists(folder.resolve("run/report.html")));
    }

    @Test
    void aDownloadKeepsWhatHasComeAndGoesOn() throws Exception {
        byte[] content = new byte[300_000];
        try (SlowServer server = new SlowServer(content)) {
            String fetch = "data fetch --to file --md5 " + SlowServer.md5(content) + " --url " + server.url();
            Running running = start(fetch);
            running.await(() -> size("file.part") >= SlowServer.BEGINNING);
            assertEquals(
                    STOPPED + "; 100,000 bytes are kept, and the same command goes on from there",
                    interrupted(running));
            assertEquals(List.of("file.part", "file.part.info"), files());
            Result fetched = Dcgan.in(folder).run(fetch.split(" "));
            assertEquals(0, fetched.exit(), fetched.err());
            assertEquals(List.of("", "bytes=100000-"), server.ranges());
        }
        assertEquals(List.of("file"), files());
        assertEquals(300_000, size("file"));
    }

    @Test
    void picturesAreWholeOrNotThere() throws Exception {
        assertEquals(
                0,
                Dcgan.in(folder)
                        .run("data", "shapes", "--per-file", "300", "--out", "a")
                        .exit());
        Running running = start("data export --data a --out pictures");
        running.await(() -> Files.exists(folder.resolve("pictures/circle/00001.png")));
        assertEquals(STOPPED + "; the pictures so far are in pictures", interrupted(running));
        List<String> left = files();
        assertTrue(left.size() > 1 && left.size() < 1501, left.size() + " files");
        for (String file : left.subList(1, left.size())) {
            assertTrue(file.matches("pictures/\\w+/\\d{5}\\.png"), file);
            assertEquals(32, ImageIO.read(folder.resolve(file).toFile()).getWidth(), file);
        }
    }

    @Test
    void whatOnlyComputesEndsAtOnce() throws Exception {
        Running running = start("verify --backend reference --json verify.json");
        running.await(() -> size(running.out()) > 0);
        running.signal("INT");
        Result result = running.end();
        assertEquals(130, result.exit(), result.err());
        assertEquals(STOPPED, result.said().getLast());
        assertFalse(result.out().contains(" passed, "), "it went on: " + result.out());
        assertEquals(List.of(), files());
    }

    /** A shell that starts the tests in the background has SIGINT ignored, and so would its children. */
    private Running start(String arguments) throws IOException {
        return Dcgan.in(folder).by("env", "--default-signal=INT").start(arguments.split(" "));
    }

    /** Interrupts it, and gives its last word. */
    private static String interrupted(Running running) throws Exception {
        running.signal("INT");
        Result result = running.end();
        assertEquals(130, result.exit(), result.err());
        assertFalse(result.err().contains("\tat "), result.err());
        return result.said().getLast();
    }

    /** All files and empty folders below the folder, in order. */
    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> !path.equals(folder))
                    .filter(path -> !Files.isDirectory(path) || path.toFile().list().length == 0)
                    .map(path -> folder.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    private long size(String name) {
        return size(folder.resolve(name));
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
