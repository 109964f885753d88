package dcgan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dcgan.cli.Dcgan.Result;
import dcgan.cli.Dcgan.Running;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images of other sizes and channels than 32 px in colour, from the option to the pictures. */
class ImageSizeTest {
    private static final int MARGIN = 2;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
        size, channels, model,     row scale, grid scale, columns
        16,   3,        simple,    8,         6,          8
        32,   1,        simple,    4,         3,          8
        64,   1,        batchnorm, 2,         2,          8
        128,  3,        simple,    1,         1,          8
        256,  1,        simple,    1,         1,          4
        """)
    void aRunHasThemInItsFilesAndPictures(
            int size, int channels, String model, int rowScale, int gridScale, int columns) throws Exception {
        train("run", size, channels, "--epochs", "1", "--model", model);
        JsonNode image = new ObjectMapper()
                .readTree(folder.resolve("run/config.json").toFile())
                .at("/training/network/image");
        assertEquals("[" + channels + "," + size + "," + size + "]", image.toString());
        BufferedImage real = grid("run/samples/real.png", gridScale, size, columns, channels);
        assertTrue(levels(real) > 10, "the real images are drawn");
        grid("run/samples/grid-epoch-0001.png", gridScale, size, columns, channels);
        grid("run/samples/epoch-0001.png", rowScale, size, 8, channels);
        String report = Files.readString(folder.resolve("run/report.html"));
        assertEquals(5, report.split("data:image/png;base64", -1).length - 1, "two charts, a row and two grids");

        // The checkpoint alone tells what to draw.
        Files.move(folder.resolve("run/checkpoints/epoch-0001.safetensors"), folder.resolve("moved.safetensors"));
        run("generate", "--from", "moved.safetensors", "--count", "9", "--grid", "grid.png", "--dir", "each");
        grid("grid.png", gridScale, size, 8, channels);
        grid("each/image-0009.png", gridScale, size, 0, channels);
    }

    @Test
    void killedAndResumedAt64PxItComesToTheSameBits() throws Exception {
        train("whole", 64, 3, "--limit", "32", "--model", "batchnorm");
        Running running = Dcgan.in(folder).start(arguments("killed", 64, 3, "--limit", "32", "--model", "batchnorm"));
        running.await(() -> Files.exists(folder.resolve("killed/checkpoints/epoch-0001.safetensors")));
        running.signal("KILL");
        running.end();
        run("train", "--resume", "killed", "--image-size", "64", "--channels", "3");
        assertEquals(Dcgan.contents(folder.resolve("whole")), Dcgan.contents(folder.resolve("killed")));
    }

    @Test
    void aRunStaysWithItsImages() throws Exception {
        train("run", 16, 1, "--epochs", "1");
        refused(
                2,
                "--image-size 32 contradicts the run, which was begun with --image-size 16; leave it out, or begin"
                        + " a new run",
                "train",
                "--resume",
                "run",
                "--image-size",
                "32");
        refused(
                2,
                "--channels 3 contradicts the run, which was begun with --channels 1; leave it out, or begin a new"
                        + " run",
                "train",
                "--resume",
                "run",
                "--channels",
                "3");
    }

    /** 150 pictures of 256 px are 118 MB of numbers, and 40 MB of pixels. */
    @Test
    void manyLargePicturesNeedTheMemoryOfTheGridAlone() throws Exception {
        train("run", 256, 3, "--epochs", "1", "--sample-every", "0");
        Result result = Dcgan.in(folder)
                .with("-Xmx110m", "-XX:TieredStopAtLevel=1")
                .run("generate", "--from", "run", "--count", "150", "--grid", "grid.png");
        assertEquals(0, result.exit(), result.err());
        BufferedImage grid = ImageIO.read(folder.resolve("grid.png").toFile());
        assertEquals(19 * (256 + MARGIN) + MARGIN, grid.getHeight());
    }

    @Test
    void aDataSetOfOneSizeIsConverted() throws Exception {
        run("data", "shapes", "--per-file", "8", "--out", "images.tar.gz");
        run(("train --data images.tar.gz --image-size 64 --channels 1 --limit 30 --batch-size 8 --feature-maps 1"
                        + " --latent-size 2 --epochs 1 --backend reference --out run")
                .split(" "));
        BufferedImage real = ImageIO.read(folder.resolve("run/samples/real.png").toFile());
        assertEquals(2 * (8 * (64 + MARGIN) + MARGIN), real.getWidth());
        requireGrey(real);
        assertTrue(levels(real) > 10, "the real images are drawn");
    }

    private void train(String out, int size, int channels, String... more) throws Exception {
        run(arguments(out, size, channels, more));
    }

    private static String[] arguments(String out, int size, int channels, String... more) {
        String[] image = {
            "--image-size",
            String.valueOf(size),
            "--channels",
            String.valueOf(channels),
            "--feature-maps",
            "1",
            "--latent-size",
            "2",
            "--limit",
            "64",
            "--batch-size",
            "16"
        };
        String[] all = new String[image.length + more.length];
        System.arraycopy(image, 0, all, 0, image.length);
        System.arraycopy(more, 0, all, image.length, more.length);
        return Dcgan.tiny(out, all);
    }

    private void run(String... arguments) throws Exception {
        Result result = Dcgan.in(folder).run(arguments);
        assertEquals(0, result.exit(), result.err());
    }

    private void refused(int exit, String failure, String... arguments) throws Exception {
        Result result = Dcgan.in(folder).run(arguments);
        assertEquals(exit, result.exit(), result.err());
        assertEquals("dcgan: " + failure, result.failure());
    }

    /**
     * Reads a picture of images of this size.
     *
     * @param columns images in a row; 0 for a single image without a margin
     */
    private BufferedImage grid(String file, int scale, int size, int columns, int channels) throws IOException {
        BufferedImage picture = ImageIO.read(folder.resolve(file).toFile());
        int width = columns == 0 ? size : columns * (size + MARGIN) + MARGIN;
        assertEquals(scale * width, picture.getWidth(), file);
        if (channels == 1) {
            requireGrey(picture);
        }
        return picture;
    }

    private static void requireGrey(BufferedImage picture) {
        assertTrue(
                pixels(picture)
                        .allMatch(rgb -> (rgb >> 16 & 0xFF) == (rgb & 0xFF) && (rgb >> 8 & 0xFF) == (rgb & 0xFF)),
                "it is grey");
    }

    private static long levels(BufferedImage picture) {
        return pixels(picture).distinct().count();
    }

    private static IntStream pixels(BufferedImage picture) {
        int width = picture.getWidth();
        return IntStream.of(picture.getRGB(0, 0, width, picture.getHeight(), null, 0, width));
    }
}
