package dcgan.tensor.simd.convolution.winograd;

import static dcgan.tensor.planning.WinogradTile.INPUTS;
import static dcgan.tensor.planning.WinogradTile.KERNEL;
import static dcgan.tensor.planning.WinogradTile.OUTPUTS;
import static dcgan.tensor.planning.WinogradTile.STRIDE;

import dcgan.tensor.op.Convolution.Geometry;
import dcgan.tensor.planning.WinogradTile;
import java.util.ArrayList;
import java.util.List;

/**
 * A quarter of a convolution of stride 2 with a 4×4 kernel: the taps of one parity in each direction, which join every other
 * pixel of the large image with the small one as a 2×2 filter does. In one dimension, for the small pixel i and tap a,
 *
 * <pre>
 *   large pixel 2i − p + a:    taps 0 and 2 meet one half of the large pixels, taps 1 and 3 the other half.
 * </pre>
 *
 * <p>The outputs, pixels of one image, are cut into tiles of 4×4; those of a tile depend on a window of 5×5 inputs, pixels of the
 * other image.
 *
 * @param taps the four taps, in the filter's order
 * @param windows for each tile its 25 inputs, row by row; -1 where there is none
 * @param outputs for each tile its 16 outputs, row by row; -1 where there is none
 */
public record WinogradPhase(int[] taps, int[][] windows, int[][] outputs) {

    /** The phases with the small image as output, which is the sum of all four. */
    public static List<WinogradPhase> down(Geometry g) {
        return phases(Axis.down(g, 0), Axis.down(g, 1));
    }

    /** The phases with the large image as output, of which each makes a quarter. */
    public static List<WinogradPhase> up(Geometry g) {
        return phases(Axis.up(g, 0), Axis.up(g, 1));
    }

    private static List<WinogradPhase> phases(List<Axis> vertical, List<Axis> horizontal) {
        List<WinogradPhase> phases = new ArrayList<>();
        for (Axis y : vertical) {
            for (Axis x : horizontal) {
                int tiles = y.tiles() * x.tiles();
                int[][] windows = new int[tiles][];
                int[][] outputs = new int[tiles][];
                for (int tile = 0; tile < tiles; tile++) {
                    int top = tile / x.tiles() * OUTPUTS;
                    int left = tile % x.tiles() * OUTPUTS;
                    windows[tile] = square(INPUTS, y.input(), top, x.input(), left);
                    outputs[tile] = square(OUTPUTS, y.output(), top, x.output(), left);
                }
                phases.add(new WinogradPhase(
                        new int[] {
                            y.first() * KERNEL + x.first(),
                            y.first() * KERNEL + x.second(),
                            y.second() * KERNEL + x.first(),
                            y.second() * KERNEL + x.second()
                        },
                        windows,
                        outputs));
            }
        }
        return phases;
    }

    private static int[] square(int side, Indices y, int top, Indices x, int left) {
        int[] pixels = new int[side * side];
        for (int i = 0; i < pixels.length; i++) {
            int row = y.of(top + i / side);
            int column = x.of(left + i % side);
            pixels[i] =
                    row < 0 || row >= y.extent() || column < 0 || column >= x.extent() ? -1 : row * x.extent() + column;
        }
        return pixels;
    }

    /** Every {@code step}-th of an image's rows or columns. */
    private record Indices(int extent, int step, int start) {

        int of(int i) {
            return start + step * i;
        }
    }

    /** A phase in one dimension: output i is the sum of input i times the first tap and input i + 1 times the second. */
    private record Axis(int first, int second, Indices input, Indices output, int tiles) {

        private static int padding(Geometry g, int axis) {
            return axis == 0 ? g.padding().h() : g.padding().w();
        }

        static List<Axis> down(Geometry g, int axis) {
            int small = g.small().dim(2 + axis);
            int large = g.large().dim(2 + axis);
            int padding = padding(g, axis);
            List<Axis> phases = new ArrayList<>();
            for (int tap = 0; tap < STRIDE; tap++) {
                phases.add(new Axis(
                        tap,
                        tap + STRIDE,
                        new Indices(large, STRIDE, WinogradTile.firstInputDown(tap, padding)),
                        new Indices(small, 1, 0),
                        WinogradTile.count(small)));
            }
            return phases;
        }

        static List<Axis> up(Geometry g, int axis) {
            int small = g.small().dim(2 + axis);
            int large = g.large().dim(2 + axis);
            int padding = padding(g, axis);
            List<Axis> phases = new ArrayList<>();
            for (int start = 0; start < STRIDE; start++) {
                int tap = WinogradTile.earlierTapUp(start, padding);
                phases.add(new Axis(
                        tap + STRIDE,
                        tap,
                        new Indices(small, 1, WinogradTile.firstInputUp(start, padding)),
                        new Indices(large, STRIDE, start),
                        WinogradTile.count(Math.ceilDiv(large, STRIDE))));
            }
            return phases;
        }
    }
}
