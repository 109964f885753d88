package dcgan.nn.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KernelDistanceTest {

    private static final int SIZE = 16;

    private final float[] x = Features.random(300, SIZE, 1);
    private final float[] y = Features.random(200, SIZE, 2);

    /** The expected numbers are those that golden/scores.py prints. */
    @Test
    void ofABlockIsThatOfNumpy() {
        float[] scaled = Features.scaled(y, 1.5f, 0.25f);

        assertEquals(-0.7411348664646766, KernelDistance.between(rows(x, 50), rows(y, 50)), 1e-9);
        assertEquals(1012.6370160964791, KernelDistance.between(rows(x, 50), rows(scaled, 50)), 1e-3);
    }

    @Test
    void ofEqualDistributionsIsZeroOnAverageAndItsStandardErrorTellsHowFarOff() {
        int runs = 40;
        double sum = 0;
        double squares = 0;
        double variance = 0;
        for (int run = 0; run < runs; run++) {
            KernelDistance distance = KernelDistance.between(
                    Features.random(200, SIZE, 100 + 2 * run), Features.random(200, SIZE, 101 + 2 * run), SIZE);
            sum += distance.value() / runs;
            squares += distance.value() * distance.value() / runs;
            variance += distance.standardError() * distance.standardError() / runs;
        }

        assertEquals(0, sum, 3 * Math.sqrt(variance / runs));
        assertEquals(1, Math.sqrt(variance / squares), 0.25);
    }

    @Test
    void ofOtherDistributionsIsManyStandardErrorsAboveZero() {
        KernelDistance distance = KernelDistance.between(x, Features.scaled(y, 1.5f, 0.25f), SIZE);

        assertTrue(distance.value() > 5 * distance.standardError(), distance.toString());
    }

    /** In the order of a data set, whole blocks may be of one class. */
    @Test
    void doesNotDependOnWhetherThePicturesAreSorted() {
        float[] mixed = new float[400 * SIZE];
        float[] sorted = new float[400 * SIZE];
        for (int i = 0; i < 400; i++) {
            Arrays.fill(mixed, i * SIZE, (i + 1) * SIZE, i % 10 / 10f);
            Arrays.fill(sorted, i * SIZE, (i + 1) * SIZE, i / 40 / 10f);
        }
        KernelDistance distance = KernelDistance.between(mixed, sorted, SIZE);

        double ofOneClass = KernelDistance.between(rows(sorted, 40), rows(mixed, 40));
        assertEquals(0, distance.value(), ofOneClass / 10);
        assertEquals(0, distance.standardError(), ofOneClass / 10);
    }

    @Test
    void isTheSameEachTime() {
        assertEquals(KernelDistance.between(x, y, SIZE), KernelDistance.between(x, y, SIZE));
    }

    @Test
    void refusesTooFewPictures() {
        float[] few = Arrays.copyOf(x, 19 * SIZE);

        assertThrows(IllegalArgumentException.class, () -> KernelDistance.between(few, y, SIZE));
        assertThrows(IllegalArgumentException.class, () -> KernelDistance.between(x, few, SIZE));
        assertTrue(Double.isFinite(
                KernelDistance.between(Arrays.copyOf(x, 20 * SIZE), y, SIZE).standardError()));
    }

    private static double[][] rows(float[] features, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> IntStream.range(i * SIZE, (i + 1) * SIZE)
                        .mapToDouble(k -> features[k])
                        .toArray())
                .toArray(double[][]::new);
    }
}
