package dcgan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dcgan.cli.Dcgan.Result;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dcgan evaluate} with a training of three epochs. */
class EvaluateTest {
    private static final String FEW = "--count 20 --backend simd";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void train() throws IOException, InterruptedException {
        Result trained = Dcgan.in(folder).run(Dcgan.tiny("run"));
        assertEquals(0, trained.exit(), trained.err());
    }

    @Test
    void tellsTheScoreAndTheFloorAndWritesThem() throws Exception {
        Result result = evaluate("--from run --json score.json " + FEW);
        JsonNode json = json("score.json");
        JsonNode score = json.get("checkpoints").get(0).get("score");

        assertEquals(0, result.exit(), result.err());
        List<String> out = result.out().lines().toList();
        assertTrue(out.get(0).matches("PICTURES +N +C-FD +C-KD +STD\\. ERROR"), result.out());
        assertTrue(out.get(1).matches("epoch-0003\\.safetensors +20 +[\\d.]+ +[-\\d.]+ +[\\d.]+"), result.out());
        assertTrue(out.get(2).matches("real \\(the floor\\) +20 +[\\d.]+ +[-\\d.]+ +[\\d.]+"), result.out());
        assertTrue(result.out().contains("compared with 20 test pictures of shapes"), result.out());
        assertTrue(
                result.said().stream().anyMatch(line -> line.startsWith("warning: C-FD is far too high with 20")),
                result.err());
        assertEquals(3, json.get("checkpoints").get(0).get("epochs").asInt());
        assertEquals("test", json.get("split").asText());
        assertEquals(20, json.get("real_pictures").asInt());
        assertEquals(20, score.get("pictures").asInt());
        // Three epochs of eight batches draw nothing yet.
        assertTrue(
                score.get("c_fd").asDouble() > 2 * json.get("floor").get("c_fd").asDouble(), json.toString());
        assertTrue(
                score.get("c_kd").asDouble()
                        > 3 * score.get("c_kd_standard_error").asDouble(),
                json.toString());

        assertEquals(
                0,
                evaluate("--from run/checkpoints/epoch-0003.safetensors --json again.json " + FEW)
                        .exit());
        assertEquals(
                json.get("checkpoints").get(0).get("score"),
                json("again.json").get("checkpoints").get(0).get("score"));
    }

    @Test
    void scoresAllCheckpointsAndNamesTheBest() throws Exception {
        Result result = evaluate("--from run --checkpoints all --json all.json " + FEW);
        assertEquals(0, result.exit(), result.err());
        JsonNode checkpoints = json("all.json").get("checkpoints");
        int best = 0;
        for (int i = 0; i < checkpoints.size(); i++) {
            best = fd(checkpoints.get(i)) < fd(checkpoints.get(best)) ? i : best;
        }

        assertTrue(checkpoints.size() >= 2, checkpoints.toString());
        assertTrue(
                result.out()
                        .contains("lowest C-FD: "
                                + checkpoints.get(best).get("path").asText() + "\n"),
                result.out());
    }

    private static double fd(JsonNode checkpoint) {
        return checkpoint.get("score").get("c_fd").asDouble();
    }

    @Test
    void aDataSetWithoutTestPicturesIsComparedWithItsTrainingPictures() throws Exception {
        Path pictures = Files.createDirectories(folder.resolve("pictures/a"));
        for (int i = 0; i < 50; i++) {
            BufferedImage picture = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
            picture.setRGB(i % 32, i / 32, 0xFFFFFF);
            ImageIO.write(picture, "png", pictures.resolve(i + ".png").toFile());
        }
        Result result = evaluate("--from run --dataset folder --data pictures --json folder.json " + FEW);

        assertEquals(0, result.exit(), result.err());
        assertTrue(result.out().contains("compared with 20 training pictures of "), result.out());
        assertTrue(result.out().contains(", because it has no test pictures"), result.out());
        assertEquals("train", json("folder.json").get("split").asText());
    }

    @Test
    void neighborsAreDrawnInRowsOfOneGeneratedAndSevenTrainingPictures() throws Exception {
        Result result = evaluate("--from run --neighbors near.png " + FEW);

        assertEquals(0, result.exit(), result.err());
        assertTrue(result.out().endsWith("near.png\n"), result.out());
        BufferedImage picture = ImageIO.read(folder.resolve("near.png").toFile());
        assertEquals(8 * (32 + 2) * 3 + 2 * 3, picture.getWidth());
        assertEquals(16 * (32 + 2) * 3 + 2 * 3, picture.getHeight());
    }

    @Test
    void badInputIsToldInASentence() throws Exception {
        Path alone = Files.copy(
                folder.resolve("run/checkpoints/epoch-0003.safetensors"), folder.resolve("alone.safetensors"));
        Files.createDirectories(folder.resolve("few/a"));
        for (int i = 0; i < 30; i++) {
            ImageIO.write(
                    new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB),
                    "png",
                    folder.resolve("few/a/" + i + ".png").toFile());
        }

        refuses(2, "--from " + alone.getFileName(), "alone.safetensors is not in the folder of a run, which would say");
        refuses(
                2,
                "--from alone.safetensors --checkpoints all",
                "--checkpoints all takes the folder of a run with --from, but alone.safetensors is a file");
        refuses(2, "--from run --dataset folder", "--dataset folder needs --data");
        refuses(1, "--from nowhere --dataset shapes", "nowhere does not exist");
        refuses(1, "--from run --dataset folder --data few", "the data set has too few pictures");
        refuses(1, "--from run --dataset cifar10 --offline", "CIFAR-10 is not in the cache");
        refuses(1, "--from run --json none/score.json", "none/score.json cannot be written");
        assertFalse(Files.exists(folder.resolve("none")));
    }

    private static void refuses(int exit, String arguments, String sentence) throws Exception {
        Result result = evaluate(arguments + " --backend reference");
        assertEquals(exit, result.exit(), result.err());
        assertTrue(result.failure().contains(sentence), result.err());
        assertEquals("", result.out());
    }

    /** With the compiler that vectors need. */
    private static Result evaluate(String arguments) throws IOException, InterruptedException {
        return Dcgan.in(folder).with("-XX:+UseSerialGC").run(("evaluate " + arguments).split(" "));
    }

    private static JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(folder.resolve(name).toFile());
    }
}
