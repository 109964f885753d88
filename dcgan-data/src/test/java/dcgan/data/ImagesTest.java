package dcgan.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.data.picture.PictureGrid;
import java.awt.image.BufferedImage;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImagesTest {
    /** Two images of 1 × 2 pixels: red, and the grey of 255, 128 and 1. */
    private static final Images TINY = Images.of(
            new ImageShape(3, 1, 2),
            List.of(new byte[] {-1, -1, 0, 0, 0, 0}, new byte[] {-1, 1, -128, 1, 0, 1}),
            new int[] {1, 0},
            List.of("zero", "one", "two"));

    @Test
    void tellsWhatItHolds() {
        assertEquals(2, TINY.size());
        assertEquals(6, TINY.shape().size());
        assertEquals(List.of("zero", "one", "two"), TINY.classNames());
        assertEquals(1, TINY.label(0));
        assertEquals("zero", TINY.className(1));
        assertArrayEquals(new int[] {1, 1, 0}, TINY.countsPerClass());
    }

    @Test
    void normalisesToMinusOneToOne() {
        assertArrayEquals(new float[] {1, 1, -1, -1, -1, -1}, TINY.floats(0));
        float[] target = new float[8];
        TINY.copyFloats(1, target, 1);
        assertEquals(0, target[0]);
        assertEquals(1, target[1]);
        assertEquals((1 / 255.0 - 0.5) / 0.5, target[2], 1e-7);
        assertEquals((128 / 255.0 - 0.5) / 0.5, target[3], 1e-7);
        assertEquals(0, target[7]);
        assertThrows(IndexOutOfBoundsException.class, () -> TINY.copyFloats(1, target, 3));
    }

    @Test
    void everyByteComesBackFromItsFloat() {
        byte[] levels = new byte[256];
        for (int i = 0; i < 256; i++) {
            levels[i] = (byte) i;
        }
        Images ramp = Images.of(new ImageShape(1, 16, 16), List.of(levels), new int[1], List.of("ramp"));
        BufferedImage picture =
                PictureGrid.of(ramp.floats(0), 1, ramp.shape()).padding(0).render();
        for (int i = 0; i < 256; i++) {
            assertEquals(i * 0x10101, picture.getRGB(i % 16, i / 16) & 0xFFFFFF);
        }
    }

    @Test
    void picturesHaveTheirColours() {
        BufferedImage picture = PictureGrid.of(TINY, 1, 1).padding(0).render();
        assertEquals(2, picture.getWidth());
        assertEquals(1, picture.getHeight());
        assertEquals(0xFFFF8000, picture.getRGB(0, 0));
        assertEquals(0xFF010101, picture.getRGB(1, 0));
    }

    @Test
    void aSubsetOfTheFirstKeepsThem() {
        Images one = TINY.subset(Subset.first(1));
        assertEquals(1, one.size());
        assertArrayEquals(TINY.bytes(0), one.bytes(0));
        assertArrayEquals(new int[] {0, 1, 0}, one.countsPerClass());
        assertSame(TINY, TINY.subset(Subset.first(2)));
        assertSame(TINY, TINY.subset(Subset.first(Integer.MAX_VALUE)));
        assertThrows(IllegalArgumentException.class, () -> TINY.subset(Subset.first(0)));
    }

    /** The images may be anywhere in it, in any order, and twice. */
    @Test
    void imagesInOnePieceOfMemory() {
        MemorySegment memory = MemorySegment.ofArray(new byte[] {9, 5, 6, 7, 8, 1, 2, 3, 4});
        ImageShape shape = new ImageShape(1, 2, 2);
        long[] offsets = {5, 1, 5};
        int[] labels = {0, 1, 1};
        Images images = Images.of(shape, memory, offsets, labels, List.of("zero", "one"));
        offsets[0] = 0;
        labels[0] = 1;
        assertEquals(3, images.size());
        assertArrayEquals(new byte[] {1, 2, 3, 4}, images.bytes(0));
        assertArrayEquals(new byte[] {5, 6, 7, 8}, images.bytes(1));
        assertArrayEquals(new int[] {1, 2}, images.countsPerClass());
        Images last = images.subset(Subset.range(2, 3));
        assertArrayEquals(new byte[] {1, 2, 3, 4}, last.bytes(0));
        assertEquals("one", last.className(0));
        assertSame(images, images.subset(Subset.ALL));
        assertThrows(IndexOutOfBoundsException.class, () -> images.copyBytes(0, new byte[4], 1));
        assertThrows(IndexOutOfBoundsException.class, () -> images.bytes(3));
        List<String> classes = List.of("zero");
        for (long outside : new long[] {-1, 6}) {
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () -> Images.of(shape, memory, new long[] {outside}, new int[1], classes));
        }
        assertThrows(IllegalArgumentException.class, () -> Images.of(shape, memory, new long[2], new int[1], classes));
        assertThrows(
                IndexOutOfBoundsException.class, () -> Images.of(shape, memory, new long[1], new int[] {1}, classes));
    }

    @Test
    void bytesAreACopy() {
        assertNotSame(TINY.bytes(0), TINY.bytes(0));
        TINY.bytes(0)[0] = 5;
        assertEquals(-1, TINY.bytes(0)[0]);
    }

    /** What others make is as good as what is in memory: here images that are computed. */
    @Test
    void anyImagesCanBeUsed() {
        Images computed = new Images() {
            @Override
            public ImageShape shape() {
                return new ImageShape(1, 1, 2);
            }

            @Override
            public int size() {
                return 4;
            }

            @Override
            public List<String> classNames() {
                return List.of("even", "odd");
            }

            @Override
            public int label(int i) {
                return i % 2;
            }

            @Override
            public void copyBytes(int i, byte[] target, int offset) {
                target[offset] = (byte) (50 * i);
                target[offset + 1] = -1;
            }

            @Override
            public Images subset(Subset subset) {
                throw new UnsupportedOperationException();
            }
        };
        assertArrayEquals(new int[] {2, 2}, computed.countsPerClass());
        assertEquals("odd", computed.className(3));
        assertArrayEquals(new byte[] {100, -1}, computed.bytes(2));
        assertArrayEquals(new float[] {(100 / 255f - 0.5f) / 0.5f, 1}, computed.floats(2));
        assertThrows(IndexOutOfBoundsException.class, () -> computed.copyFloats(2, new float[3], 2));
        try (BatchIterator batches = computed.batches(3).epoch(1).iterator()) {
            Batch batch = batches.next();
            assertArrayEquals(computed.floats(2), Arrays.copyOfRange(batch.images(), 4, 6));
            assertArrayEquals(new int[] {0, 1, 0}, batch.labels());
        }
        BufferedImage grid = PictureGrid.of(computed, 0, 4).padding(0).render();
        assertEquals(0xFF646464, grid.getRGB(4, 0));
    }

    @Test
    void shapesHaveOneOrThreeChannelsAndSomePixels() {
        assertEquals("[3, 2, 5]", new ImageShape(3, 2, 5).toString());
        assertEquals(30, new ImageShape(3, 2, 5).size());
        assertEquals(10, new ImageShape(3, 2, 5).pixels());
        assertEquals(new ImageShape(1, 64, 64), ImageShape.square(1, 64));
        for (int[] wrong : new int[][] {{2, 1, 1}, {0, 1, 1}, {4, 1, 1}, {3, 0, 1}, {3, 1, -1}}) {
            assertThrows(IllegalArgumentException.class, () -> new ImageShape(wrong[0], wrong[1], wrong[2]));
        }
        assertThrows(ArithmeticException.class, () -> ImageShape.square(3, 1 << 15));
    }

    @Test
    void refusesWhatDoesNotFitTogether() {
        List<byte[]> image = List.of(new byte[3]);
        List<String> names = List.of("a");
        int[] label = {0};
        assertThrows(IllegalArgumentException.class, () -> Images.of(new ImageShape(3, 1, 2), image, label, names));
        assertThrows(
                IllegalArgumentException.class, () -> Images.of(new ImageShape(3, 1, 1), image, new int[2], names));
        assertThrows(
                IllegalArgumentException.class,
                () -> Images.of(new ImageShape(3, 1, 1), image, label, List.of("a", "a")));
        assertThrows(
                IndexOutOfBoundsException.class, () -> Images.of(new ImageShape(3, 1, 1), image, new int[] {1}, names));
    }

    @Test
    void sixtyThousandImagesFitIntoTwoHundredMegabytes() {
        // An array of bytes costs a header of at most 24 bytes, its content, and up to 7 bytes of padding; then there
        // is a reference and a label. Nothing else grows with the number of images.
        int image = 3 * 32 * 32;
        long each = 24 + image + 7 + Long.BYTES + Integer.BYTES;
        assertTrue(60_000 * each < 200_000_000, "60,000 images take " + 60_000 * each + " bytes");
        // One and the same array 60,000 times: the data set does not copy pixels.
        List<byte[]> images = new ArrayList<>(Collections.nCopies(60_000, new byte[image]));
        assertEquals(
                60_000,
                Images.of(new ImageShape(3, 32, 32), images, new int[60_000], List.of("a"))
                        .size());
    }
}
