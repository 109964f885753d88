package dcgan.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhiloxTest {

    /** The vectors of philox4x32 with 10 rounds in Random123's file kat_vectors. */
    @ParameterizedTest
    @CsvSource({
        "00000000 00000000 00000000 00000000, 00000000 00000000, 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
        "ffffffff ffffffff ffffffff ffffffff, ffffffff ffffffff, 408f276d 41c83b0e a20bc7c6 6d5451fd",
        "243f6a88 85a308d3 13198a2e 03707344, a4093822 299f31d0, d16cfe09 94fdcceb 5001e420 24126ea1"
    })
    void givesTheKnownAnswers(String counter, String key, String expected) {
        int[] keys = words(key);
        int[] out = new int[4];
        Philox.block(words(counter), keys[0], keys[1], out);
        assertArrayEquals(words(expected), out);
        int[] inPlace = words(counter);
        Philox.block(inPlace, keys[0], keys[1], inPlace);
        assertArrayEquals(words(expected), inPlace);
    }

    private static int[] words(String hex) {
        return Arrays.stream(hex.split(" "))
                .mapToInt(word -> Integer.parseUnsignedInt(word, 16))
                .toArray();
    }

    @Test
    void normalNumbersHaveTheMomentsOfTheNormalDistribution() {
        int n = 1_000_000;
        float[] x = new float[n];
        Philox.normal(42, 1, 2, x);
        double[] moment = new double[5];
        double neighbours = 0;
        for (int k = 0; k < n; k++) {
            for (int power = 1; power <= 4; power++) {
                moment[power] += Math.pow(x[k], power) / n;
            }
            neighbours += (double) x[k] * x[(k + 1) % n] / n;
        }
        // Five standard errors each: √(1/n), √(2/n), √(15/n), √(96/n).
        assertEquals(0, moment[1], 5e-3);
        assertEquals(1, moment[2], 7.1e-3);
        assertEquals(0, moment[3], 1.94e-2);
        assertEquals(3, moment[4], 4.9e-2);
        assertEquals(0, neighbours, 5e-3);
    }

    @Test
    void uniformNumbersFillTheInterval() {
        int n = 1_000_000;
        float[] x = new float[n];
        Philox.uniform(42, 1, 2, -3, 5, x);
        int[] histogram = new int[8];
        for (float value : x) {
            assertTrue(value >= -3 && value < 5, () -> "out of range: " + value);
            histogram[(int) Math.floor(value + 3)]++;
        }
        for (int count : histogram) {
            // Five standard errors of a count with probability 1/8.
            assertEquals(n / 8, count, 5 * Math.sqrt(n * 7 / 64.0));
        }
    }

    @Test
    void aNumberDependsOnItsIndexAndNotOnHowManyAreDrawn() {
        float[] many = new float[23];
        Philox.normal(-1, -2, -3, many);
        for (int length = 1; length < many.length; length++) {
            float[] few = new float[length];
            Philox.normal(-1, -2, -3, few);
            assertArrayEquals(Arrays.copyOf(many, length), few);
        }
    }

    @Test
    void aPartIsThatOfTheWhole() {
        float[] whole = new float[23];
        Philox.normal(5, 6, 7, whole);
        for (int first = 0; first < whole.length; first += 4) {
            float[] part = new float[whole.length - first];
            Philox.normal(5, 6, 7, (long) first, part);
            assertArrayEquals(Arrays.copyOfRange(whole, first, whole.length), part);
        }
    }

    @Test
    void seedStreamAndCounterTellDrawsApart() {
        float[] base = draw(1, 2, 3);
        assertArrayEquals(base, draw(1, 2, 3));
        assertFalse(Arrays.equals(base, draw(2, 2, 3)));
        assertFalse(Arrays.equals(base, draw(1L << 32 | 1, 2, 3)), "the high word of the seed is lost");
        assertFalse(Arrays.equals(base, draw(1, 3, 2)));
        assertFalse(Arrays.equals(base, draw(1, 2, 4)));
    }

    private static float[] draw(long seed, int stream, int counter) {
        float[] out = new float[8];
        Philox.normal(seed, stream, counter, out);
        return out;
    }
}
