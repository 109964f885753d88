package dcgan.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dcgan.cli.Dcgan.Result;
import dcgan.cli.Dcgan.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outputs that are no plain files: symbolic links stay, and pipes and devices are written to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutputsTest {
    @TempDir
    static Path folder;

    @BeforeAll
    void train() throws Exception {
        run(Dcgan.tiny("run", "--epochs", "1", "--limit", "8"));
        run("generate", "--from", "run", "--count", "1", "--grid", "plain.png");
        run("data", "shapes", "--per-file", "1", "--out", "plain.tar.gz");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "generate --from run --count 1 --grid LINK",
                "data shapes --per-file 1 --out LINK",
                "verify --backend reference --op Fill --json LINK"
            })
    void aLinkToNothingYetStaysAndItsTargetIsMade(String arguments) throws Exception {
        Path target = Files.createTempDirectory(folder, "target").resolve("file");
        Path link = Files.createSymbolicLink(target.resolveSibling("link"), Path.of("file"));
        run(arguments.replace("LINK", link.toString()).split(" "));
        assertTrue(Files.isSymbolicLink(link));
        assertTrue(Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS));
        assertTrue(Files.size(target) > 50, arguments);
    }

    @Test
    void theChartsAndTablesOfARunFollowLinks() throws Exception {
        run(Dcgan.tiny("linked", "--epochs", "1", "--limit", "8"));
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        List<String> names = List.of("config.json", "metrics.csv", "epochs.csv", "losses.png", "report.html");
        for (String name : names) {
            Files.move(folder.resolve("linked").resolve(name), elsewhere.resolve(name));
            Files.createSymbolicLink(folder.resolve("linked").resolve(name), Path.of("../elsewhere/" + name));
        }
        long rows = Files.readAllLines(elsewhere.resolve("metrics.csv")).size();
        Files.delete(elsewhere.resolve("report.html"));
        run("train", "--resume", "linked", "--epochs", "2");
        for (String name : names) {
            assertTrue(Files.isSymbolicLink(folder.resolve("linked").resolve(name)), name);
        }
        assertEquals(
                2 * rows - 1,
                Files.readAllLines(elsewhere.resolve("metrics.csv")).size());
        assertTrue(Files.size(elsewhere.resolve("report.html")) > 1000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "generate --from run --count 1 --grid PIPE | plain.png",
                "data shapes --per-file 1 --out PIPE | plain.tar.gz"
            })
    void aPipeIsWrittenTo(String line) throws Exception {
        String[] words = line.split(" \\| ");
        Path pipe = pipe();
        FutureTask<byte[]> reader = new FutureTask<>(() -> Files.readAllBytes(pipe));
        Thread.ofPlatform().daemon().start(reader);
        run(words[0].replace("PIPE", pipe.toString()).split(" "));
        assertArrayEquals(Files.readAllBytes(folder.resolve(words[1])), reader.get());
        assertTrue(isOther(pipe));
    }

    @Test
    void aPipeThatNobodyReadsIsLeftAtTheFirstSignal() throws Exception {
        Path pipe = pipe();
        Running running =
                Dcgan.in(folder).start("verify", "--backend", "reference", "--op", "Fill", "--json", pipe.toString());
        // Nothing but the file is left to do then.
        running.await(() -> said(running.out()).contains("1 of 1 passed"));
        running.signal("TERM");
        Result result = running.end();
        assertEquals(143, result.exit(), result.err());
        assertEquals("dcgan: stopped by SIGTERM", result.failure());
        assertTrue(isOther(pipe));
    }

    /** By a link, so that a failure of this test costs the machine no device. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "generate --from run --count 1 --grid full",
                "generate --from run --interpolate --count 3 --steps 2 --gif full",
                "data shapes --per-file 1 --out full",
                "verify --backend reference --op Fill --json full"
            })
    void aFullDeviceIsToldAndStays(String arguments) throws Exception {
        Path full = folder.resolve("full");
        if (!Files.isSymbolicLink(full)) {
            Files.createSymbolicLink(full, Path.of("/dev/full"));
        }
        Result result = Dcgan.in(folder).run(arguments.split(" "));
        assertEquals(1, result.exit(), result.err());
        assertTrue(result.failure().startsWith("dcgan: full"), result.err());
        assertTrue(result.failure().contains("no space left on device"), result.err());
        assertEquals(Path.of("/dev/full"), Files.readSymbolicLink(full));
        assertTrue(isOther(Path.of("/dev/full")));
    }

    /** A shell's file stays the shell's: the result is not written to another one of its name. */
    @ParameterizedTest
    @ValueSource(strings = {"\"$@\" > json", "\"$@\" | cat > json"})
    void theStandardOutputIsTheOneThatIsThereAndHoldsTheResultAlone(String script) throws Exception {
        for (String name : List.of("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")) {
            Result result = Dcgan.in(folder)
                    .by("bash", "-o", "pipefail", "-c", script, "bash")
                    .run(("verify --backend reference --op Fill --json " + name).split(" "));
            assertEquals(0, result.exit(), result.err());
            assertTrue(result.err().contains("1 of 1 passed"), result.err());
            String json = Files.readString(folder.resolve("json"));
            assertTrue(
                    new ObjectMapper()
                            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                            .readTree(json)
                            .get("passed")
                            .asBoolean(),
                    json);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "generate --from run --count 1 --grid /dev/stdout | plain.png",
                "data shapes --per-file 1 --out /dev/stdout | plain.tar.gz"
            })
    void theStandardOutputIsThePictureOrArchive(String line) throws Exception {
        String[] words = line.split(" \\| ");
        Result result = Dcgan.in(folder).by("sh", "-c", "\"$@\" > binary", "sh").run(words[0].split(" "));
        assertEquals(0, result.exit(), result.err());
        assertArrayEquals(Files.readAllBytes(folder.resolve(words[1])), Files.readAllBytes(folder.resolve("binary")));
        assertTrue(result.said().contains("/dev/stdout"), result.err());
    }

    /** Two processes that write the same file meet if the first names of both are the same. */
    @Test
    void whatAnotherProcessIsWritingIsLeftAlone() throws Exception {
        List<Path> ofOthers = List.of(folder.resolve("run/.report.html.tmp"), folder.resolve(".v.json.tmp"));
        for (Path other : ofOthers) {
            Files.writeString(other, "half of it");
        }
        run("report", "run");
        run("verify --backend reference --op Fill --json v.json".split(" "));
        for (Path other : ofOthers) {
            assertEquals("half of it", Files.readString(other));
        }
    }

    @Test
    void aDownloadFollowsLinksAndRefusesPipes() throws Exception {
        byte[] content = new byte[200_000];
        Path target = Files.createDirectory(folder.resolve("cellar")).resolve("archive");
        Path link = Files.createSymbolicLink(folder.resolve("archive"), target);
        try (SlowServer server = new SlowServer(content)) {
            Running running = Dcgan.in(folder)
                    .start(("data fetch --to archive --md5 " + SlowServer.md5(content) + " --url " + server.url())
                            .split(" "));
            running.await(() -> Files.exists(target.resolveSibling("archive.part")));
            running.signal("TERM");
            running.end();
            run(("data fetch --to archive --md5 " + SlowServer.md5(content) + " --url " + server.url()).split(" "));
        }
        assertTrue(Files.isSymbolicLink(link));
        assertArrayEquals(content, Files.readAllBytes(target));
        Result refused = Dcgan.in(folder).run("data", "fetch", "--to", pipe().toString());
        assertEquals(1, refused.exit(), refused.err());
        assertTrue(refused.failure().contains("this is not a file"), refused.err());
    }

    private static Path pipe() throws Exception {
        Path pipe = Files.createTempDirectory(folder, "pipe").resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        return pipe;
    }

    private static String said(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isOther(Path path) throws IOException {
        return (boolean) Files.getAttribute(path, "isOther", LinkOption.NOFOLLOW_LINKS);
    }

    private static void run(String... args) throws IOException, InterruptedException {
        Result result = Dcgan.in(folder).run(args);
        assertEquals(0, result.exit(), result.err());
    }
}
