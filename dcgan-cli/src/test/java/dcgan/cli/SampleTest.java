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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training takes of a folder with three classes, of a single colour each. */
class SampleTest {
    private static final Map<String, Integer> CLASSES = Map.of("blue", 0x0000FF, "green", 0x00FF00, "red", 0xFF0000);
    private static final int PER_CLASS = 70;

    @TempDir
    private Path folder;

    @BeforeEach
    void drawPictures() throws IOException {
        for (Map.Entry<String, Integer> colour : CLASSES.entrySet()) {
            Path pictures = Files.createDirectories(folder.resolve("pictures", colour.getKey()));
            BufferedImage picture = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
            picture.setRGB(0, 0, colour.getValue());
            for (int i = 0; i < PER_CLASS; i++) {
                ImageIO.write(picture, "png", pictures.resolve(i + ".png").toFile());
            }
        }
    }

    @Test
    void realPicturesShowAllClasses() throws Exception {
        train("all", "--batch-size 210");
        List<Long> counts = counts("all").values().stream().sorted().toList();
        assertEquals(List.of(21L, 21L, 22L), counts);
    }

    @Test
    void aLimitTakesEquallyManyOfEachClassTheSameForTheSameSeed() throws Exception {
        train("some", "--limit 15 --batch-size 15");
        assertEquals(Map.of("blue", 5L, "green", 5L, "red", 5L), counts("some"));
        JsonNode data = new ObjectMapper()
                .readTree(folder.resolve("some/config.json").toFile())
                .get("data");
        assertEquals(15, data.get("images").asInt());
        assertEquals("balanced", data.get("sampling").asText());
        assertExit(Dcgan.in(folder).run("train", "--resume", "some", "--epochs", "2"));
    }

    /** Each picture of these has its own bytes. */
    @Test
    void theSeedChoosesAndAResumedRunKeepsItsChoice() throws Exception {
        Result one = Dcgan.in(folder).run(Dcgan.tiny("one", "--limit", "30", "--epochs", "1"));
        assertExit(one);
        assertExit(Dcgan.in(folder).run(Dcgan.tiny("other", "--limit", "30", "--epochs", "1", "--seed", "2")));
        assertTrue(!checksum("one").equals(checksum("other")));
        String before = checksum("one");
        assertExit(Dcgan.in(folder).run("train", "--resume", "one", "--epochs", "2"));
        assertEquals(before, checksum("one"));
    }

    private String checksum(String run) throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve(run, "config.json").toFile())
                .get("data")
                .get("crc32c")
                .asText();
    }

    private void train(String run, String more) throws Exception {
        String rest = " --feature-maps 1 --latent-size 2 --epochs 1 --backend reference --out " + run;
        assertExit(Dcgan.in(folder).run(("train --dataset folder --data pictures " + more + rest).split(" ")));
    }

    /** How many pictures of each class a run shows as real ones. */
    private Map<String, Long> counts(String run) throws IOException {
        BufferedImage grid =
                ImageIO.read(folder.resolve(run, "samples/real.png").toFile());
        int cell = 3 * (32 + 2);
        Map<String, Long> counts = new HashMap<>();
        for (int y = cell / 2; y < grid.getHeight(); y += cell) {
            for (int x = cell / 2; x < grid.getWidth(); x += cell) {
                int rgb = grid.getRGB(x, y) & 0xFFFFFF;
                CLASSES.forEach((name, colour) -> {
                    if (colour == rgb) {
                        counts.merge(name, 1L, Long::sum);
                    }
                });
            }
        }
        return counts;
    }

    private static void assertExit(Result result) {
        assertEquals(0, result.exit(), result.err());
    }
}
