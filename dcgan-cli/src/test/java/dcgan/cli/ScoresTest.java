package dcgan.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dcgan.cli.Dcgan.Result;
import dcgan.cli.Dcgan.Running;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Scores while a training runs, and its best checkpoint. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScoresTest {
    private static final int EPOCHS = 5;
    private static final int FLOOR_COLOUR = 0x2CA02C;

    @TempDir
    private static Path folder;

    private Map<String, String> whole;

    @BeforeAll
    void train() throws Exception {
        Result trained = dcgan().run(training("whole"));
        assertEquals(0, trained.exit(), trained.err());
        for (int epoch : new int[] {2, 4, 5}) {
            assertTrue(
                    trained.out()
                            .lines()
                            .anyMatch(line -> line.matches("epoch: " + epoch
                                    + ", C-FD: [\\d.]+, C-KD: [-\\d.]+ \\(std\\. error [\\d.]+\\), 20 pictures in"
                                    + " [\\d.]+ s(, the best so far)?")),
                    trained.out());
        }
        assertTrue(trained.err().contains("scores compare with 20 test pictures; the floor, "), trained.err());
        assertTrue(trained.err().contains("warning: C-FD is far too high with 20 pictures"), trained.err());
        whole = Dcgan.contents(folder.resolve("whole"));
    }

    @Test
    void everySecondEpochAndTheLastHaveAScoreBehindTheOtherColumns() throws Exception {
        List<String> lines = Files.readAllLines(folder.resolve("whole/epochs.csv"));

        assertEquals("epoch,batches,lossD,lossG,D_x,D_G_z1,D_G_z2,C-FD,C-KD,C-KD_error", lines.getFirst());
        assertEquals(EPOCHS + 1, lines.size());
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            assertEquals(epoch % 2 == 0 || epoch == EPOCHS, !lines.get(epoch).endsWith(",,,"), lines.get(epoch));
        }
    }

    @Test
    void theTrainingIsTheSameAsWithoutScores() throws Exception {
        Result trained = dcgan().run(Dcgan.tiny("plain", "--epochs", "" + EPOCHS, "--backend", "simd"));
        assertEquals(0, trained.exit(), trained.err());
        Map<String, String> plain = Dcgan.contents(folder.resolve("plain"));

        for (String file : plain.keySet()) {
            if (!file.equals("epochs.csv")) {
                assertEquals(plain.get(file), whole.get(file), file);
            }
        }
        assertEquals(plain.get("epochs.csv"), whole.get("epochs.csv").replaceAll("(,[^,\n]*){3}\n", "\n"));
        assertFalse(plain.containsKey("checkpoints/best.safetensors"));
    }

    @Test
    void theFloorIsKeptOnceAndToldInTheReport() throws Exception {
        JsonNode floor =
                new ObjectMapper().readTree(folder.resolve("whole/floor.json").toFile());
        double cFd = floor.at("/score/c_fd").asDouble();
        assertEquals("test", floor.get("split").asText());
        assertEquals(20, floor.get("real_pictures").asInt());
        assertTrue(cFd > 0 && cFd < scores("whole").get(best("whole")), floor.toString());

        String page = Files.readString(folder.resolve("whole/report.html"));
        assertTrue(
                page.contains("<dt>Floor</dt><dd>C-FD %.3f, C-KD ".formatted(cFd))
                        && page.contains("compared with 20 test pictures</dd>"),
                "row");
        BufferedImage chart =
                ImageIO.read(folder.resolve("whole/evaluation.png").toFile());
        assertEquals(1200, chart.getWidth());
        assertTrue(columns(chart, FLOOR_COLOUR) > 600, "a line from the first epoch to the last");
    }

    /** A checkpoint that only the copy is left of is scored, too. */
    @Test
    void theBestCheckpointIsThatOfTheLowestScore() throws Exception {
        copy("whole", "copied");
        int best = best("whole");
        Files.deleteIfExists(checkpoint("copied", best));
        Result evaluated = dcgan().run(
                        "evaluate --from copied --checkpoints all --count 20 --json all.json --backend simd"
                                .split(" "));

        assertEquals(0, evaluated.exit(), evaluated.err());
        assertTrue(evaluated.out().contains("\nbest.safetensors "), evaluated.out());
        JsonNode result = new ObjectMapper().readTree(folder.resolve("all.json").toFile());
        JsonNode kept = null;
        for (JsonNode checkpoint : result.get("checkpoints")) {
            kept = checkpoint.get("epochs").asInt() == best ? checkpoint : kept;
        }
        assertEquals(scores("whole").get(best), kept.at("/score/c_fd").asDouble(), "as in the training");
        draw("--from copied --best --grid best.png");
        draw("--from copied/checkpoints/best.safetensors --grid same.png");
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("same.png")), Files.readAllBytes(folder.resolve("best.png")));
    }

    private static void draw(String arguments) throws Exception {
        Result drawn = Dcgan.in(folder).run(("generate --backend reference " + arguments).split(" "));
        assertEquals(0, drawn.exit(), drawn.err());
    }

    /** At a moment that may lie within a score, within a checkpoint or between one and its copy. */
    @Test
    void aKilledRunGoesOnToTheSameScoresAndBestCheckpoint() throws Exception {
        Running running = dcgan().start(training("killed"));
        Path second = folder.resolve("killed/checkpoints/epoch-0002.safetensors");
        running.await(() -> Files.exists(second));
        running.signal("KILL");
        assertEquals(137, running.end().exit());
        Result resumed = dcgan().run("train", "--resume", "killed");

        assertEquals(0, resumed.exit(), resumed.err());
        assertSame("killed");
    }

    @Test
    void aDamagedBestCheckpointIsMadeUpFor() throws Exception {
        copy("whole", "healed");
        Path kept = folder.resolve("healed/checkpoints/best.safetensors");
        Files.writeString(kept, "damaged");
        // As if the best of the kept checkpoints were the best of all.
        Result resumed = Dcgan.in(folder).run("train", "--resume", "healed");
        assertEquals(0, resumed.exit(), resumed.err());
        int best = scores("healed").entrySet().stream()
                .filter(score -> Files.exists(checkpoint("healed", score.getKey())))
                .min(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        assertEquals(-1, Files.mismatch(checkpoint("healed", best), kept));
    }

    /** What is best of a past that is given up is no longer best. */
    @Test
    void fromAnEarlierCheckpointALaterBestIsSetAside() throws Exception {
        copy("whole", "again");
        Path kept = folder.resolve("again/checkpoints/best.safetensors");
        // The last epoch is made the best one, which is behind the checkpoint to go on from.
        Files.copy(checkpoint("again", EPOCHS), kept, StandardCopyOption.REPLACE_EXISTING);
        Result resumed = dcgan().run("train", "--resume", "again/checkpoints/epoch-0004.safetensors");

        assertEquals(0, resumed.exit(), resumed.err());
        assertTrue(resumed.err().contains("best.safetensors is further on and was renamed"), resumed.err());
        assertTrue(Files.exists(kept.resolveSibling("best.safetensors.old")));
        assertEquals(
                whole.get("epochs.csv"), Dcgan.contents(folder.resolve("again")).get("epochs.csv"));
        int best = scores("again").entrySet().stream()
                .filter(score -> Files.exists(checkpoint("again", score.getKey())))
                .min(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        assertEquals(-1, Files.mismatch(checkpoint("again", best), kept));
    }

    /** With the best one of an epoch whose own checkpoint is gone. */
    @Test
    void aRunGoesOnFromItsBestCheckpointToTheSameEnd() throws Exception {
        copy("whole", "from-best");
        Path kept = folder.resolve("from-best/checkpoints/best.safetensors");
        Files.copy(checkpoint("from-best", 4), kept, StandardCopyOption.REPLACE_EXISTING);
        Files.delete(checkpoint("from-best", 4));
        Result resumed = dcgan().run("train", "--resume", "from-best/checkpoints/best.safetensors");

        assertEquals(0, resumed.exit(), resumed.err());
        assertTrue(
                resumed.err().contains("from-best/checkpoints/epoch-0005.safetensors is further on and was renamed"),
                resumed.err());
        for (String file : List.of(
                "epochs.csv",
                "metrics.csv",
                "checkpoints/epoch-0004.safetensors",
                "checkpoints/epoch-0005.safetensors")) {
            assertEquals(
                    whole.get(file), Dcgan.contents(folder.resolve("from-best")).get(file), file);
        }
        String config = Files.readString(folder.resolve("from-best/config.json"));
        assertTrue(config.contains("\"from\" : \"best.safetensors\""), config);
    }

    @Test
    void theReportHasTheBestScoreAChartAndAColumn() throws Exception {
        String page = Files.readString(folder.resolve("whole/report.html"));

        assertTrue(page.contains("<dt>Best score</dt><dd>C-FD "), "row");
        assertTrue(page.contains("after epoch " + best("whole") + ", of 20 pictures</dd>"), "epoch");
        assertTrue(page.contains("<th scope=\"col\">C-FD</th>"), "column");
        assertTrue(page.contains("Chart of C-FD"), "chart");
        assertTrue(page.contains("./dcgan generate --best --from whole --grid best.png"), "command");
    }

    @Test
    void badInputIsToldInASentence() throws Exception {
        copy("whole", "unscored");
        Files.delete(folder.resolve("unscored/checkpoints/best.safetensors"));
        copy("whole", "broken");
        Files.writeString(folder.resolve("broken/checkpoints/best.safetensors"), "no checkpoint");

        refuses(
                2,
                "train --dataset shapes --evaluate-count 100",
                "--evaluate-count does nothing without --evaluate-every");
        refuses(2, "train --dataset shapes --evaluate-every 0", "'--evaluate-every': it must be from 1 to");
        refuses(
                2,
                "train --dataset shapes --evaluate-every 1 --evaluate-count 19",
                "it must be from 20 to 100000, but is 19");
        refuses(
                2,
                "train --resume whole --evaluate-every 3",
                "--evaluate-every 3 contradicts the run, which was begun with --evaluate-every 2");
        refuses(
                2,
                "train --resume whole --evaluate-count 30",
                "--evaluate-count 30 contradicts the run, which was begun with --evaluate-count 20");
        refuses(1, "generate --best --grid x.png --from unscored", "unscored has no checkpoints/best.safetensors");
        refuses(1, "generate --best --grid x.png --from broken", "best.safetensors is damaged or none");
        refuses(
                1,
                "train --resume broken/checkpoints/best.safetensors",
                "; go on from the newest checkpoint with: ./dcgan train --resume " + folder.resolve("broken"));
        refuses(
                2,
                "generate --best --grid x.png --from whole/checkpoints/best.safetensors",
                "--best takes the folder of a run with --from");
        assertFalse(Files.exists(folder.resolve("x.png")));
        assertFalse(Files.exists(folder.resolve("runs")));
    }

    /** Within this process, which saves the start of another. */
    private static void refuses(int exit, String arguments, String sentence) {
        String[] args = Stream.of(arguments.split(" "))
                .map(word -> word.matches("(whole|unscored|broken)(/.*)?|x\\.png")
                        ? folder.resolve(word).toString()
                        : word)
                .toArray(String[]::new);
        StringWriter err = new StringWriter();
        assertEquals(
                exit,
                new Main().commandLine().setErr(new PrintWriter(err, true)).execute(args),
                err.toString());
        assertTrue(err.toString().contains(sentence), err.toString());
    }

    /** In how many columns a colour stands. */
    private static long columns(BufferedImage picture, int colour) {
        return IntStream.range(0, picture.getWidth())
                .filter(x -> IntStream.range(0, picture.getHeight())
                        .anyMatch(y -> (picture.getRGB(x, y) & 0xFFFFFF) == colour))
                .count();
    }

    private void assertSame(String run) throws IOException {
        Map<String, String> contents = Dcgan.contents(folder.resolve(run));
        assertEquals(whole.keySet(), contents.keySet());
        contents.forEach((file, content) -> assertTrue(content.equals(whole.get(file)), file));
    }

    /** With the compiler that vectors need: the reference would take a minute for what takes simd a second. */
    private Dcgan dcgan() {
        return Dcgan.in(folder).with("-XX:+UseSerialGC");
    }

    private static String[] training(String out) {
        return Dcgan.tiny(
                out, "--epochs", "" + EPOCHS, "--evaluate-every", "2", "--evaluate-count", "20", "--backend", "simd");
    }

    private Path checkpoint(String run, int epoch) {
        return folder.resolve(run, "checkpoints", "epoch-%04d.safetensors".formatted(epoch));
    }

    /** The epoch with the lowest C-FD. */
    private int best(String run) throws IOException {
        return scores(run).entrySet().stream()
                .min(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .orElseThrow()
                .getKey();
    }

    /** C-FD by epoch. */
    private Map<Integer, Double> scores(String run) throws IOException {
        List<String[]> rows = Files.readAllLines(folder.resolve(run, "epochs.csv")).stream()
                .map(line -> line.split(",", -1))
                .toList();
        int column = Arrays.asList(rows.getFirst()).indexOf("C-FD");
        return IntStream.range(1, rows.size())
                .boxed()
                .filter(i -> !rows.get(i)[column].isEmpty())
                .collect(Collectors.toMap(i -> i, i -> Double.valueOf(rows.get(i)[column])));
    }

    private void copy(String run, String to) throws IOException {
        try (var files = Files.walk(folder.resolve(run))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(to).resolve(folder.resolve(run).relativize(file)));
            }
        }
    }
}
