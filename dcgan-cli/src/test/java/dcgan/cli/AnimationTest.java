package dcgan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.cli.Dcgan.Result;
import dcgan.cli.Dcgan.Running;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The animations of a run and of {@code generate}, decoded again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnimationTest {
    private static final String PROGRESS = "samples/progress.gif";

    @TempDir
    static Path folder;

    @BeforeAll
    void train() throws Exception {
        run(Dcgan.tiny("run", "--sample-every", "1", "--limit", "16"));
    }

    @Test
    void aTrainingShowsItsGridsOneAfterTheOther() throws Exception {
        Gif gif = Gif.read(folder.resolve("run").resolve(PROGRESS));

        assertEquals(List.of(40, 40, 200), gif.delays());
        assertTrue(gif.loops());
        for (int epoch = 1; epoch <= 3; epoch++) {
            BufferedImage grid = picture("run/samples/grid-epoch-000" + epoch + ".png");
            BufferedImage frame = gif.frames().get(epoch - 1);
            assertEquals(2 * (2 + 8 * 34), frame.getWidth());
            assertEquals(2 * (2 + 8 * 34), frame.getHeight());
            // A grid has its pixels three times as large, an animation twice.
            assertSimilar(grid, 3, frame, 2, 2 + 8 * 34);
        }
    }

    @Test
    void theReportShowsBothInside() throws Exception {
        String page = Files.readString(folder.resolve("run/report.html"));

        for (String file : List.of(PROGRESS, "samples/walk.gif")) {
            String inside = Base64.getEncoder()
                    .encodeToString(Files.readAllBytes(folder.resolve("run").resolve(file)));
            assertTrue(page.contains("src=\"data:image/gif;base64," + inside + "\""), file);
        }
        assertTrue(
                page.contains("width=\"548\" height=\"548\" alt=\"The fixed latents from epoch 1 to epoch 3"), "alt");
        assertTrue(page.contains("<h2>A walk from latent to latent</h2>"), "heading");
    }

    /** The first of eight latents are those of the samples. */
    @Test
    void aTrainingEndsWithAWalkThroughItsLatents() throws Exception {
        Gif walk = Gif.read(folder.resolve("run/samples/walk.gif"));

        assertEquals(Collections.nCopies(64, 10), walk.delays());
        assertTrue(walk.loops());
        BufferedImage row = picture("run/samples/epoch-0003.png");
        for (int latent = 0; latent < 8; latent++) {
            BufferedImage frame = walk.frames().get(8 * latent);
            assertEquals(256, frame.getWidth());
            int left = 4 * (2 + latent * 34);
            assertSimilar(row.getSubimage(left, 8, 128, 128), 4, frame, 8, 32);
        }
    }

    @Test
    void aKilledRunComesToTheSameAnimations() throws Exception {
        Running running = Dcgan.in(folder).start(Dcgan.tiny("killed", "--sample-every", "1", "--limit", "16"));
        running.await(() -> Files.exists(folder.resolve("killed/checkpoints/epoch-0002.safetensors")));
        running.signal("KILL");
        running.end();
        run("train", "--resume", "killed");
        for (String file : List.of(PROGRESS, "samples/walk.gif")) {
            assertEquals(
                    -1,
                    Files.mismatch(
                            folder.resolve("run").resolve(file),
                            folder.resolve("killed").resolve(file)),
                    file);
        }
    }

    /** A picture that is damaged, missing or of another size, and a past that was given up, cost their frames alone. */
    @Test
    void itIsMadeOfTheGridsThatAreThere() throws Exception {
        copy("hurt");
        Path samples = folder.resolve("hurt/samples");
        byte[] grid = Files.readAllBytes(samples.resolve("grid-epoch-0002.png"));
        Files.write(samples.resolve("grid-epoch-0002.png"), Arrays.copyOf(grid, grid.length / 2));
        Files.write(samples.resolve("progress.gif"), new byte[100]);
        for (int epoch : new int[] {4, 5}) {
            Files.copy(samples.resolve("epoch-0003.png"), samples.resolve("epoch-000" + epoch + ".png"));
            Files.copy(samples.resolve("grid-epoch-0003.png"), samples.resolve("grid-epoch-000" + epoch + ".png"));
        }
        run("report", "hurt");
        assertEquals(List.of(40, 200), Gif.read(samples.resolve("progress.gif")).delays());

        Files.copy(
                samples.resolve("epoch-0001.png"),
                samples.resolve("grid-epoch-0001.png"),
                StandardCopyOption.REPLACE_EXISTING);
        byte[] before = Files.readAllBytes(samples.resolve("progress.gif"));
        run("report", "hurt");
        assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(samples.resolve("progress.gif"))));
        assertFalse(
                Files.readString(folder.resolve("hurt/report.html")).contains("The fixed latents from epoch"),
                "a single grid makes no animation");
    }

    @Test
    void manyEpochsAreSpreadOverAHundredFrames() throws Exception {
        copy("long");
        Path samples = folder.resolve("long/samples");
        List<String> means = Files.readAllLines(folder.resolve("long/epochs.csv"));
        StringBuilder rows = new StringBuilder(String.join("\n", means)).append('\n');
        for (int epoch = 4; epoch <= 240; epoch++) {
            rows.append(means.getLast().replaceFirst("3", "" + epoch)).append('\n');
            for (String name : List.of("epoch-%04d.png", "grid-epoch-%04d.png")) {
                Files.createLink(
                        samples.resolve(name.formatted(epoch)), samples.resolve(name.formatted(1 + epoch % 2)));
            }
        }
        Files.writeString(folder.resolve("long/epochs.csv"), rows);
        run("report", "long");
        Gif gif = Gif.read(samples.resolve("progress.gif"));

        assertTrue(
                gif.frames().size() > 20 && gif.frames().size() <= 100,
                gif.frames().size() + " frames");
        assertTrue(Files.size(samples.resolve("progress.gif")) <= 8 << 20, "its size");
        assertEquals(200, gif.delays().getLast());
        assertTrue(Files.readString(folder.resolve("long/report.html"))
                .contains("The fixed latents from epoch 1 to epoch 240"));
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
        size, channels, side
        16,   3,        438
        256,  1,        518
        """)
    void otherSizesAndGreyHaveThemToo(int size, int channels, int side) throws Exception {
        String run = "run-" + size;
        run(Dcgan.tiny(
                run,
                ("--limit 8 --feature-maps 1 --epochs 2 --sample-every 1 --image-size " + size + " --channels "
                                + channels)
                        .split(" ")));
        Gif gif = Gif.read(folder.resolve(run).resolve(PROGRESS));

        assertEquals(2, gif.frames().size());
        assertEquals(side, gif.frames().getFirst().getWidth());
        BufferedImage walk =
                Gif.read(folder.resolve(run, "samples/walk.gif")).frames().getFirst();
        assertEquals(256, walk.getWidth());
        if (channels == 1) {
            for (BufferedImage frame : gif.frames()) {
                for (int i = 0; i < side; i++) {
                    int rgb = frame.getRGB(i, side / 3);
                    assertTrue((rgb >> 16 & 0xFF) == (rgb & 0xFF) && (rgb >> 8 & 0xFF) == (rgb & 0xFF), "it is grey");
                }
            }
            // All grey levels are kept.
            BufferedImage grid = picture(run + "/samples/grid-epoch-0001.png");
            for (int i = 0; i < side; i++) {
                assertEquals(grid.getRGB(i, i), gif.frames().getFirst().getRGB(i, i));
            }
        }
    }

    @Test
    void framesHaveAtMost2048Pixels() throws Exception {
        Result refused =
                Dcgan.in(folder).run("generate --from run --interpolate --gif large.gif --scale 65".split(" "));
        assertEquals(2, refused.exit(), refused.err());
        assertEquals(
                "dcgan: --gif draws frames of at most 2048 px; for pictures of 32 px give --scale 64 or less",
                refused.err()
                        .lines()
                        .filter(line -> line.startsWith("dcgan: "))
                        .findFirst()
                        .orElse(""));
        assertFalse(Files.exists(folder.resolve("large.gif")));
    }

    @Test
    void generateAnimatesAWalkThatEndsWhereItBegan() throws Exception {
        Result result = run(
                ("generate --from run --interpolate --count 10 --steps 4 --fps 25 --gif new/walk.gif --dir each --scale"
                                + " 2")
                        .split(" "));
        run("generate --from run --count 3 --dir latents --scale 2".split(" "));
        Gif gif = Gif.read(folder.resolve("new/walk.gif"));

        assertEquals("each\nnew/walk.gif\n", result.out());
        assertEquals(Collections.nCopies(10, 4), gif.delays());
        assertTrue(gif.loops());
        for (int i = 0; i < 10; i++) {
            BufferedImage single = picture("each/image-%04d.png".formatted(i + 1));
            assertEquals(64, gif.frames().get(i).getWidth());
            assertSimilar(single, 2, gif.frames().get(i), 2, 32);
        }
        // Two legs of four steps, and two steps back.
        for (int latent = 0; latent < 3; latent++) {
            assertEquals(
                    -1,
                    Files.mismatch(
                            folder.resolve("each/image-%04d.png".formatted(1 + 4 * latent)),
                            folder.resolve("latents/image-%04d.png".formatted(1 + latent))));
        }
        assertTrue(
                difference("each/image-0010.png", "each/image-0001.png")
                        < difference("each/image-0009.png", "each/image-0001.png"),
                "the last one is on the way to the first");
    }

    @Test
    void byItselfItHasItsOwnDefaults() throws Exception {
        run("generate --from run --interpolate --gif plain.gif".split(" "));
        Gif gif = Gif.read(folder.resolve("plain.gif"));

        assertEquals(Collections.nCopies(160, 5), gif.delays());
        assertEquals(256, gif.frames().getFirst().getWidth());
    }

    private static BufferedImage picture(String name) throws IOException {
        return ImageIO.read(folder.resolve(name).toFile());
    }

    /** Two pictures of the same pixels, each enlarged; a palette changes colours a little. */
    private static void assertSimilar(BufferedImage a, int scaleA, BufferedImage b, int scaleB, int side) {
        double squares = 0;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int first = a.getRGB(scaleA * x, scaleA * y);
                int second = b.getRGB(scaleB * x + scaleB - 1, scaleB * y + scaleB - 1);
                for (int shift = 0; shift < 24; shift += 8) {
                    int difference = (first >> shift & 0xFF) - (second >> shift & 0xFF);
                    squares += difference * difference;
                }
            }
        }
        double error = Math.sqrt(squares / (3.0 * side * side));
        assertTrue(error < 8, "the colours differ by " + error);
    }

    private static long difference(String a, String b) throws IOException {
        BufferedImage first = picture(a);
        BufferedImage second = picture(b);
        long sum = 0;
        for (int i = 0; i < 32 * 32; i++) {
            int x = 2 * (i % 32);
            int y = 2 * (i / 32);
            sum += Math.abs((first.getRGB(x, y) & 0xFF) - (second.getRGB(x, y) & 0xFF));
        }
        return sum;
    }

    private static void copy(String to) throws IOException {
        Path source = folder.resolve("run");
        try (var files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file, folder.resolve(to).resolve(source.relativize(file).toString()));
            }
        }
    }

    private static Result run(String... arguments) throws IOException, InterruptedException {
        Result result = Dcgan.in(folder).run(arguments);
        assertEquals(0, result.exit(), result.err());
        return result;
    }
}
