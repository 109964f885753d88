package dcgan.data.shapes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.data.ImageShape;
import dcgan.data.Images;
import dcgan.data.Split;
import dcgan.data.Subset;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapesTest {
    /** As many images in each of six files, five of them to train with. */
    private static Shapes shapes(int imagesPerFile, long seed) {
        return Shapes.of(ImageShape.square(3, 32), 5 * imagesPerFile, imagesPerFile, seed);
    }

    /** Runs are resumed only if they find the same bytes. */
    @Test
    void theBytesAreTheSameEverywhereAndForever() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        Images train = shapes(10_000, 1).images(Split.TRAIN, Subset.balanced(300, 7));
        for (int i = 0; i < train.size(); i++) {
            digest.update(train.bytes(i));
            digest.update((byte) train.label(i));
        }
        assertEquals(
                "b55bf4d311991b32cabfca365a103bb8f2ec6184d85800c15477650a38970e01",
                HexFormat.of().formatHex(digest.digest()));
        Images test = shapes(20, 5).test();
        for (int i = 0; i < test.size(); i++) {
            digest.update(test.bytes(i));
        }
        assertEquals(
                "de977525d69ac4a204fa3b8f51ba3fcce1b8e870324a986e1fe7578b6533026e",
                HexFormat.of().formatHex(digest.digest()));
    }

    @Test
    void aSubsetHasTheSameImages() {
        Shapes shapes = shapes(20, 1);
        Images all = shapes.train();
        Images some = shapes.images(Split.TRAIN, Subset.balanced(20, 3));
        int[] labels = IntStream.range(0, 100).map(i -> i % 10).toArray();
        int[] chosen = Subset.balanced(20, 3).indices(labels, 10);
        assertEquals(20, some.size());
        for (int i = 0; i < 20; i++) {
            assertArrayEquals(all.bytes(chosen[i]), some.bytes(i));
            assertEquals(labels[chosen[i]], some.label(i));
        }
        assertEquals(20, shapes.test().size());
        assertFalse(Arrays.equals(all.bytes(0), shapes.test().bytes(0)));
    }

    /** In memory these would be 9.8 GB. */
    @Test
    void manyLargeImagesTakeNoMemory() {
        ImageShape shape = ImageShape.square(3, 256);
        Images many = Shapes.of(shape, 50_000, 1, 1).train();
        Images few = Shapes.of(shape, 20, 1, 1).train();
        assertEquals(50_000, many.size());
        assertEquals(few.classNames(), many.classNames());
        byte[] copied = new byte[1 + shape.size()];
        for (int i = 0; i < 20; i++) {
            many.copyBytes(i, copied, 1);
            assertArrayEquals(few.bytes(i), Arrays.copyOfRange(copied, 1, copied.length));
            assertEquals(few.label(i), many.label(i));
        }
        assertArrayEquals(few.floats(3), many.floats(3));

        int[] labels = IntStream.range(0, many.size()).map(many::label).toArray();
        int[] chosen = Subset.balanced(10, 3).indices(labels, 10);
        Images some = many.subset(Subset.balanced(10, 3));
        for (int i = 0; i < 10; i++) {
            assertEquals(many.label(chosen[i]), some.label(i));
            assertArrayEquals(many.bytes(chosen[i]), some.bytes(i));
        }
        assertThrows(IndexOutOfBoundsException.class, () -> many.bytes(50_000));
        assertThrows(IndexOutOfBoundsException.class, () -> many.copyBytes(0, copied, 2));
    }

    @ParameterizedTest
    @CsvSource({"3, 8", "1, 16", "3, 16", "1, 32", "1, 64", "3, 64", "3, 128", "1, 256", "3, 256", "3, 50"})
    void anySizeShowsTheSame(int channels, int size) {
        ImageShape shape = ImageShape.square(channels, size);
        Images images = Shapes.of(shape, 20, 1, 1).train();
        Images usual = shapes(4, 1).train();
        assertEquals(shape, images.shape());
        for (int i = 0; i < images.size(); i++) {
            assertEquals(usual.label(i), images.label(i));
            // Points of the usual picture that have only the shape or only the ground around.
            int around = 1 + Math.max(1, 32 / size);
            int checked = 0;
            for (int y = 0; y < 32; y++) {
                for (int x = 0; x < 32; x++) {
                    Boolean covered = covered(usual.bytes(i), x, y, around);
                    if (covered != null) {
                        int pixel = (int) ((y + 0.5) * size / 32) * size + (int) ((x + 0.5) * size / 32);
                        assertEquals(covered, isCovered(images.bytes(i), channels, pixel), i + ": " + x + ", " + y);
                        checked++;
                    }
                }
            }
            assertTrue(checked > 25, i + " has " + checked + " points to check");
        }
    }

    /** Whether a pixel of a picture of 32 × 32 and those around it are covered; null if some are. */
    private static Boolean covered(byte[] usual, int x, int y, int around) {
        int covered = 0;
        int points = 0;
        for (int v = Math.max(0, y - around); v <= Math.min(31, y + around); v++) {
            for (int u = Math.max(0, x - around); u <= Math.min(31, x + around); u++) {
                covered += isCovered(usual, 3, v * 32 + u) ? 1 : 0;
                points++;
            }
        }
        return covered == 0 ? Boolean.FALSE : covered == points ? Boolean.TRUE : null;
    }

    /** The ground is darker than every shape in red and in grey. */
    private static boolean isCovered(byte[] image, int channels, int pixel) {
        return (image[pixel] & 0xFF) > (channels == 1 ? 112 : 104);
    }

    @Test
    void greyShapesStandOut() {
        byte[] circle = Shapes.of(ImageShape.square(1, 64), 1, 1, 1).train().bytes(0);
        assertEquals(64 * 64, circle.length);
        assertEquals(112, circle[0] & 0xFF);
        assertTrue((circle[12 * 64 + 32] & 0xFF) > 235, "almost white above");
        assertEquals(213, circle[48 * 64 + 32] & 0xFF, 5, "light grey below");
    }

    @Test
    void hardlyTwoPicturesAreTheSame() {
        Images train = shapes(200, 1).train();
        long different = IntStream.range(0, 1000)
                .mapToObj(i -> Arrays.hashCode(train.bytes(i)))
                .distinct()
                .count();
        assertTrue(different > 950, different + " of 1000 pictures differ");
        for (int count : train.countsPerClass()) {
            assertEquals(100, count);
        }
    }

    @Test
    void everyPictureHasAShapeThatIsYellowAboveAndRedBelowOnAGreyGround() {
        Images train = shapes(100, 2).train();
        for (int i = 0; i < train.size(); i++) {
            byte[] pixels = train.bytes(i);
            int yellow = 0;
            int red = 0;
            for (int p = 0; p < 1024; p++) {
                if ((pixels[p] & 0xFF) > 220 && (pixels[p + 2048] & 0xFF) < 85) {
                    int row = p / 32;
                    int green = pixels[p + 1024] & 0xFF;
                    assertTrue(row > 11 || green > 155, i + " is not yellow in row " + row);
                    assertTrue(row < 20 || green < 125, i + " is not red in row " + row);
                    yellow += row < 16 ? 1 : 0;
                    red += row < 16 ? 0 : 1;
                }
            }
            assertTrue(yellow > 30 && red > 30 && yellow + red < 650, i + " has " + yellow + " and " + red + " pixels");
            int[] corner = {pixels[0] & 0xFF, pixels[1024] & 0xFF, pixels[2048] & 0xFF};
            assertArrayEquals(new int[] {104, 116, 136}, corner, "a corner is ground");
        }
    }

    @Test
    void shapesAreWhatTheyAreCalled() {
        assertTrue(Shape.CIRCLE.covers(0, 0) && !Shape.CIRCLE.covers(0.8, 0.8));
        assertTrue(Shape.SQUARE.covers(0.75, 0.75) && !Shape.SQUARE.covers(0.9, 0));
        assertTrue(Shape.TRIANGLE.covers(0, -0.9) && !Shape.TRIANGLE.covers(0.5, -0.9));
        assertTrue(Shape.DIAMOND.covers(0, 1) && !Shape.DIAMOND.covers(0.6, 0.6));
        assertTrue(Shape.CROSS.covers(0.9, 0) && !Shape.CROSS.covers(0.6, 0.6));
        assertFalse(Shape.RING.covers(0, 0));
        assertTrue(Shape.RING.covers(0, 0.8));
        assertTrue(Shape.STAR.covers(0, -1) && !Shape.STAR.covers(0, 1));
        assertTrue(Shape.HEART.covers(0, 0.8) && !Shape.HEART.covers(0, -0.8));
        assertTrue(Shape.MOON.covers(-0.8, 0) && !Shape.MOON.covers(0.5, 0));
        assertTrue(Shape.ARROW.covers(0, 0.9) && !Shape.ARROW.covers(0.5, 0.9));
        for (Shape shape : Shape.values()) {
            for (int i = 0; i < 628; i++) {
                double far = Shape.REACH + 0.001;
                assertFalse(shape.covers(far * Math.cos(i / 100.0), far * Math.sin(i / 100.0)), shape.name());
            }
        }
        assertEquals(
                List.of("circle", "square", "triangle", "diamond", "cross", "ring", "star", "heart", "moon", "arrow"),
                Shape.names());
    }

    @Test
    void refusesImpossibleShapesAndNumbers() {
        ImageShape shape = ImageShape.square(3, 32);
        assertThrows(IllegalArgumentException.class, () -> Shapes.of(shape, 0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> Shapes.of(shape, 1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> Shapes.of(shape, Integer.MAX_VALUE, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> Shapes.of(ImageShape.square(3, 7), 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> Shapes.of(new ImageShape(3, 32, 64), 1, 1, 1));
    }
}
