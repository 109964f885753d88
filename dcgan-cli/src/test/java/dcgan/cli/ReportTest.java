package dcgan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dcgan.cli.Dcgan.Result;
import dcgan.cli.Dcgan.Running;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The page of a run, which is XML too and is parsed as that. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportTest {
    @TempDir
    static Path folder;

    @BeforeAll
    void train() throws Exception {
        Result trained = Dcgan.in(folder).run(Dcgan.tiny("run", "--sample-every", "1", "--seed", "7"));
        assertEquals(0, trained.exit(), trained.err());
        assertTrue(trained.err().contains("on one page in run/report.html"), trained.err());
    }

    @Test
    void trainLeavesAPageThatTellsWhatWasRunAndHowToGoOn() throws Exception {
        Document page = page("run");
        assertEquals("run: a run of dcgan", texts(page, "title").getFirst());
        String facts = texts(page, "dl").getFirst();
        for (String fact : List.of(
                "latent size 10, feature maps 2, model simple, init default",
                "shapes, 64 images",
                "reference on ",
                "3 of 3 epochs are complete",
                "lr 0.0002, beta1 0.5, beta2 0.999, eps 0.00000001",
                "sample every 1, checkpoint every 5, backend reference",
                "Java 25")) {
            assertTrue(facts.contains(fact), fact + " is not in " + facts);
        }
        List<String> values = texts(page, "dd");
        assertEquals("7", values.get(texts(page, "dt").indexOf("Seed")));
        assertEquals("8", values.get(texts(page, "dt").indexOf("Batch size")));
        assertEquals(
                List.of("./dcgan train --resume run --epochs 6", "./dcgan generate --from run --grid grid.png"),
                texts(page, "code"));
    }

    @Test
    void itsPicturesAreThoseOfTheRunAndInsideIt() throws Exception {
        List<Element> images = elements(page("run"), "img");
        List<String> files = List.of(
                "losses.png",
                "scores.png",
                "samples/epoch-0001.png",
                "samples/epoch-0002.png",
                "samples/epoch-0003.png",
                "samples/progress.gif",
                "samples/grid-epoch-0003.png",
                "samples/real.png",
                "samples/walk.gif");
        assertEquals(files.size(), images.size());
        for (int i = 0; i < files.size(); i++) {
            String[] source = images.get(i).getAttribute("src").split(",");
            String type = files.get(i).replaceFirst(".*\\.", "");
            assertEquals("data:image/" + type + ";base64", source[0]);
            byte[] embedded = Base64.getDecoder().decode(source[1]);
            assertEquals(-1, mismatch(embedded, folder.resolve("run", files.get(i))), files.get(i));
            var picture = ImageIO.read(new ByteArrayInputStream(embedded));
            assertEquals(Integer.toString(picture.getWidth()), images.get(i).getAttribute("width"));
            assertEquals(Integer.toString(picture.getHeight()), images.get(i).getAttribute("height"));
        }
        assertTrue(images.getFirst()
                .getAttribute("alt")
                .matches("Chart of the losses; discriminator \\(real \\+ fake\\) from \\d\\.\\d\\d to .*;"
                        + " generator from .*"));
        assertEquals(
                "What the fixed latents became after epoch 2", images.get(3).getAttribute("alt"));
    }

    @Test
    void itsTableHoldsTheMeansAndIsFoldedUpWhenItIsLong() throws Exception {
        Document page = page("run");
        List<String> means = Files.readAllLines(folder.resolve("run/epochs.csv"));
        assertEquals(List.of("1", "2", "3"), texts(page, "th").subList(6, 9));
        String lossD = "%.4f".formatted(Double.valueOf(means.get(2).split(",")[2]));
        assertEquals(lossD, texts(page, "td").get(5));
        assertEquals(0, elements(page, "details").size());

        copy("long");
        List<String> many = new ArrayList<>(means.subList(0, 1));
        IntStream.rangeClosed(1, 80).forEach(epoch -> many.add(epoch + ",8,1.5,0.5,0.5,0.5,0.5"));
        Files.write(folder.resolve("long/epochs.csv"), many);
        for (int epoch = 4; epoch <= 80; epoch++) {
            Files.copy(
                    folder.resolve("run/samples/epoch-0003.png"),
                    folder.resolve("long/samples/epoch-%04d.png".formatted(epoch)));
        }
        Document folded = report("long");
        assertEquals("All 80 epochs", texts(folded, "summary").getFirst());
        assertEquals(80, elements(elements(folded, "details").getFirst(), "td").size() / 5);
        List<String> rows = texts(folded, "figcaption").stream()
                .filter(caption -> caption.startsWith("epoch "))
                .toList();
        assertEquals(12, rows.size());
        assertEquals("epoch 1", rows.getFirst());
        assertEquals("epoch 80", rows.getLast());
    }

    @Test
    void itIsMadeAgainFromTheTablesAlone() throws Exception {
        copy("again");
        String page = Files.readString(folder.resolve("again/report.html"));
        for (String file : List.of("losses.png", "scores.png", "report.html")) {
            Files.delete(folder.resolve("again", file));
        }
        // Not even the checkpoints are needed.
        try (var checkpoints = Files.list(folder.resolve("again/checkpoints"))) {
            for (Path checkpoint : checkpoints.toList()) {
                Files.delete(checkpoint);
            }
        }
        Result result = Dcgan.in(folder).run("report", "again");
        assertEquals(0, result.exit(), result.err());
        assertEquals("again/report.html\n", result.out());
        assertEquals(-1, Files.mismatch(folder.resolve("run/losses.png"), folder.resolve("again/losses.png")));
        assertEquals(-1, Files.mismatch(folder.resolve("run/scores.png"), folder.resolve("again/scores.png")));
        assertEquals(
                page.replace("--resume run", "--resume again")
                        .replace("--from run", "--from again")
                        .replace("<h1>run", "<h1>again")
                        .replace("<title>run", "<title>again"),
                Files.readString(folder.resolve("again/report.html")));
    }

    @Test
    void afterCtrlCItTellsHowFarTheRunCame() throws Exception {
        Running running = Dcgan.in(folder)
                .by("env", "--default-signal=INT")
                .start(Dcgan.tiny("stopped", "--epochs", "300", "--sample-every", "0"));
        Path epochs = folder.resolve("stopped/epochs.csv");
        running.await(() -> Files.exists(epochs) && lines(epochs) > 1);
        running.signal("INT");
        assertEquals(130, running.end().exit());
        Document page = page("stopped");
        String summary = texts(page, "p").getFirst();
        assertTrue(
                summary.matches("A DCGAN, trained on shapes: \\d+ of 300 epochs are complete(, and \\d batches.*)?"),
                summary);
        assertEquals("./dcgan train --resume stopped", texts(page, "code").getFirst());
    }

    @Test
    void whatIsMissingIsLeftOut() throws Exception {
        copy("bare");
        Files.delete(folder.resolve("bare/samples/real.png"));
        Files.writeString(folder.resolve("bare/samples/epoch-0002.png"), "no picture");
        Document page = report("bare");
        assertEquals(7, elements(page, "img").size());
        try (var samples = Files.list(folder.resolve("bare/samples"))) {
            for (Path sample : samples.toList()) {
                Files.delete(sample);
            }
        }
        Files.delete(folder.resolve("bare/samples"));
        String header = Files.readAllLines(folder.resolve("bare/epochs.csv")).getFirst();
        Files.writeString(folder.resolve("bare/epochs.csv"), header + "\n1,8,0.5");
        page = report("bare");
        assertEquals(List.of("What was run", "What to do with it", "Charts"), texts(page, "h2"));
        assertEquals(2, elements(page, "img").size());
    }

    @Test
    void whateverStandsInTheFilesIsTextOnThePage() throws Exception {
        String name = "<b onclick='x'>&amp; {{sections}} \"$1";
        copy(name);
        String evil = "</dd><script>alert(1)</script>\\u0000\\u001b{{title}}&";
        Path config = folder.resolve(name, "config.json");
        Files.writeString(
                config,
                Files.readString(config)
                        .replaceFirst(
                                "\"source\" : \"[^\"]*\"", "\"source\" : \"" + evil.replace("\\", "\\\\") + "\""));
        Document page = report(name);
        assertEquals(name, texts(page, "h1").getFirst());
        assertEquals(0, elements(page, "script").size() + elements(page, "b").size());
        assertTrue(
                texts(page, "dl").getFirst().contains("</dd><script>alert(1)</script>\uFFFD\uFFFD{{title}}&"),
                texts(page, "dl").getFirst());
        assertEquals(
                "./dcgan train --resume '<b onclick='\\''x'\\''>&amp; {{sections}} \"$1' --epochs 6",
                texts(page, "code").getFirst());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        metrics.csv | 1,2,x,0.5,0.5,0.5,0.5,0.5,0.5   | hurt/metrics.csv: line 26 makes no sense
        metrics.csv | 1,2,3                           | hurt/metrics.csv: line 26 makes no sense
        metrics.csv | 0,2,1,0.5,0.5,0.5,0.5,0.5,0.5   | hurt/metrics.csv: line 26 makes no sense
        metrics.csv | 4,1,NaN,0.5,0.5,0.5,0.5,0.5,0.5 | hurt/metrics.csv: line 26 makes no sense
        epochs.csv  | 4,8,1e999,1,1,1,1               | hurt/epochs.csv: line 5 makes no sense
        epochs.csv  | 4,8,<script>,1,1,1,1            | hurt/epochs.csv: line 5 makes no sense
        config.json | }                               | hurt/config.json
        """)
    void aDamagedTableIsNamedAndTheOldReportKept(String file, String line, String expected) throws Exception {
        copy("hurt");
        Path hurt = folder.resolve("hurt", file);
        if (file.equals("config.json")) {
            Files.writeString(hurt, line);
        } else {
            Files.writeString(hurt, Files.readString(hurt) + line + "\n");
        }
        assertRefused("hurt", expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        null                                                          | is not a config.json that this version can read
        {"format": 1, "data": {"images": 9}, "options": {}}           | is damaged
        {"format": 2}                                                 | is not a config.json that this version can read
        """)
    void aConfigOfAnotherKindIsNamed(String config, String expected) throws Exception {
        copy("hurt");
        Files.writeString(folder.resolve("hurt/config.json"), config);
        assertRefused("hurt", "hurt/config.json " + expected);
    }

    @Test
    void batchesThatCannotBeAreRefused() throws Exception {
        copy("hurt");
        Path config = folder.resolve("hurt/config.json");
        Files.writeString(config, Files.readString(config).replace("\"batchSize\" : 8", "\"batchSize\" : 0"));
        assertRefused(
                "hurt",
                "hurt/config.json is damaged: its field \"training\" makes no sense: the batch size must be at least"
                        + " 1, but is 0");
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws Exception {
        copy("hurt");
        Files.write(folder.resolve("hurt/metrics.csv"), new byte[] {(byte) 0xFF, '\n'});
        assertRefused("hurt", "hurt/metrics.csv cannot be read: it is no text in UTF-8");
    }

    @Test
    void aRunWithoutABatchIsToldTheWayOn() throws Exception {
        copy("hurt");
        Path metrics = folder.resolve("hurt/metrics.csv");
        Files.writeString(metrics, Files.readAllLines(metrics).getFirst() + "\n");
        String expected =
                "hurt has nothing to report yet, for no batch is done; train first: ./dcgan train --resume hurt";
        assertRefused("hurt", expected);
        Files.delete(metrics);
        assertRefused("hurt", expected);
    }

    @Test
    void aFolderThatCannotBeWrittenToKeepsItsReport() throws Exception {
        copy("hurt");
        String path = folder.resolve("hurt").toAbsolutePath().toString();
        String[] readOnly = {
            "unshare",
            "--map-root-user",
            "--mount",
            "sh",
            "-c",
            "mount --bind " + path + " " + path + " && mount -o remount,bind,ro " + path + " && \"$@\"",
            "sh"
        };
        assumeTrue(mounts(readOnly), "no folder can be mounted here");
        String before = Files.readString(folder.resolve("hurt/report.html"));
        Result refused = Dcgan.in(folder).by(readOnly).run("report", "hurt");
        assertEquals(1, refused.exit(), refused.err());
        assertTrue(refused.failure().startsWith("dcgan: hurt/"), refused.err());
        assertTrue(refused.failure().contains("read-only file system"), refused.err());
        assertEquals(1, refused.said().size(), refused.err());
        assertEquals(before, Files.readString(folder.resolve("hurt/report.html")));
    }

    @Test
    void somethingInItsPlaceIsNotReplaced() throws Exception {
        copy("hurt");
        Files.delete(folder.resolve("hurt/report.html"));
        Files.createDirectories(folder.resolve("hurt/report.html/below"));
        Result refused = Dcgan.in(folder).run("report", "hurt");
        assertEquals(1, refused.exit(), refused.err());
        assertTrue(refused.failure().startsWith("dcgan: hurt/report.html cannot be written: "), refused.err());
        assertFalse(Files.exists(folder.resolve("hurt/.report.html.tmp")));
        Files.delete(folder.resolve("hurt/report.html/below"));
        Files.delete(folder.resolve("hurt/report.html"));
    }

    private static boolean mounts(String... prefix) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(prefix));
        command.add("true");
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void assertRefused(String run, String expected) throws Exception {
        Map<String, String> before = Dcgan.contents(folder.resolve(run));
        String page = Files.readString(folder.resolve(run, "report.html"));
        Result refused = Dcgan.in(folder).run("report", run);
        assertEquals(1, refused.exit(), refused.err());
        assertTrue(refused.failure().startsWith("dcgan: " + expected), refused.err());
        assertEquals(1, refused.said().size(), refused.err());
        assertEquals("", refused.out());
        assertEquals(before, Dcgan.contents(folder.resolve(run)));
        assertEquals(page, Files.readString(folder.resolve(run, "report.html")));
    }

    private static Document report(String run) throws Exception {
        Result result = Dcgan.in(folder).run("report", run);
        assertEquals(0, result.exit(), result.err());
        return page(run);
    }

    private static Document page(String run) throws Exception {
        Path file = folder.resolve(run, "report.html");
        assertTrue(Files.readString(file).startsWith("<!DOCTYPE html>\n"));
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    }

    private static List<Element> elements(Document page, String tag) {
        return elements(page.getDocumentElement(), tag);
    }

    private static List<Element> elements(Element within, String tag) {
        var found = within.getElementsByTagName(tag);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    private static List<String> texts(Document page, String tag) {
        return elements(page, tag).stream().map(Element::getTextContent).toList();
    }

    private static void copy(String to) throws IOException {
        Path source = folder.resolve("run");
        try (var files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path target = folder.resolve(to).resolve(source.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.write(target, Files.readAllBytes(file));
                }
            }
        }
    }

    private static int mismatch(byte[] bytes, Path file) throws IOException {
        return Arrays.mismatch(bytes, Files.readAllBytes(file));
    }

    private static long lines(Path file) {
        try {
            return Files.readString(file).lines().count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
