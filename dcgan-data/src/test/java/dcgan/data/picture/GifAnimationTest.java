package dcgan.data.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.data.DatasetException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Animations, decoded again. */
class GifAnimationTest {
    private static final int WIDTH = 24;
    private static final int HEIGHT = 20;

    @TempDir
    private Path folder;

    @Test
    void itPlaysItsFramesForEverAndHoldsTheLast() throws IOException {
        byte[] gif = GifAnimation.of(GifAnimationTest::grey, 3)
                .delay(7)
                .lastDelay(150)
                .encode();

        List<Frame> frames = frames(gif);
        assertEquals(List.of(7, 7, 150), frames.stream().map(Frame::delay).toList());
        assertArrayEquals(new byte[] {1, 0, 0}, frames.getFirst().loop());
    }

    @Test
    void upTo256ColoursStayExactAndPixelsBecomeSquares() throws IOException {
        List<Frame> frames =
                frames(GifAnimation.of(GifAnimationTest::grey, 2).scale(3).encode());

        for (int i = 0; i < 2; i++) {
            BufferedImage expected = grey(i);
            BufferedImage frame = frames.get(i).picture();
            assertEquals(3 * WIDTH, frame.getWidth());
            assertEquals(3 * HEIGHT, frame.getHeight());
            for (int y = 0; y < frame.getHeight(); y++) {
                for (int x = 0; x < frame.getWidth(); x++) {
                    assertEquals(expected.getRGB(x / 3, y / 3), frame.getRGB(x, y));
                }
            }
        }
    }

    /** Memory does not bound the number of frames. */
    @Test
    void framesAreWrittenAsTheyCome() {
        int count = 200;
        long[] before = new long[count];
        GifAnimation.of(
                        i -> {
                            before[i] = bytesIn(folder);
                            return colours(i);
                        },
                        count)
                .scale(4)
                .write(folder.resolve("long.gif"));
        long size = bytesIn(folder);
        assertTrue(
                before[count - 1] > size * 3 / 4, before[count - 1] + " of " + size + " bytes before the last frame");
    }

    private static long bytesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each of them with colours of its own, so that a palette for all would not do. */
    @Test
    void manyColoursBecomeSimilarOnes() throws IOException {
        List<Frame> frames =
                frames(GifAnimation.of(GifAnimationTest::colours, 3).encode());

        for (int i = 0; i < 3; i++) {
            int[] expected = pixels(colours(i));
            int[] found = pixels(frames.get(i).picture());
            double squares = 0;
            for (int k = 0; k < expected.length; k++) {
                for (int shift = 0; shift < 24; shift += 8) {
                    int difference = (expected[k] >> shift & 0xFF) - (found[k] >> shift & 0xFF);
                    squares += difference * difference;
                }
            }
            double error = Math.sqrt(squares / (3 * expected.length));
            assertTrue(error > 0 && error < 8, "frame " + i + ": " + error);
        }
    }

    @Test
    void aFailureLeavesWhatWasThere() throws IOException {
        Path file = folder.resolve("new/animation.gif");
        GifAnimation.of(GifAnimationTest::grey, 2).write(file);
        byte[] before = Files.readAllBytes(file);
        assertThrows(
                IllegalStateException.class,
                () -> GifAnimation.of(
                                i -> {
                                    if (i == 1) {
                                        throw new IllegalStateException("no frame");
                                    }
                                    return grey(i);
                                },
                                2)
                        .write(file));

        assertArrayEquals(before, Files.readAllBytes(file));
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertEquals(List.of(file), files.toList());
        }
        assertTrue(assertThrows(
                        DatasetException.class,
                        () -> GifAnimation.of(GifAnimationTest::grey, 2).write(file.resolve("below.gif")))
                .getMessage()
                .startsWith(file.resolve("below.gif") + ": the animation cannot be written ("));
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        GifAnimation animation = GifAnimation.of(GifAnimationTest::grey, 1);
        assertThrows(IllegalArgumentException.class, () -> GifAnimation.of(GifAnimationTest::grey, 0));
        assertThrows(IllegalArgumentException.class, () -> animation.scale(0));
        assertThrows(IllegalArgumentException.class, () -> animation.delay(0));
        assertEquals(
                "An animation of 72,000 x 60,000 pixels is too large; enlarge it less.",
                assertThrows(DatasetException.class, () -> animation.scale(3000).encode())
                        .getMessage());
        assertThrows(DatasetException.class, () -> animation.scale(2200).encode());
        assertThrows(IllegalArgumentException.class, () -> animation.lastDelay(65536));
    }

    private static BufferedImage grey(int frame) {
        return picture(frame, random -> 0x010101 * random.nextInt(256));
    }

    /** Shades of one of red, green and blue with a little of the others. */
    private static BufferedImage colours(int frame) {
        return picture(
                frame,
                random -> random.nextInt(256) << 8 * frame
                        | random.nextInt(32) << 8 * ((frame + 1) % 3)
                        | random.nextInt(32) << 8 * ((frame + 2) % 3));
    }

    private interface Colours {
        int next(Random random);
    }

    private static BufferedImage picture(int seed, Colours colours) {
        Random random = new Random(seed);
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                picture.setRGB(x, y, colours.next(random));
            }
        }
        return picture;
    }

    private static int[] pixels(BufferedImage picture) {
        return picture.getRGB(0, 0, WIDTH, HEIGHT, null, 0, WIDTH);
    }

    /** A frame with its delay, and how it loops, which stands in the first one. */
    private record Frame(BufferedImage picture, int delay, byte[] loop) {}

    private static List<Frame> frames(byte[] gif) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(gif))) {
            reader.setInput(in);
            List<Frame> frames = new ArrayList<>();
            for (int i : IntStream.range(0, reader.getNumImages(true)).toArray()) {
                IIOMetadataNode root =
                        (IIOMetadataNode) reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0");
                IIOMetadataNode control = (IIOMetadataNode)
                        root.getElementsByTagName("GraphicControlExtension").item(0);
                IIOMetadataNode loop = (IIOMetadataNode)
                        root.getElementsByTagName("ApplicationExtension").item(0);
                frames.add(new Frame(
                        reader.read(i),
                        Integer.parseInt(control.getAttribute("delayTime")),
                        loop == null ? null : (byte[]) loop.getUserObject()));
            }
            return frames;
        } finally {
            reader.dispose();
        }
    }
}
