package dcgan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dcgan.cli.Dcgan.Result;
import dcgan.cli.Dcgan.Running;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the program shares with all processes: terminals, streams, signals, locales, time zones and memory. */
class ProcessTest {
    @TempDir
    private Path folder;

    /** It has a progress bar, which is drawn with escape sequences. */
    private static final String TRAINING = String.join(" ", Dcgan.tiny("run", "--limit", "8"));

    @Test
    void aTrainingOnADumbTerminalHasNoBar() throws Exception {
        assertFalse(onTerminal("dumb", TRAINING).contains("\033"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "train --help", "devices", "trian"})
    void aDumbTerminalGetsNoEscapeSequences(String arguments) throws Exception {
        assertFalse(onTerminal("dumb", arguments).contains("\033"));
    }

    @Test
    void anotherTerminalGetsThem() throws Exception {
        String why = "the tests above would prove nothing";
        assertTrue(onTerminal("xterm", "--help").contains("\033"), why);
        assertTrue(onTerminal("xterm", TRAINING).contains("\033[K"), why);
    }

    /** What a terminal is shown. */
    private String onTerminal(String term, String arguments) throws Exception {
        Result result = Dcgan.in(folder)
                .by(
                        "sh",
                        "-c",
                        "IFS=' '; TERM=" + term + " script -qec \"$*\" typescript < /dev/null > /dev/null",
                        "sh")
                .run(arguments.split(" "));
        String shown = Files.readString(folder.resolve("typescript"));
        assertTrue(shown.length() > 300, result.err());
        return shown.substring(shown.indexOf('\n'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "--help", "help train", "devices", "data shapes --per-file 1 --out shapes"})
    void aFullStandardOutputIsAFailure(String arguments) throws Exception {
        Result result =
                Dcgan.in(folder).by("sh", "-c", "\"$@\" > /dev/full", "sh").run(arguments.split(" "));
        assertEquals(1, result.exit(), result.err());
        assertEquals(
                "dcgan: the standard output cannot be written: no space left on device; what is missing there is lost",
                result.failure());
        assertEquals(result.failure(), result.said().getLast());
    }

    @Test
    void aTrainingGoesOnWithoutItsStandardOutput() throws Exception {
        Result result =
                Dcgan.in(folder).by("sh", "-c", "\"$@\" > /dev/full", "sh").run(Dcgan.tiny("run", "--limit", "8"));
        assertEquals(1, result.exit(), result.err());
        assertTrue(Files.exists(folder.resolve("run/checkpoints/epoch-0003.safetensors")), result.err());
        assertTrue(Files.exists(folder.resolve("run/report.html")), result.err());
    }

    @Test
    void aReaderThatLeavesIsNoFailure() throws Exception {
        Result result = Dcgan.in(folder)
                .by("bash", "-o", "pipefail", "-c", "\"$@\" | true", "bash")
                .run("train", "--help");
        assertEquals(0, result.exit(), result.err());
        assertEquals(List.of(), result.said());
    }

    @Test
    void aSignalWhileTheReportIsWrittenLeavesChartsAndReport() throws Exception {
        assertEquals(
                0,
                Dcgan.in(folder)
                        .run(Dcgan.tiny("run", "--limit", "8", "--epochs", "2"))
                        .exit());
        Path page = folder.resolve("run/report.html");
        Files.delete(page);
        assertEquals(0, new ProcessBuilder("mkfifo", page.toString()).start().waitFor());
        Running running = Dcgan.in(folder).start("train", "--resume", "run", "--epochs", "3");
        String written;
        // It is open as soon as the page is to be written.
        try (var in = Files.newInputStream(page)) {
            running.signal("TERM");
            written = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Result result = running.end();
        assertEquals(143, result.exit(), result.err());
        assertEquals("dcgan: stopped by SIGTERM; go on with: ./dcgan train --resume run", result.failure());
        for (String chart : List.of("losses.png", "scores.png")) {
            assertEquals(
                    1200, ImageIO.read(folder.resolve("run/" + chart).toFile()).getWidth());
        }
        assertTrue(written.endsWith("</html>\n"), written);
    }

    /** Thailand counts years from the Buddha, Saudi Arabia's digits are others. */
    @ParameterizedTest
    @ValueSource(strings = {"th-TH", "ar-SA-u-nu-arab", "ja-JP-u-ca-japanese"})
    void datesAreIsoInEveryLocale(String locale) throws Exception {
        String[] parts = locale.split("-");
        Result result = Dcgan.in(folder)
                .with(
                        "-XX:TieredStopAtLevel=1",
                        "-Duser.language=" + parts[0],
                        "-Duser.country=" + parts[1],
                        "-Duser.extensions=" + (parts.length > 2 ? locale.replaceFirst(".*-u-", "u-") : ""))
                .run(Dcgan.tiny("run", "--limit", "8", "--verbose"));
        assertEquals(0, result.exit(), result.err());
        List<String> dates = result.said().stream()
                .filter(line -> line.contains(" INFO "))
                .map(line -> line.substring(0, 10))
                .distinct()
                .toList();
        assertFalse(dates.isEmpty(), result.err());
        for (String date : dates) {
            // At least a day of this century.
            assertTrue(date.matches("20\\d\\d-[01]\\d-[0-3]\\d"), date);
        }
    }

    @Test
    void foldersAndConfigHaveTheSameTimeZone() throws Exception {
        List<String> training = new ArrayList<>(List.of(Dcgan.tiny("unused", "--limit", "8")));
        training.removeAll(List.of("--out", "unused"));
        Result result = Dcgan.in(folder).by("env", "TZ=Pacific/Kiritimati").run(training.toArray(String[]::new));
        assertEquals(0, result.exit(), result.err());
        Path run;
        try (var runs = Files.list(folder.resolve("runs"))) {
            run = runs.findFirst().orElseThrow();
        }
        Matcher name = Pattern.compile("shapes-(\\d{8}-\\d{6}).*")
                .matcher(run.getFileName().toString());
        assertTrue(name.matches(), run.toString());
        Instant ofFolder = LocalDateTime.parse(name.group(1), DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"))
                .toInstant(ZoneOffset.UTC);
        Instant ofConfig = Instant.parse(new ObjectMapper()
                .readTree(run.resolve("config.json").toFile())
                .get("started")
                .asText());
        assertTrue(Duration.between(ofFolder, ofConfig).abs().toHours() < 1, ofFolder + " and " + ofConfig);
    }

    /** They take 185 MB; the smallest heap with which this works is 230 MB, and that of an archive in memory was over 600 MB. */
    @Test
    void allShapesFitIntoALittleMemory() throws Exception {
        Result result = Dcgan.in(folder)
                .with("-Xmx320m")
                .run("train --dataset shapes --limit 50000 --batch-size 60000 --backend reference --out new"
                        .split(" "));
        assertEquals(1, result.exit(), result.err());
        assertTrue(result.failure().contains("larger than the data set of 50000 "), result.err());
    }

    @Test
    void theHintForMoreMemoryFitsTheMachine() throws Exception {
        assertEquals("allow more with JDK_JAVA_OPTIONS=-Xmx832m", Failures.more(256, 1024));
        assertEquals("allow more with JDK_JAVA_OPTIONS=-Xmx13888m", Failures.more(4096, 16384));
        assertEquals("take a machine or container with more memory than 1024 MB", Failures.more(800, 1024));
        Result result = Dcgan.in(folder)
                .with("-Xmx64m", "-XX:MaxRAM=1g")
                .run("train --dataset shapes --limit 8 --batch-size 8 --out new".split(" "));
        assertTrue(
                result.failure()
                        .matches(".* MB; use a smaller --batch-size, --image-size or --feature-maps, or allow more with"
                                + " JDK_JAVA_OPTIONS=-Xmx\\d+m"),
                result.err());
    }

    /** Only options that the command has. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        train    | use a smaller --batch-size, --image-size or --feature-maps, or
        generate | use a smaller --count or --scale, or
        evaluate | use a smaller --count, or
        devices  | ''
        """)
    void theHintForLessMemoryNamesOptionsOfTheCommand(String command, String hint) {
        Set<String> options = new Main()
                .commandLine()
                .getSubcommands()
                .get(command)
                .getCommandSpec()
                .optionsMap()
                .keySet();
        assertEquals(hint.strip(), Failures.smaller(options).strip());
    }

    @Test
    void aProxyThatCannotBeUsedMattersOnlyWhereItWouldBe() throws Exception {
        byte[] content = new byte[1000];
        Files.write(folder.resolve("there"), content);
        String fetch = "data fetch --to there --url https://example.org/x --md5 " + SlowServer.md5(content);
        for (String exempt : List.of("no_proxy=*", "no_proxy=")) {
            Result there = Dcgan.in(folder)
                    .by("env", "-u", "https_proxy", "-u", "HTTPS_PROXY", "all_proxy=socks5h://127.0.0.1:1080", exempt)
                    .run(fetch.split(" "));
            assertEquals(0, there.exit(), there.err());
        }
        Result needed = Dcgan.in(folder)
                .by("env", "-u", "https_proxy", "-u", "HTTPS_PROXY", "all_proxy=socks5h://127.0.0.1:1080", "no_proxy=")
                .run(fetch.replace("there", "new").split(" "));
        assertEquals(1, needed.exit(), needed.err());
        assertTrue(needed.failure().contains("no address of an HTTP proxy"), needed.err());
    }
}
