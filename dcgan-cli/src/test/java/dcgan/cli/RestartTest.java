package dcgan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.cli.Dcgan.Result;
import dcgan.cli.Dcgan.Running;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The program starts its launcher again when its options come to need TornadoVM. In the launcher's place is a script that tells
 * how it was started.
 */
class RestartTest {
    private static final String TOLD = """
        #!/bin/sh
        echo "$$ $DCGAN_RUNTIME" > told
        printf '%s\\0' "$@" > arguments
        readlink /proc/$$/fd/* > descriptors
        grep -E '^Sig(Blk|Ign)' /proc/self/status > signals
        read -r line
        echo "read $line"
        exit 7
        """;

    @TempDir
    private Path folder;

    private Path script;

    @BeforeEach
    void makeLauncher() throws IOException {
        script = Files.writeString(folder.resolve("a launcher"), TOLD);
        assertTrue(script.toFile().setExecutable(true));
        Files.writeString(folder.resolve("options"), "--backend\ntornado\n");
        Files.writeString(folder.resolve("in"), "a line\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verify --backend tornado",
                "verify --backend=tornado",
                "verify --backend TORNADO",
                "verify --backend simd --backend tornado",
                "verify @options",
                "bench --backend tornado",
                "train --dataset shapes --out new --backend tornado",
                "devices",
                "--stacktrace devices"
            })
    void happensWhereTornadoIsNeeded(String arguments) throws Exception {
        assertRestarts(arguments.split(" "));
        assertTrue(Files.notExists(folder.resolve("new")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verify --backend tornado --backend simd --op Fill",
                "verify --backend simd --op Fill",
                "data shapes --per-file 1 --out tornado",
                "--version",
                "verify --help --backend tornado"
            })
    void doesNotHappenElsewhere(String arguments) throws Exception {
        Result result = program().run(arguments.split(" "));
        assertEquals(0, result.exit(), result.err());
        assertTrue(Files.notExists(folder.resolve("told")));
    }

    /** As where nothing may be executed, or after an unpacking that keeps no modes. */
    @Test
    void aLauncherThatIsNotExecutableIsStartedByItsShell() throws Exception {
        assertTrue(script.toFile().setExecutable(false));
        assertRestarts("devices");
        assertRestarts("verify --backend tornado".split(" "));
    }

    @Test
    void aRestartThatFailsEndsOnlyWhatNeedsTornado() throws Exception {
        Files.delete(script);
        String told = "dcgan: " + script + " cannot be started again: it cannot be read";
        Result devices = program().run("devices");
        assertEquals(0, devices.exit(), devices.err());
        assertEquals(List.of(told + "; going on without the tornado backend"), devices.said());
        assertTrue(devices.out().contains("auto takes: "), devices.out());
        Result verify = program().run("verify --backend tornado".split(" "));
        assertEquals(1, verify.exit(), verify.err());
        assertEquals(List.of(told), verify.said());
    }

    @Test
    void aRunThatTornadoHasBegunIsResumedOnIt() throws Exception {
        Result begun = Dcgan.in(folder).run(Dcgan.tiny("run", "--epochs", "1", "--limit", "8"));
        assertEquals(0, begun.exit(), begun.err());
        Path config = folder.resolve("run/config.json");
        String text = Files.readString(config);
        Files.writeString(config, text.replace("\"backend\" : \"reference\"", "\"backend\" : \"tornado\""));
        assertRestarts("train", "--resume", "run", "--epochs", "2");
        Files.delete(folder.resolve("told"));
        Result resumed =
                program().run("train", "--resume", "run", "--epochs", "2", "--backend", "reference", "--no-progress");
        assertEquals(0, resumed.exit(), resumed.err());
        assertTrue(Files.notExists(folder.resolve("told")));
    }

    /** Names that are not of the locale's encoding, and line feeds. */
    @Test
    void passesArgumentsOnAsTheyWere() throws Exception {
        Result result = program()
                .by("sh", "-c", "name=$(printf 'Z\\374rich\\nx'); : > \"$name\"; \"$@\" --json \"$name\" < in", "sh")
                .run("verify", "--op", "Fill,Mean", "--backend", "tornado");
        assertEquals(7, result.exit(), result.err());
        assertEquals(
                "verify\0--op\0Fill,Mean\0--backend\0tornado\0--json\0Z\u00fcrich\nx\0",
                Files.readString(folder.resolve("arguments"), StandardCharsets.ISO_8859_1));
    }

    @Test
    void leavesSignalsAndDescriptorsAsTheyWere() throws Exception {
        assertRestarts("devices");
        List<Long> signals = Files.readAllLines(folder.resolve("signals")).stream()
                .map(line -> Long.parseUnsignedLong(line.replaceFirst(".*\\s", ""), 16))
                .toList();
        assertEquals(0, signals.getFirst(), "a signal is blocked");
        // The JVM would take each of them for itself: SIGPIPE and SIGTERM.
        assertEquals(0, signals.getLast() & (1 << 12 | 1 << 14), "a signal is ignored");
        List<String> ofTheJvm = Files.readAllLines(folder.resolve("descriptors")).stream()
                .filter(file -> file.endsWith(".jar") || file.endsWith("/lib/modules"))
                .toList();
        assertEquals(List.of(), ofTheJvm);
        assertTrue(Files.readString(folder.resolve("descriptors")).contains("/in\n"), "standard input is open");
    }

    @Test
    void withoutALauncherTheWayToGetTornadoIsTold() throws Exception {
        for (String[] arguments : List.of(new String[] {"verify", "--backend", "TORNADO"}, new String[] {"devices"})) {
            Result result = Dcgan.in(folder).run(arguments);
            assertEquals(arguments.length == 1 ? 0 : 1, result.exit(), result.err());
            assertTrue(
                    (result.out() + result.err()).contains("sdk install tornadovm 5.2.0-jdk25-opencl"), result.err());
            result = Dcgan.in(folder)
                    .with("-XX:TieredStopAtLevel=1", "-Ddcgan.tornado.defect=this SDK is too old")
                    .run(arguments);
            assertTrue((result.out() + result.err()).contains("this SDK is too old"), result.err());
        }
    }

    @Test
    void theVersionToInstallIsTheOneOfTheBuild() throws Exception {
        String pom = Files.readString(Path.of("..", "pom.xml"));
        String version = pom.replaceFirst("(?s).*<tornadovm.version>(.*?)</tornadovm.version>.*", "$1");
        assertEquals("sdk install tornadovm " + version + "-opencl", TornadoRuntime.INSTALL);
        for (String file : List.of("README.md", "docs/gpu.md")) {
            assertNamesNoOther(version, file, "sdk install tornadovm ([^ `]+)-(?:opencl|cuda|ptx)");
        }
    }

    private static void assertNamesNoOther(String version, String file, String pattern) throws IOException {
        Set<String> named = Pattern.compile(pattern)
                .matcher(Files.readString(Path.of("..", file)))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        assertEquals(Set.of(version), named, file);
    }

    /** The program as the launcher starts it where there is an SDK that fits. */
    private Dcgan program() {
        return Dcgan.in(folder)
                .with(
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=dcgan.cli",
                        "-Ddcgan.tornado.launcher=" + script);
    }

    private void assertRestarts(String... arguments) throws Exception {
        Running running = program().by("sh", "-c", "exec \"$@\" < in", "sh").start(arguments);
        long pid = running.process().pid();
        Result result = running.end();
        assertEquals(7, result.exit(), result.err());
        assertEquals("read a line\n", result.out(), "the streams are the same");
        assertEquals(List.of(), result.said());
        assertEquals(pid + " tornado\n", Files.readString(folder.resolve("told")), "it is the same process");
        assertEquals(
                Arrays.asList(arguments),
                List.of(Files.readString(folder.resolve("arguments")).split("\0")));
    }
}
