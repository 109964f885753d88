package dcgan.nn.gan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatentsTest {

    private static final int SIZE = 100;

    @Test
    void aLargerDrawBeginsAsASmallerOne() {
        assertArrayEquals(Latents.draw(3, 2, SIZE), Arrays.copyOf(Latents.draw(3, 5, SIZE), 2 * SIZE));
    }

    @Test
    void aWalkLeadsAtEqualAnglesFromOneLatentToTheNext() {
        float[] drawn = Latents.draw(3, 3, SIZE);
        float[] walk = Latents.walk(3, 9, 4, SIZE);
        assertEquals(9 * SIZE, walk.length);
        for (int station = 0; station < 3; station++) {
            assertArrayEquals(latent(drawn, station), latent(walk, 4 * station), 1e-6f);
        }
        double whole = angle(latent(drawn, 0), latent(drawn, 1));
        for (int step = 0; step < 4; step++) {
            assertEquals(whole / 4, angle(latent(walk, step), latent(walk, step + 1)), 0.05 * whole / 4);
        }
        assertThrows(IllegalArgumentException.class, () -> Latents.walk(3, 9, 0, SIZE));
    }

    /** Three drawn latents: two legs of four steps, and two steps back. */
    @Test
    void aLoopEndsWhereItBegan() {
        float[] drawn = Latents.draw(3, 3, SIZE);
        float[] loop = Latents.loop(3, 10, 0, 10, 4, SIZE);
        for (int station = 0; station < 3; station++) {
            assertArrayEquals(latent(drawn, station), latent(loop, 4 * station), 1e-6f);
        }
        double back = angle(latent(drawn, 2), latent(drawn, 0));
        assertEquals(back / 2, angle(latent(loop, 8), latent(loop, 9)), 0.05 * back);
        assertEquals(back / 2, angle(latent(loop, 9), latent(loop, 0)), 0.05 * back);
        assertArrayEquals(Arrays.copyOfRange(loop, 5 * SIZE, 9 * SIZE), Latents.loop(3, 10, 5, 4, 4, SIZE));
        assertThrows(IllegalArgumentException.class, () -> Latents.loop(3, 10, 0, 10, 0, SIZE));
        assertThrows(IndexOutOfBoundsException.class, () -> Latents.loop(3, 10, 9, 2, 4, SIZE));
    }

    /** Latent sizes that are no multiple of the four numbers which are drawn at once begin a part anywhere. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 6, 100})
    void someOfTheLatentsAreThoseOfAll(int latentSize) {
        int all = 11;
        float[] drawn = Latents.draw(3, all, latentSize);
        float[] walk = Latents.walk(3, all, 4, latentSize);
        for (int from = 0; from < all; from++) {
            for (int count = 1; count <= all - from; count++) {
                int begin = from * latentSize;
                int end = begin + count * latentSize;
                assertArrayEquals(Arrays.copyOfRange(drawn, begin, end), Latents.draw(3, from, count, latentSize));
                assertArrayEquals(Arrays.copyOfRange(walk, begin, end), Latents.walk(3, from, count, 4, latentSize));
            }
        }
    }

    private static float[] latent(float[] latents, int index) {
        return Arrays.copyOfRange(latents, index * SIZE, (index + 1) * SIZE);
    }

    private static double angle(float[] a, float[] b) {
        return Math.acos(dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)));
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (double) a[k] * b[k];
        }
        return sum;
    }
}
