package dcgan.nn.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FrechetDistanceTest {

    private static final int SIZE = 16;

    private final float[] x = Features.random(300, SIZE, 1);
    private final float[] y = Features.random(200, SIZE, 2);

    /** The expected numbers are those that golden/scores.py prints. */
    @Test
    void isThatOfNumpyAndScipy() {
        assertEquals(0.3039196807500413, between(x, y, SIZE), 1e-9);
        assertEquals(29.367367868170366, between(x, Features.scaled(y, 1.5f, 0.25f), SIZE), 1e-5);
        assertEquals(
                657.0531931755816,
                between(Features.random(400, 128, 3), Features.scaled(Features.random(500, 128, 4), 2, 0), 128),
                1e-6);
    }

    @Test
    void isSymmetricAndZeroForTheSamePictures() {
        assertEquals(between(x, y, SIZE), between(y, x, SIZE), 1e-9);
        assertEquals(0, between(x, x, SIZE), 1e-9);
    }

    @Test
    void ofMovedFeaturesIsTheSquaredDistanceOfTheMeans() {
        assertEquals(SIZE * 4, between(x, Features.scaled(x, 1, 2), SIZE), 1e-3);
    }

    @Test
    void copesWithFewerPicturesThanFeaturesAndWithConstantOnes() {
        float[] few = Arrays.copyOf(x, 3 * SIZE);
        float[] constant = new float[5 * SIZE];
        double variance = 0;
        FeatureStatistics statistics = FeatureStatistics.of(few, SIZE);
        for (int i = 0; i < SIZE; i++) {
            variance += statistics.covariance()[i][i]
                    + statistics.mean()[i] * statistics.mean()[i];
        }

        assertEquals(0, between(few, few, SIZE), 1e-6);
        assertEquals(variance, between(few, constant, SIZE), 1e-9);
        assertFalse(statistics.isEnough());
        assertTrue(FeatureStatistics.of(x, SIZE).isEnough());
    }

    @Test
    void refusesWhatCannotBeCompared() {
        FeatureStatistics statistics = FeatureStatistics.of(x, SIZE);
        float[] diverged = x.clone();
        diverged[5] = Float.NaN;

        assertThrows(
                IllegalArgumentException.class,
                () -> FrechetDistance.between(statistics, FeatureStatistics.of(x, SIZE / 2)));
        assertThrows(
                IllegalArgumentException.class,
                () -> FrechetDistance.between(FeatureStatistics.of(diverged, SIZE), statistics));
        assertThrows(IllegalArgumentException.class, () -> FeatureStatistics.of(new float[SIZE], SIZE));
        assertThrows(IllegalArgumentException.class, () -> FeatureStatistics.of(new float[SIZE + 1], SIZE));
    }

    private static double between(float[] first, float[] second, int size) {
        return FrechetDistance.between(FeatureStatistics.of(first, size), FeatureStatistics.of(second, size));
    }
}
