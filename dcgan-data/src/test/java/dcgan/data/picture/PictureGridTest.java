package dcgan.data.picture;

import static dcgan.data.Sentences.complaint;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.data.ImageShape;
import dcgan.data.Images;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureGridTest {
    private static final int RED = 0xFFFF0000;
    private static final int GREEN = 0xFF00FF00;
    private static final int BLACK = 0xFF000000;

    @TempDir
    Path temp;

    /** {@code [3, 3, 1, 2]}: a red, a green and a white image, the right pixel of each black. */
    private static final float[] IMAGES = {
        1, -1, -1, -1, -1, -1,
        -1, -1, 1, -1, -1, -1,
        1, -1, 1, -1, 1, -1
    };

    private static final ImageShape SHAPE = new ImageShape(3, 1, 2);

    private static final Images DATASET = Images.of(
            new ImageShape(3, 1, 1),
            List.of(new byte[] {-1, 0, 0}, new byte[] {0, -1, 0}, new byte[] {-1, 0, 0}),
            new int[] {0, 1, 0},
            List.of("red", "green"));

    @Test
    void putsEachImageInItsPlace() {
        BufferedImage grid = PictureGrid.of(IMAGES, 3, SHAPE)
                .columns(2)
                .padding(1)
                .scale(2)
                .background(0x0000FF)
                .render();
        // Two columns of 2 pixels and two rows of 1, a margin of 1 between and around them, all of it twice as large.
        assertEquals(2 * (1 + 2 * 3), grid.getWidth());
        assertEquals(2 * (1 + 2 * 2), grid.getHeight());
        int[][] expected = {
            {2, 2, RED},
            {3, 3, RED},
            {4, 2, BLACK},
            {5, 3, BLACK},
            {8, 2, GREEN},
            {9, 3, GREEN},
            {10, 2, BLACK},
            {2, 6, 0xFFFFFFFF},
            {4, 6, BLACK},
            {0, 0, 0xFF0000FF},
            {6, 2, 0xFF0000FF},
            {8, 6, 0xFF0000FF},
            {13, 9, 0xFF0000FF}
        };
        for (int[] pixel : expected) {
            assertEquals(
                    Integer.toHexString(pixel[2]),
                    Integer.toHexString(grid.getRGB(pixel[0], pixel[1])),
                    "at " + pixel[0] + ", " + pixel[1]);
        }
    }

    @Test
    void isNoWiderThanItsImages() {
        assertEquals(3 * 2, PictureGrid.of(IMAGES, 3, SHAPE).padding(0).render().getWidth());
    }

    @Test
    void keepsToTheRange() {
        float[] odd = {-7, 7, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0};
        BufferedImage grid =
                PictureGrid.of(odd, 1, new ImageShape(1, 1, 6)).padding(0).render();
        int[] levels = {0, 255, 0, 255, 0, 128};
        for (int x = 0; x < levels.length; x++) {
            assertEquals(levels[x], grid.getRGB(x, 0) & 0xFF, "pixel " + x);
        }
    }

    @Test
    void refusesWhatCannotBeDrawn() {
        assertThrows(IndexOutOfBoundsException.class, () -> PictureGrid.of(IMAGES, 4, SHAPE));
        assertThrows(IllegalArgumentException.class, () -> PictureGrid.of(IMAGES, 0, SHAPE));
        assertThrows(IllegalArgumentException.class, () -> PictureGrid.of(DATASET, 0, 0));
        PictureGrid grid = PictureGrid.of(IMAGES, 3, SHAPE);
        assertThrows(IllegalArgumentException.class, () -> grid.columns(0));
        assertThrows(IllegalArgumentException.class, () -> grid.padding(-1));
        assertThrows(IllegalArgumentException.class, () -> grid.scale(0));
        complaint(() -> grid.scale(100_000).render(), "too large", "1,400,000 x 500,000 pixels");
        complaint(() -> grid.scale(Integer.MAX_VALUE).render(), "too large");
        complaint(() -> grid.scale(50_000).writeEach(Path.of("nowhere"), "image"), "too large", "100,000 x 50,000");
    }

    @Test
    void writesAndReplacesWholeFiles() throws IOException {
        Path file = temp.resolve("new/grid.png");
        PngFiles.write(PictureGrid.of(DATASET, 0, 1).padding(0).render(), file);
        PngFiles.write(PictureGrid.of(IMAGES, 3, SHAPE).render(), file);
        BufferedImage read = ImageIO.read(file.toFile());
        assertEquals(2 + 3 * 4, read.getWidth());
        assertEquals(RED, read.getRGB(2, 2));
        try (var files = Files.list(file.getParent())) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void aPictureThatCannotBeWritten() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));
        complaint(
                () -> PngFiles.write(PictureGrid.of(DATASET, 0, 1).padding(0).render(), file.resolve("x.png")),
                "x.png",
                "cannot be written");
        Path folder = Files.createDirectories(temp.resolve("folder/sub"));
        complaint(
                () -> PngFiles.write(PictureGrid.of(DATASET, 0, 1).padding(0).render(), folder.getParent()),
                "folder",
                "cannot be written");
        try (var files = Files.list(temp)) {
            assertEquals(2, files.count(), "nothing half-written is left");
        }
    }

    @Test
    void anInterruptedThreadWritesNothingAndLeavesNothing() {
        Thread.currentThread().interrupt();
        complaint(
                () -> PngFiles.write(
                        PictureGrid.of(DATASET, 0, 1).padding(0).render(), temp.resolve("new/folder/x.png")),
                "it was interrupted");
        assertTrue(Thread.interrupted());
        assertFalse(Files.exists(temp.resolve("new")));
    }

    @Test
    void writesEachImage() throws IOException {
        PictureGrid.of(IMAGES, 3, SHAPE).scale(3).writeEach(temp, "fake");
        for (int i = 1; i <= 3; i++) {
            BufferedImage read =
                    ImageIO.read(temp.resolve("fake-000" + i + ".png").toFile());
            assertEquals(6, read.getWidth());
            assertEquals(3, read.getHeight());
            assertEquals(List.of(RED, GREEN, -1).get(i - 1), read.getRGB(2, 2));
        }
    }

    @Test
    void writesManyImagesOnOtherThreads() throws IOException {
        int count = 100;
        PictureGrid many = PictureGrid.of(PictureGridTest::shade, count, SHAPE);
        many.writeEach(temp.resolve("each"), "image");
        for (int i = 0; i < count; i++) {
            // The same bytes as one that this thread writes.
            Path alone = temp.resolve("alone.png");
            PngFiles.write(PictureGrid.of(shade(i), 1, SHAPE).padding(0).render(), alone);
            assertArrayEquals(
                    Files.readAllBytes(alone),
                    Files.readAllBytes(temp.resolve("each/image-%04d.png".formatted(i + 1))),
                    "image " + i);
        }
    }

    private static float[] shade(int image) {
        float[] levels = new float[SHAPE.size()];
        Arrays.fill(levels, image / 64f - 1);
        return levels;
    }

    @Test
    void theFirstFailureEndsWritingAndThoseBeforeItAreThere() throws IOException {
        Path folder = temp.resolve("each");
        Files.createDirectories(folder.resolve("image-0030.png/in-the-way"));
        Files.createDirectories(folder.resolve("image-0033.png/in-the-way"));
        AtomicInteger asked = new AtomicInteger();
        PictureGrid grid = PictureGrid.of(
                image -> {
                    asked.incrementAndGet();
                    return shade(image);
                },
                10_000,
                SHAPE);
        complaint(() -> grid.writeEach(folder, "image"), "image-0030.png", "cannot be written");
        for (int i = 1; i < 30; i++) {
            assertNotNull(
                    ImageIO.read(folder.resolve("image-%04d.png".formatted(i)).toFile()));
        }
        assertTrue(asked.get() < 10_000, "it ends at once");
        onlyWholePictures(folder);
    }

    @Test
    void anInterruptionBetweenImagesLeavesWholeOnes() throws IOException {
        Path folder = temp.resolve("each");
        PictureGrid grid = PictureGrid.of(
                image -> {
                    if (image == 50) {
                        Thread.currentThread().interrupt();
                    }
                    return shade(image);
                },
                10_000,
                SHAPE);
        complaint(() -> grid.writeEach(folder, "image"), "it was interrupted");
        assertTrue(Thread.interrupted());
        onlyWholePictures(folder);
    }

    private static void onlyWholePictures(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertTrue(file.getFileName().toString().matches("image-\\d{4}\\.png"), file + " is left");
                assertNotNull(ImageIO.read(file.toFile()), file + " is not whole");
            }
        }
    }

    @Test
    void drawsTheGridAndEachImageInOnePass() throws IOException {
        List<Integer> asked = new ArrayList<>();
        PictureGrid grid = PictureGrid.of(
                image -> {
                    asked.add(image);
                    return Arrays.copyOfRange(IMAGES, image * SHAPE.size(), (image + 1) * SHAPE.size());
                },
                3,
                SHAPE);
        BufferedImage drawn = grid.renderAndWriteEach(temp.resolve("both"), "image");
        assertEquals(List.of(0, 1, 2), asked);
        BufferedImage rendered = PictureGrid.of(IMAGES, 3, SHAPE).render();
        assertEquals(rendered.getWidth(), drawn.getWidth());
        for (int x = 0; x < rendered.getWidth(); x++) {
            assertEquals(rendered.getRGB(x, 2), drawn.getRGB(x, 2), "at " + x);
        }
        grid.writeEach(temp.resolve("each"), "image");
        for (int i = 1; i <= 3; i++) {
            String name = "image-000" + i + ".png";
            assertArrayEquals(
                    Files.readAllBytes(temp.resolve("each").resolve(name)),
                    Files.readAllBytes(temp.resolve("both").resolve(name)));
        }
    }

    @Test
    void exportsByClass() throws IOException {
        Path folder = temp.resolve("export");
        PngFiles.export(DATASET, folder);
        try (var files = Files.walk(folder)) {
            assertEquals(
                    List.of("green/00001.png", "red/00001.png", "red/00002.png"),
                    files.filter(Files::isRegularFile)
                            .map(file -> folder.relativize(file).toString())
                            .sorted()
                            .toList());
        }
        assertEquals(
                GREEN, ImageIO.read(folder.resolve("green/00001.png").toFile()).getRGB(0, 0));
        complaint(() -> PngFiles.export(DATASET, folder), "export", "not empty");
        complaint(() -> PngFiles.export(DATASET, folder.resolve("red/00001.png")), "cannot be used as a folder");
    }

    @Test
    void classNamesBecomeFolders() throws Exception {
        Path folder = temp.resolve("classes");
        PngFiles.export(oneOfEach("T-shirt/top", "Bag"), folder);
        assertTrue(Files.exists(folder.resolve("T-shirt-top/00001.png")));
        assertTrue(Files.exists(folder.resolve("Bag/00001.png")));
        for (String name : List.of("..", "a\\b", "c:", "\u001b[2J")) {
            complaint(
                    () -> PngFiles.export(oneOfEach("fine", name), temp.resolve("bad")),
                    "cannot be the name of a folder");
        }
        complaint(() -> PngFiles.export(oneOfEach("a/b", "a-b"), temp.resolve("bad")), "differ in a slash alone");
        assertTrue(Files.notExists(temp.resolve("bad")));
    }

    private static Images oneOfEach(String... names) {
        return Images.of(ImageShape.square(1, 1), List.of(new byte[1], new byte[1]), new int[] {0, 1}, List.of(names));
    }

    @Test
    void exportsNothingOutsideTheFolder() throws IOException {
        for (String name : List.of("..", "a\\b", "", ".")) {
            Images hostile = Images.of(new ImageShape(1, 1, 1), List.of(new byte[1]), new int[] {0}, List.of(name));
            complaint(() -> PngFiles.export(hostile, temp.resolve("export")), "cannot be the name of a folder");
        }
        try (var files = Files.list(temp)) {
            assertTrue(files.findAny().isEmpty());
        }
        PngFiles.export(oneOfEach("../up", "/etc"), temp.resolve("export"));
        assertTrue(Files.exists(temp.resolve("export/..-up/00001.png")));
        assertTrue(Files.exists(temp.resolve("export/-etc/00001.png")));
    }
}
