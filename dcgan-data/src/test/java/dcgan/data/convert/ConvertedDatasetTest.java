package dcgan.data.convert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dcgan.data.Batch;
import dcgan.data.Dataset;
import dcgan.data.ImageShape;
import dcgan.data.Images;
import dcgan.data.Split;
import dcgan.data.Subset;
import dcgan.data.decode.Scaling;
import dcgan.data.shapes.Shapes;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvertedDatasetTest {
    private static final Dataset COLOUR = Shapes.of(ImageShape.square(3, 32), 30, 10, 1);
    private static final Dataset GREY = Shapes.of(ImageShape.square(1, 32), 30, 10, 1);

    @Test
    void theOwnShapeNeedsNoView() {
        assertSame(COLOUR, ConvertedDataset.of(COLOUR, ImageShape.square(3, 32)));
    }

    @ParameterizedTest
    @CsvSource({"3, 64", "3, 16", "1, 32", "1, 64", "3, 256"})
    void everythingButThePixelsIsAsBefore(int channels, int size) {
        ImageShape shape = ImageShape.square(channels, size);
        Dataset converted = ConvertedDataset.of(COLOUR, shape);
        assertEquals("shapes", converted.name());
        assertEquals(shape, converted.shape());
        assertEquals(COLOUR.classNames(), converted.classNames());
        assertEquals(COLOUR.splits(), converted.splits());
        Images images = converted.images(Split.TRAIN, Subset.firstOfEachClass(10));
        assertEquals(shape, images.shape());
        assertEquals(10, images.size());
        assertArrayEquals(
                COLOUR.images(Split.TRAIN, Subset.firstOfEachClass(10)).countsPerClass(), images.countsPerClass());
        assertArrayEquals(images.bytes(7), images.subset(Subset.range(7, 8)).bytes(0));
        assertEquals(shape.size(), images.floats(3).length);
    }

    @Test
    void coloursAreScaledAsPictureFilesAre() {
        Images big = ConvertedDataset.of(COLOUR, ImageShape.square(3, 64)).train();
        Scaling scaling = Scaling.of(32, 32, 64, 64);
        for (int i = 0; i < big.size(); i++) {
            assertArrayEquals(scaling.scale(COLOUR.train().bytes(i)), big.bytes(i));
        }
    }

    @Test
    void coloursBecomeGreyByTheirLuma() {
        Images grey = ConvertedDataset.of(COLOUR, ImageShape.square(1, 32)).train();
        byte[] colour = COLOUR.train().bytes(4);
        byte[] expected = new byte[1024];
        for (int p = 0; p < 1024; p++) {
            expected[p] = (byte) Math.round(
                    0.299 * (colour[p] & 0xFF) + 0.587 * (colour[1024 + p] & 0xFF) + 0.114 * (colour[2048 + p] & 0xFF));
        }
        assertArrayEquals(expected, grey.bytes(4));
    }

    @Test
    void greyIsRepeated() {
        Images colour = ConvertedDataset.of(GREY, ImageShape.square(3, 16)).train();
        Images grey = ConvertedDataset.of(GREY, ImageShape.square(1, 16)).train();
        for (int channel = 0; channel < 3; channel++) {
            assertArrayEquals(grey.bytes(2), Arrays.copyOfRange(colour.bytes(2), channel * 256, (channel + 1) * 256));
        }
    }

    @Test
    void anImageThatDoesNotFitIsRefused() {
        Images big = ConvertedDataset.of(GREY, ImageShape.square(3, 64)).train();
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> big.copyBytes(0, new byte[big.shape().size()], 1));
        assertThrows(IndexOutOfBoundsException.class, () -> big.bytes(30));
        byte[] target = new byte[big.shape().size() + 5];
        big.copyBytes(0, target, 5);
        assertArrayEquals(big.bytes(0), Arrays.copyOfRange(target, 5, target.length));
    }

    @Test
    void batchesAreOfTheNewShape() {
        Images big = ConvertedDataset.of(COLOUR, ImageShape.square(3, 64)).train();
        int size = big.shape().size();
        for (Batch batch : big.batches(15).epoch(1)) {
            assertEquals(15 * size, batch.images().length);
            assertArrayEquals(
                    big.floats(15 * batch.index() + 2), Arrays.copyOfRange(batch.images(), 2 * size, 3 * size));
        }
    }
}
