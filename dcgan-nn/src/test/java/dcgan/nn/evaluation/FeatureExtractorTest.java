package dcgan.nn.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.nn.testing.TestBackends;
import dcgan.nn.testing.TestBackends.OnEveryBackend;
import dcgan.tensor.Backend;
import dcgan.tensor.Backends;
import dcgan.tensor.Philox;
import dcgan.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureExtractorTest {

    private static final int SIZE = FeatureExtractor.SIZE;
    private static final float TOLERANCE = 1e-4f;

    @OnEveryBackend
    void featuresDoNotDependOnTheBackendOrTheChunk(String name) {
        float[] images = random(5, 3, 32);
        float[] expected = features("reference", 5, images, 3, 32);

        try (Backend backend = TestBackends.open(name)) {
            for (int chunk : new int[] {2, 5, 40}) {
                assertArrayEquals(expected, features(backend, chunk, images, 3, 32), TOLERANCE);
            }
        }
    }

    @Test
    void greyPicturesAreThoseWithThreeEqualChannels() {
        float[] grey = random(2, 1, 32);
        float[] colour = new float[3 * grey.length];
        for (int plane = 0; plane < 6; plane++) {
            System.arraycopy(grey, plane / 3 * 1024, colour, plane * 1024, 1024);
        }

        assertArrayEquals(features("simd", 2, colour, 3, 32), features("simd", 2, grey, 1, 32));
    }

    @Test
    void smallPicturesAreEnlarged() {
        float[] small = random(1, 3, 16);
        float[] large = new float[3 * 1024];
        for (int plane = 0; plane < 3; plane++) {
            Enlargement.of(16, 16, 32).apply(small, plane * 256, large, plane * 1024);
        }

        assertArrayEquals(features("simd", 1, large, 3, 32), features("simd", 1, small, 3, 16));
    }

    /** Far from the border, and moved by as much as a position of the last feature map. */
    @Test
    void itDoesNotMatterWhereSomethingIsInALargePicture() {
        float[] here = features("simd", 1, spot(48, 48), 3, 128);
        float[] there = features("simd", 1, spot(72, 64), 3, 128);

        assertArrayEquals(here, there, TOLERANCE);
        assertFalse(Arrays.equals(features("simd", 1, new float[3 * 128 * 128], 3, 128), here));
    }

    /** A white square on a grey picture of 128 pixels. */
    private static float[] spot(int x, int y) {
        float[] image = new float[3 * 128 * 128];
        for (int plane = 0; plane < 3; plane++) {
            for (int row = y; row < y + 8; row++) {
                Arrays.fill(image, (plane * 128 + row) * 128 + x, (plane * 128 + row) * 128 + x + 8, 1);
            }
        }
        return image;
    }

    @Test
    void refusesOtherShapes() {
        try (Backend backend = Backends.open("reference")) {
            for (Shape shape : List.of(Shape.of(2, 32, 32), Shape.of(32, 32), Shape.of(1, 3, 32, 32))) {
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new FeatureExtractor(shape, 1, backend),
                        shape.toString());
            }
            assertThrows(IllegalArgumentException.class, () -> new FeatureExtractor(Shape.of(3, 32, 32), 0, backend));
            assertThrows(IllegalArgumentException.class, () -> features(backend, 1, new float[3 * 1024 + 1], 3, 32));
        }
    }

    @Test
    void theClassifierSaysWhereItComesFrom() {
        Cifar10Classifier classifier = Cifar10Classifier.trained();

        assertTrue(Double.parseDouble(classifier.notes().get("accuracy")) >= 0.72);
        assertThrows(IllegalArgumentException.class, () -> classifier.read("0.weight", Shape.of(1)));
        assertThrows(IllegalArgumentException.class, () -> classifier.read("none", Shape.of(32)));
    }

    private static float[] random(int count, int channels, int size) {
        float[] images = new float[count * channels * size * size];
        Philox.uniform(1, 1, 1, -1, 1, images);
        return images;
    }

    private static float[] features(String backend, int chunk, float[] images, int channels, int size) {
        try (Backend opened = Backends.open(backend)) {
            return features(opened, chunk, images, channels, size);
        }
    }

    private static float[] features(Backend backend, int chunk, float[] images, int channels, int size) {
        try (FeatureExtractor extractor = new FeatureExtractor(Shape.of(channels, size, size), chunk, backend)) {
            float[] features = extractor.features(images);
            assertArrayEquals(features, extractor.features(Arrays.copyOf(images, images.length)), "the same each time");
            return features;
        }
    }
}
