package dcgan.tensor.planning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dcgan.tensor.planning.WinogradTile.Matrix;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The matrices against what they are for, along one axis. */
class WinogradTileTest {

    private static final double TOLERANCE = 1e-5;

    private final Random random = new Random(3);
    private final double[] inputs = draw(WinogradTile.INPUTS);
    private final double[] taps = draw(WinogradTile.TAPS);

    @Test
    void filters() {
        double[] products = product(apply(Matrix.FILTER, taps), apply(Matrix.INPUT, inputs));
        double[] expected = IntStream.range(0, WinogradTile.OUTPUTS)
                .mapToDouble(i -> inputs[i] * taps[0] + inputs[i + 1] * taps[1])
                .toArray();
        assertArrayEquals(expected, apply(Matrix.OUTPUT, products), TOLERANCE);
    }

    @Test
    void givesTheGradientToTheTaps() {
        double[] gradient = draw(WinogradTile.OUTPUTS);
        double[] products = product(apply(Matrix.OUTPUT_GRADIENT, gradient), apply(Matrix.INPUT, inputs));
        double[] expected = IntStream.range(0, WinogradTile.TAPS)
                .mapToDouble(tap -> IntStream.range(0, WinogradTile.OUTPUTS)
                        .mapToDouble(i -> gradient[i] * inputs[i + tap])
                        .sum())
                .toArray();
        assertArrayEquals(expected, apply(Matrix.FILTER_GRADIENT, products), TOLERANCE);
    }

    /** Tap a joins row i of the small image with row 2i − p + a of the large one: here the first output with the first two inputs. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void tapsJoinTheFirstInputsWithTheFirstOutput(int padding) {
        for (int phase = 0; phase < WinogradTile.STRIDE; phase++) {
            int input = WinogradTile.firstInputUp(phase, padding);
            int tap = WinogradTile.earlierTapUp(phase, padding);
            assertEquals(phase, WinogradTile.STRIDE * input - padding + tap + WinogradTile.STRIDE);
            assertEquals(phase, WinogradTile.STRIDE * (input + 1) - padding + tap);
        }
    }

    private double[] draw(int count) {
        return random.doubles(count, -1, 1).toArray();
    }

    private static double[] apply(Matrix matrix, double[] x) {
        return IntStream.range(0, matrix.rows())
                .mapToDouble(row -> IntStream.range(0, matrix.columns())
                        .mapToDouble(column -> matrix.at(row, column) * x[column])
                        .sum())
                .toArray();
    }

    private static double[] product(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).toArray();
    }
}
