package dcgan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dcgan.cli.Dcgan.Result;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrainTest {
    private static final String NUMBER = "\\d+\\.\\d{4}";
    private static final int BLUE = 0x1F77B4;
    private static final int ORANGE = 0xFF7F0E;
    private static final int GREEN = 0x2CA02C;

    @TempDir
    static Path folder;

    private Result result;

    /** 101 batches an epoch, so that there is a line of every kind. */
    @BeforeAll
    void train() throws Exception {
        result = Dcgan.in(folder)
                .run(Dcgan.tiny("run", "--limit", "205", "--batch-size", "2", "--epochs", "2", "--sample-every", "1"));
        assertEquals(0, result.exit(), result.err());
    }

    @Test
    void standardOutputHoldsExactlyThePromisedLines() {
        List<String> lines = result.out().lines().toList();
        List<Integer> batches = List.of(10, 20, 30, 40, 50, 60, 70, 80, 90, 100);
        for (int i = 0; i < batches.size(); i++) {
            String expected = "epoch: 01, batch: " + batches.get(i) + "\t   lossD: " + NUMBER + "\\(real: " + NUMBER
                    + ", fake: " + NUMBER + "\\), lossG: " + NUMBER + ",  D\\(x\\): " + NUMBER + ", D\\(G\\(z\\)\\): "
                    + NUMBER + ", " + NUMBER;
            assertTrue(lines.get(i).matches(expected), lines.get(i));
        }
        String means = "epoch: %d, running_loss_D: " + NUMBER + ", running_loss_G: " + NUMBER;
        assertTrue(lines.get(10).matches(means.formatted(1)), lines.get(10));
        assertEquals("", lines.get(11));
        assertTrue(lines.get(12).startsWith("epoch: 02, batch: 100\t   lossD: "), lines.get(12));
        assertTrue(lines.get(13).matches(means.formatted(2)), lines.get(13));
        assertEquals("", lines.get(14));
        assertEquals(15, lines.size(), result.out());
    }

    @Test
    void theTablesHoldWhatTheLinesSay() throws IOException {
        List<String> metrics = Files.readAllLines(folder.resolve("run/metrics.csv"));
        assertEquals("epoch,batch,lossD,lossD_real,lossD_fake,lossG,D_x,D_G_z1,D_G_z2", metrics.getFirst());
        assertEquals(1 + 2 * 102, metrics.size());
        String[] tenth = metrics.get(10).split(",");
        assertEquals(
                String.format(
                        Locale.ROOT,
                        "epoch: 01, batch: 10\t   lossD: %.4f(real: %.4f, fake: %.4f), lossG: %.4f,  D(x): %.4f,"
                                + " D(G(z)): %.4f, %.4f",
                        List.of(tenth).subList(2, 9).stream()
                                .map(Float::valueOf)
                                .toArray()),
                result.out().lines().findFirst().orElseThrow());

        List<String> epochs = Files.readAllLines(folder.resolve("run/epochs.csv"));
        assertEquals("epoch,batches,lossD,lossG,D_x,D_G_z1,D_G_z2", epochs.getFirst());
        assertEquals(3, epochs.size());
        double mean = metrics.stream()
                .skip(1)
                .limit(102)
                .mapToDouble(row -> Double.parseDouble(row.split(",")[2]))
                .average()
                .orElseThrow();
        assertEquals(mean, Double.parseDouble(epochs.get(1).split(",")[2]), 1e-5);
    }

    @Test
    void configHoldsEveryOptionAndWhatMadeTheRun() throws IOException {
        JsonNode config =
                new ObjectMapper().readTree(folder.resolve("run/config.json").toFile());
        assertEquals(3, config.get("format").asInt());
        assertEquals(205, config.get("data").get("images").asInt());
        assertTrue(config.get("data").get("crc32c").asText().matches("[0-9a-f]{8}"));
        assertTrue(config.get("java").asText().startsWith("25"), config.toString());
        assertEquals("shapes", config.at("/options/source/dataset").asText());
        assertEquals(2, config.at("/options/epochs").asInt());
        assertEquals("reference", config.at("/options/backend/backend").asText());
        JsonNode training = config.get("training");
        assertEquals("[3,32,32]", training.at("/network/image").toString());
        assertEquals("simple", training.at("/network/model").asText());
        assertEquals("default", training.at("/network/init").asText());
        assertEquals("standard", training.at("/objective").asText());
        assertEquals(2, training.get("batchSize").asInt());
        assertEquals(0.0002, training.at("/generatorOptimizer/lr").asDouble());
        assertEquals(0.999, training.at("/discriminatorOptimizer/beta2").asDouble());
        assertEquals(1, training.get("seed").asInt());
    }

    @Test
    void picturesAreOfTheRightSizeAndNotBlank() throws IOException {
        assertPicture("run/samples/real.png", 3 * (2 + 8 * 34), 3 * (2 + 8 * 34));
        for (int epoch = 1; epoch <= 2; epoch++) {
            assertPicture("run/samples/epoch-000" + epoch + ".png", 4 * (2 + 8 * 34), 4 * (2 + 34));
            assertPicture("run/samples/grid-epoch-000" + epoch + ".png", 3 * (2 + 8 * 34), 3 * (2 + 8 * 34));
        }
    }

    @Test
    void theFirstPictureOfTheGridIsTheFirstOfTheRow() throws IOException {
        BufferedImage row = picture("run/samples/epoch-0002.png");
        BufferedImage grid = picture("run/samples/grid-epoch-0002.png");
        for (int pixel = 0; pixel < 32; pixel++) {
            assertEquals(row.getRGB(4 * (2 + pixel), 4 * (2 + pixel)), grid.getRGB(3 * (2 + pixel), 3 * (2 + pixel)));
        }
    }

    @Test
    void chartsShowTheirSeriesInTheirColours() throws IOException {
        BufferedImage losses = assertPicture("run/losses.png", 1200, 700);
        BufferedImage scores = assertPicture("run/scores.png", 1200, 700);
        // From one epoch to the other, which no legend is as wide as.
        for (int colour : new int[] {BLUE, ORANGE}) {
            assertTrue(columns(losses, colour) > 300, "losses: " + columns(losses, colour));
        }
        for (int colour : new int[] {BLUE, ORANGE, GREEN}) {
            assertTrue(columns(scores, colour) > 300, "scores: " + columns(scores, colour));
        }
    }

    @Test
    void withoutFontsTheRunIsCompleteButForItsChartsAndSaysSoOnce() throws Exception {
        Result run = Dcgan.in(folder)
                .with("-Dsun.awt.fontconfig=/dev/null")
                .run(Dcgan.tiny("fontless", "--limit", "8", "--epochs", "1"));
        assertEquals(0, run.exit(), run.err());
        assertEquals(
                1,
                run.said().stream()
                        .filter(line -> line.contains("fonts-dejavu-core"))
                        .count(),
                run.err());
        Set<String> files = Dcgan.contents(folder.resolve("fontless")).keySet();
        assertTrue(files.contains("samples/epoch-0001.png") && !files.contains("losses.png"), files.toString());
    }

    /** With that learning rate all scores are 1 from the second batch on. */
    @Test
    void aTrainingThatIsDeadSaysSoOnce() throws Exception {
        Result dead = Dcgan.in(folder).run(Dcgan.tiny("dead", "--lr", "50", "--limit", "16"));
        assertEquals(0, dead.exit(), dead.err());
        assertEquals(
                List.of("epoch 2: D(x) and D(G(z)) were 0 or 1 in every batch, so the networks no longer learn; begin a"
                        + " new run with a lower --lr"),
                dead.said().stream().filter(line -> line.contains("D(x)")).toList());
        assertTrue(!result.err().contains("no longer learn"), result.err());
    }

    @Test
    void theNewestTwoCheckpointsStay() throws IOException {
        try (var files = Files.list(folder.resolve("run/checkpoints"))) {
            assertEquals(
                    List.of("epoch-0001.safetensors", "epoch-0002.safetensors"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void whatIsForPeopleGoesToStandardError() {
        String said = String.join("\n", result.said());
        assertTrue(said.contains("data: 205 images of 10 classes"), said);
        assertTrue(said.contains("backend: "), said);
        assertTrue(said.contains("epoch 2 of 2 done, "), said);
        assertTrue(said.contains("./dcgan generate --from run "), said);
        assertTrue(!said.contains("\r"), "a progress bar in a file");
    }

    @Test
    void theLogIsForThoseWhoAsk() throws Exception {
        assertTrue(!result.err().contains("INFO"), result.err());
        Result verbose = Dcgan.in(folder).run(Dcgan.tiny("verbose", "--verbose", "--seed", "42"));
        assertEquals(0, verbose.exit(), verbose.err());
        List<String> log =
                verbose.said().stream().filter(line -> line.contains(" INFO ")).toList();
        String text = String.join("\n", log);
        assertTrue(log.getFirst().matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:.* INFO dcgan .*, Java .*"), text);
        assertTrue(text.contains("seed=42"), text);
        assertTrue(text.contains("begins at the beginning"), text);
        assertTrue(text.contains("epoch-0003.safetensors in "), text);
        assertTrue(log.getLast().endsWith(": all is done"), text);
        Result resumed = Dcgan.in(folder).run("train", "--resume", "verbose", "--epochs", "4", "--verbose");
        assertEquals(0, resumed.exit(), resumed.err());
        assertTrue(resumed.err().contains("INFO begins at verbose/checkpoints/epoch-0003.safetensors"), resumed.err());
    }

    @Test
    void theLogTellsWhyARunFails() throws Exception {
        Result failed = Dcgan.in(folder).run(Dcgan.tiny("failed", "--verbose", "--lr", "1e30"));
        assertEquals(1, failed.exit(), failed.err());
        String last = failed.said().stream()
                .filter(line -> line.contains(" INFO "))
                .toList()
                .getLast();
        assertTrue(
                last.matches(".* INFO ends in epoch 1 after batch \\d: the training diverged in epoch 1, batch \\d.*"),
                last);
    }

    @Test
    void theSameSeedMakesTheSameRun() throws Exception {
        Map<String, String> one = contents("one");
        assertEquals(one, contents("two", "--seed", "1"));
        Map<String, String> other = contents("other", "--seed", "2");
        assertEquals(one.keySet(), other.keySet());
        assertTrue(!one.get("metrics.csv").equals(other.get("metrics.csv")));
    }

    @Test
    void manyEpochsKeepEveryNthCheckpointAndTheLastSample() throws Exception {
        Result many = Dcgan.in(folder)
                .run(Dcgan.tiny(
                        "many",
                        "--limit 8 --epochs 7 --sample-every 3 --checkpoint-every 2 --model batchnorm --no-progress"
                                .split(" ")));
        assertEquals(0, many.exit(), many.err());
        Set<String> files = Dcgan.contents(folder.resolve("many")).keySet();
        assertEquals(
                Set.of(
                        "checkpoints/epoch-0002.safetensors",
                        "checkpoints/epoch-0004.safetensors",
                        "checkpoints/epoch-0006.safetensors",
                        "checkpoints/epoch-0007.safetensors",
                        "samples/real.png",
                        "samples/progress.gif",
                        "samples/walk.gif",
                        "samples/epoch-0003.png",
                        "samples/epoch-0006.png",
                        "samples/epoch-0007.png",
                        "samples/grid-epoch-0003.png",
                        "samples/grid-epoch-0006.png",
                        "samples/grid-epoch-0007.png",
                        "metrics.csv",
                        "epochs.csv",
                        "losses.png",
                        "scores.png"),
                files);
    }

    @Test
    void withoutOutTheFolderIsNamedAfterTheDataSetAndTheTime() throws Exception {
        Result run = Dcgan.in(folder)
                .run("train --dataset shapes --limit 8 --batch-size 8 --feature-maps 1 --latent-size 2 --epochs 1"
                        .split(" "));
        assertEquals(0, run.exit(), run.err());
        try (var runs = Files.list(folder.resolve("runs"))) {
            List<String> names = runs.map(file -> file.getFileName().toString()).toList();
            assertTrue(names.size() == 1 && names.getFirst().matches("shapes-\\d{8}-\\d{6}"), names.toString());
        }
    }

    private Map<String, String> contents(String out, String... more) throws Exception {
        Result run = Dcgan.in(folder).run(Dcgan.tiny(out, more));
        assertEquals(0, run.exit(), run.err());
        return Dcgan.contents(folder.resolve(out));
    }

    private BufferedImage picture(String name) throws IOException {
        return ImageIO.read(folder.resolve(name).toFile());
    }

    private BufferedImage assertPicture(String name, int width, int height) throws IOException {
        BufferedImage picture = picture(name);
        assertEquals(width, picture.getWidth(), name);
        assertEquals(height, picture.getHeight(), name);
        long colours = IntStream.range(0, width * height)
                .map(i -> picture.getRGB(i % width, i / width))
                .distinct()
                .count();
        assertTrue(colours > 10, name + " has only " + colours + " colours");
        return picture;
    }

    /** Over how much of the width of a picture there is a colour. */
    private static long columns(BufferedImage picture, int colour) {
        return IntStream.range(0, picture.getWidth() * picture.getHeight())
                .filter(i -> (picture.getRGB(i % picture.getWidth(), i / picture.getWidth()) & 0xFFFFFF) == colour)
                .map(i -> i % picture.getWidth())
                .distinct()
                .count();
    }
}
