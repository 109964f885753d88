package dcgan.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageDatasetTest {
    /** Two images of 1 × 2 pixels: red, and the grey of 255, 128 and 1. */
    private static final ImageDataset TINY = ImageDataset.of(
            3,
            1,
            2,
            List.of(new byte[] {-1, -1, 0, 0, 0, 0}, new byte[] {-1, 1, -128, 1, 0, 1}),
            new int[] {1, 0},
            List.of("zero", "one", "two"));

    @Test
    void tellsWhatItHolds() {
        assertEquals(2, TINY.size());
        assertEquals(6, TINY.imageLength());
        assertEquals(List.of("zero", "one", "two"), TINY.classNames());
        assertEquals(1, TINY.label(0));
        assertEquals("zero", TINY.className(1));
        assertArrayEquals(new int[] {1, 1, 0}, TINY.countsPerClass());
    }

    @Test
    void normalisesToMinusOneToOne() {
        assertArrayEquals(new float[] {1, 1, -1, -1, -1, -1}, TINY.image(0));
        float[] target = new float[8];
        TINY.copyTo(1, target, 1);
        assertEquals(0, target[0]);
        assertEquals(1, target[1]);
        assertEquals((1 / 255.0 - 0.5) / 0.5, target[2], 1e-7);
        assertEquals((128 / 255.0 - 0.5) / 0.5, target[3], 1e-7);
        assertEquals(0, target[7]);
        assertThrows(IndexOutOfBoundsException.class, () -> TINY.copyTo(1, target, 3));
    }

    @Test
    void everyByteComesBackFromItsFloat() {
        byte[] levels = new byte[256];
        for (int i = 0; i < 256; i++) {
            levels[i] = (byte) i;
        }
        ImageDataset ramp = ImageDataset.of(1, 16, 16, List.of(levels), new int[1], List.of("ramp"));
        BufferedImage picture =
                PictureGrid.of(ramp.image(0), 1, 1, 16, 16).padding(0).render();
        for (int i = 0; i < 256; i++) {
            assertEquals(i * 0x10101, picture.getRGB(i % 16, i / 16) & 0xFFFFFF);
        }
    }

    @Test
    void picturesHaveTheirColours() {
        BufferedImage picture = TINY.picture(1);
        assertEquals(2, picture.getWidth());
        assertEquals(1, picture.getHeight());
        assertEquals(0xFFFF8000, picture.getRGB(0, 0));
        assertEquals(0xFF010101, picture.getRGB(1, 0));
    }

    @Test
    void limitKeepsTheFirstOnes() {
        ImageDataset one = TINY.limit(1);
        assertEquals(1, one.size());
        assertArrayEquals(TINY.bytes(0), one.bytes(0));
        assertArrayEquals(new int[] {0, 1, 0}, one.countsPerClass());
        assertSame(TINY, TINY.limit(2));
        assertSame(TINY, TINY.limit(Integer.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> TINY.limit(0));
    }

    @Test
    void bytesAreACopy() {
        assertNotSame(TINY.bytes(0), TINY.bytes(0));
        TINY.bytes(0)[0] = 5;
        assertEquals(-1, TINY.bytes(0)[0]);
    }

    @Test
    void refusesWhatDoesNotFitTogether() {
        List<byte[]> image = List.of(new byte[3]);
        List<String> names = List.of("a");
        int[] label = {0};
        assertThrows(IllegalArgumentException.class, () -> ImageDataset.of(2, 1, 1, image, label, names));
        assertThrows(IllegalArgumentException.class, () -> ImageDataset.of(3, 0, 1, image, label, names));
        assertThrows(IllegalArgumentException.class, () -> ImageDataset.of(3, 1, 2, image, label, names));
        assertThrows(IllegalArgumentException.class, () -> ImageDataset.of(3, 1, 1, image, new int[2], names));
        assertThrows(IllegalArgumentException.class, () -> ImageDataset.of(3, 1, 1, image, label, List.of("a", "a")));
        assertThrows(IndexOutOfBoundsException.class, () -> ImageDataset.of(3, 1, 1, image, new int[] {1}, names));
    }

    @Test
    void sixtyThousandImagesFitIntoTwoHundredMegabytes() {
        // An array of bytes costs a header of at most 24 bytes, its content, and up to 7 bytes of padding; then there
        // is a reference and a label. Nothing else grows with the number of images.
        long each = 24 + Cifar10.PIXEL_BYTES + 7 + Long.BYTES + Integer.BYTES;
        assertTrue(60_000 * each < 200_000_000, "60,000 images take " + 60_000 * each + " bytes");
        // One and the same array 60,000 times: the data set does not copy pixels.
        List<byte[]> images = new ArrayList<>(Collections.nCopies(60_000, new byte[Cifar10.PIXEL_BYTES]));
        assertEquals(
                60_000,
                ImageDataset.of(3, 32, 32, images, new int[60_000], List.of("a"))
                        .size());
    }
}
