package dcgan.tensor.tornado;

import static dcgan.tensor.planning.WinogradTile.FACTORS;
import static dcgan.tensor.planning.WinogradTile.INPUTS;
import static dcgan.tensor.planning.WinogradTile.KERNEL;
import static dcgan.tensor.planning.WinogradTile.OUTPUTS;
import static dcgan.tensor.planning.WinogradTile.STRIDE;
import static dcgan.tensor.planning.WinogradTile.TAPS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dcgan.tensor.planning.WinogradTile.Matrix;
import dcgan.tensor.tornado.kernels.ElementwiseKernels;
import dcgan.tensor.tornado.kernels.VectorLanes;
import dcgan.tensor.tornado.kernels.WinogradArguments.Filter;
import dcgan.tensor.tornado.kernels.WinogradArguments.Plane;
import dcgan.tensor.tornado.kernels.WinogradArguments.Taps;
import dcgan.tensor.tornado.kernels.WinogradArguments.Tile;
import dcgan.tensor.tornado.kernels.WinogradArguments.Window;
import dcgan.tensor.tornado.kernels.WinogradConvolutions;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task3;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * The first work item of each transform, run as Java, applies its matrix along both axes. No device is needed: off a device every
 * work item is the first.
 */
class WinogradTransformsTest {

    /** Where a transform writes; it reads from the beginning. */
    private static final int OUT = 4096;

    /** Lanes of the only vector of images. */
    private static final int LANES = VectorLanes.COUNT;

    @Test
    void filter() {
        KernelArguments arguments = KernelArguments.of(Filter.LENGTH)
                .and(ElementwiseKernels.COUNT, 1)
                .and(Filter.CHANNELS, 1)
                .and(Filter.ROWS, 1)
                .and(Filter.ROW_STRIDE, 0)
                .and(Filter.CHANNEL_STRIDE, 0)
                .and(Filter.UP, 0)
                .and(Filter.PADDING_H, 0)
                .and(Filter.PADDING_W, 0)
                .and(Filter.WEIGHT, 0)
                .and(Filter.FACTORS, OUT);
        // Of four rows, the first.
        assertApplies(
                Matrix.FILTER,
                WinogradConvolutions::filter,
                arguments,
                k -> STRIDE * (k / TAPS * KERNEL + k % TAPS),
                factor -> 4 * factor);
    }

    @Test
    void window() {
        int width = STRIDE * INPUTS;
        assertApplies(
                Matrix.INPUT,
                WinogradConvolutions::window,
                window(width),
                k -> STRIDE * (k / INPUTS * width + k % INPUTS) * LANES,
                factor -> factor);
    }

    @Test
    void gradient() {
        assertApplies(
                Matrix.OUTPUT_GRADIENT,
                WinogradConvolutions::gradient,
                window(OUTPUTS),
                k -> k * LANES,
                factor -> factor);
    }

    @Test
    void tile() {
        assertApplies(
                Matrix.OUTPUT,
                WinogradConvolutions::tile,
                plane(Tile.LENGTH, OUTPUTS)
                        .and(Tile.SUMS, 0)
                        .and(Tile.IMAGE, OUT)
                        .and(Tile.BIAS, -1),
                // Of four rows, the first.
                factor -> factor * 4 * LANES,
                k -> k * LANES);
    }

    @Test
    void taps() {
        KernelArguments arguments = KernelArguments.of(Taps.LENGTH)
                .and(ElementwiseKernels.COUNT, 1)
                .and(Taps.ROWS, 1)
                .and(Taps.COLUMNS, 1)
                .and(Taps.LANES, 1)
                .and(Taps.ROW_STRIDE, 0)
                .and(Taps.COLUMN_STRIDE, 0)
                .and(Taps.SUMS, 0)
                .and(Taps.WEIGHT, OUT);
        assertApplies(
                Matrix.FILTER_GRADIENT,
                WinogradConvolutions::taps,
                arguments,
                factor -> 4 * factor,
                k -> STRIDE * (k / TAPS * KERNEL + k % TAPS));
    }

    /** A square image of one channel, of which one tile is of interest. */
    private static KernelArguments window(int width) {
        return plane(Window.LENGTH, width)
                .and(Window.PADDING_H, 0)
                .and(Window.PADDING_W, 0)
                .and(Window.IMAGE, 0)
                .and(Window.FACTORS, OUT)
                .and(Window.FOUR_STRIDE, 0)
                .and(Window.CHANNEL_STRIDE, 0)
                .and(Window.IMAGE_STRIDE, 0)
                .and(Window.FACTOR_STRIDE, 1);
    }

    private static KernelArguments plane(int length, int width) {
        return KernelArguments.of(length)
                .and(ElementwiseKernels.COUNT, 1)
                .and(Plane.CHANNELS, 1)
                .and(Plane.HEIGHT, width)
                .and(Plane.WIDTH, width)
                .and(Plane.IMAGE_VECTORS, 1)
                .and(Plane.TILES_H, 1)
                .and(Plane.TILES_W, 1)
                .and(Plane.UP, 0);
    }

    /**
     * Applies a transform to each square with a single one in it.
     *
     * @param from where the kernel reads number k of the square
     * @param to how far after OUT it writes number k of the result
     */
    private static void assertApplies(
            Matrix matrix,
            Task3<KernelContext, FloatArray, IntArray> kernel,
            KernelArguments arguments,
            IntUnaryOperator from,
            IntUnaryOperator to) {
        int in = matrix.columns();
        int out = matrix.rows();
        for (int k = 0; k < in * in; k++) {
            FloatArray arena = new FloatArray(OUT + FACTORS * 4 * LANES);
            arena.init(0);
            arena.set(from.applyAsInt(k), 1);
            kernel.apply(new KernelContext(), arena, IntArray.fromArray(arguments.toArray()));
            for (int result = 0; result < out * out; result++) {
                float expected = matrix.at(result / out, k / in) * matrix.at(result % out, k % in);
                assertEquals(
                        expected, arena.get(OUT + to.applyAsInt(result)), 1e-6f, matrix + " " + k + " to " + result);
            }
        }
    }
}
