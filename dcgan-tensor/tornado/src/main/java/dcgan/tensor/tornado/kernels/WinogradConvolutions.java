package dcgan.tensor.tornado.kernels;

import static dcgan.tensor.planning.WinogradTile.FACTORS;
import static dcgan.tensor.planning.WinogradTile.INPUTS;
import static dcgan.tensor.planning.WinogradTile.KERNEL;
import static dcgan.tensor.planning.WinogradTile.OUTPUTS;
import static dcgan.tensor.planning.WinogradTile.STRIDE;
import static dcgan.tensor.planning.WinogradTile.TAPS;
import static dcgan.tensor.tornado.kernels.ElementwiseKernels.COUNT;

import dcgan.tensor.planning.SummationOrder;
import dcgan.tensor.planning.WinogradTile;
import dcgan.tensor.tornado.kernels.WinogradArguments.Filter;
import dcgan.tensor.tornado.kernels.WinogradArguments.Plane;
import dcgan.tensor.tornado.kernels.WinogradArguments.Product;
import dcgan.tensor.tornado.kernels.WinogradArguments.Taps;
import dcgan.tensor.tornado.kernels.WinogradArguments.Tile;
import dcgan.tensor.tornado.kernels.WinogradArguments.Window;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.collections.VectorFloat16;
import uk.ac.manchester.tornado.api.types.vectors.Float16;

/**
 * Convolutions of stride 2 with a 4×4 kernel for CPU devices, by the algorithm of {@link WinogradTile}. Of each phase {@link #filter}
 * makes 25 factors of its 2×2 taps and {@link #window} 25 factors of a window; {@link #product} multiplies the factors and sums
 * over the channels, and {@link #tile} makes 16 outputs of 25 sums. For the gradient to the weight {@link #product} sums the
 * factors of windows and of {@linkplain #gradient gradients to the outputs} over tiles and images, and {@link #taps} makes four
 * taps of 25 sums. The simd backend computes the same sums in the same order, so that both give the same bits.
 *
 * <p>Geometry of the transforms: one work item for all that is transformed together, in work groups of
 * {@link ElementwiseKernels#GROUP}; they write each number once, and read from the caches what windows share. No kernel
 * uses local memory.
 *
 * <p>Channels that are scalars of {@link #product} lie in fours, {@code [channels / 4][depth][4]}; those that are lanes
 * lie next to each other or are all of the images' lanes, {@code [depth][lanes]}.
 */
public final class WinogradConvolutions {

    private static final int ROWS = VectorTiles.ROWS;
    private static final float SIXTH = 1 / 6f;

    private WinogradConvolutions() {}

    /**
     * {@code G}, of the taps of one phase and two channels: 16 bytes read, 100 written, some 50 FLOPs a work item.
     */
    public static void filter(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            int rowBlocks = (g.get(Filter.ROWS) + ROWS - 1) / ROWS;
            int channel = k / ROWS % g.get(Filter.CHANNELS);
            int rowBlock = k / ROWS / g.get(Filter.CHANNELS) % rowBlocks;
            int phase = k / ROWS / g.get(Filter.CHANNELS) / rowBlocks;
            int row = Math.min(rowBlock * ROWS + k % ROWS, g.get(Filter.ROWS) - 1);
            int up = g.get(Filter.UP);
            int tapY = (phase / STRIDE + up * g.get(Filter.PADDING_H)) % STRIDE;
            int tapX = (phase % STRIDE + up * g.get(Filter.PADDING_W)) % STRIDE;
            // The tap of the first input is the later one for the large image.
            int from = g.get(Filter.WEIGHT)
                    + row * g.get(Filter.ROW_STRIDE)
                    + channel * g.get(Filter.CHANNEL_STRIDE)
                    + (tapY + STRIDE * up) * KERNEL
                    + tapX
                    + STRIDE * up;
            int next = STRIDE - 2 * STRIDE * up;
            int size = rowBlocks * g.get(Filter.CHANNELS) * ROWS;
            int to = g.get(Filter.FACTORS)
                    + phase * FACTORS * size
                    + (rowBlock * g.get(Filter.CHANNELS) + channel) * ROWS
                    + k % ROWS;
            float[] between = new float[INPUTS * TAPS];
            for (int column = 0; column < TAPS; column++) {
                float g0 = a.get(from + column * next);
                float g1 = a.get(from + column * next + next * KERNEL);
                between[column] = g0 * 0.5f;
                between[TAPS + column] = (g0 + g1) * -0.5f;
                between[2 * TAPS + column] = (g1 - g0) * SIXTH;
                between[3 * TAPS + column] = (g1 * 2 + g0) * SIXTH;
                between[4 * TAPS + column] = g1;
            }
            for (int i = 0; i < INPUTS; i++) {
                float g0 = between[TAPS * i];
                float g1 = between[TAPS * i + 1];
                int factor = to + i * INPUTS * size;
                a.set(factor, g0 * 0.5f);
                a.set(factor + size, (g0 + g1) * -0.5f);
                a.set(factor + 2 * size, (g1 - g0) * SIXTH);
                a.set(factor + 3 * size, (g1 * 2 + g0) * SIXTH);
                a.set(factor + 4 * size, g1);
            }
        }
    }

    /**
     * {@code Bᵀ}, of a window of one channel of one image in one phase: 100 bytes read, 100 written, 130 FLOPs a work item.
     */
    public static void window(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            int images = g.get(Plane.IMAGE_VECTORS) * VectorLanes.COUNT;
            int n = k % images;
            int channel = k / images % g.get(Plane.CHANNELS);
            int tile = k / images / g.get(Plane.CHANNELS) % (g.get(Plane.TILES_H) * g.get(Plane.TILES_W));
            int phase = k / images / g.get(Plane.CHANNELS) / (g.get(Plane.TILES_H) * g.get(Plane.TILES_W));
            int up = g.get(Plane.UP);
            // The stride, or 1 for the large image.
            int step = STRIDE - up;
            int top =
                    first(phase / STRIDE, up, g.get(Window.PADDING_H)) + step * OUTPUTS * (tile / g.get(Plane.TILES_W));
            int left =
                    first(phase % STRIDE, up, g.get(Window.PADDING_W)) + step * OUTPUTS * (tile % g.get(Plane.TILES_W));
            int from = g.get(Window.IMAGE) + channel * g.get(Plane.HEIGHT) * g.get(Plane.WIDTH) * images + n;
            int size = g.get(Window.FACTOR_STRIDE);
            int to = g.get(Window.FACTORS)
                    + (phase * g.get(Plane.TILES_H) * g.get(Plane.TILES_W) + tile) * FACTORS * size
                    + channel / ROWS * g.get(Window.FOUR_STRIDE)
                    + channel % ROWS * g.get(Window.CHANNEL_STRIDE)
                    + n * g.get(Window.IMAGE_STRIDE);
            float[] between = new float[FACTORS];
            for (int column = 0; column < INPUTS; column++) {
                int x = left + step * column;
                float d0 = pixel(a, g, from, top, x);
                float d1 = pixel(a, g, from, top + step, x);
                float d2 = pixel(a, g, from, top + 2 * step, x);
                float d3 = pixel(a, g, from, top + 3 * step, x);
                float d4 = pixel(a, g, from, top + 4 * step, x);
                float odd = d3 - d1;
                between[column] = (d0 - d2) * 2 + odd;
                between[INPUTS + column] = odd - d1 - d2;
                between[2 * INPUTS + column] = (d1 - d2) * 2 + (d3 - d2);
                between[3 * INPUTS + column] = odd;
                between[4 * INPUTS + column] = d4 - d2 - odd * 2;
            }
            for (int i = 0; i < INPUTS; i++) {
                float d0 = between[INPUTS * i];
                float d1 = between[INPUTS * i + 1];
                float d2 = between[INPUTS * i + 2];
                float d3 = between[INPUTS * i + 3];
                float d4 = between[INPUTS * i + 4];
                float odd = d3 - d1;
                int factor = to + i * INPUTS * size;
                a.set(factor, (d0 - d2) * 2 + odd);
                a.set(factor + size, odd - d1 - d2);
                a.set(factor + 2 * size, (d1 - d2) * 2 + (d3 - d2));
                a.set(factor + 3 * size, odd);
                a.set(factor + 4 * size, d4 - d2 - odd * 2);
            }
        }
    }

    /**
     * {@code A}, of a tile of gradients of one channel of one image: 64 bytes read, 100 written, 90 FLOPs a work item.
     * Integers: as of {@link #window}, but UP and the padding do not matter here.
     */
    public static void gradient(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            int images = g.get(Plane.IMAGE_VECTORS) * VectorLanes.COUNT;
            int n = k % images;
            int channel = k / images % g.get(Plane.CHANNELS);
            int tile = k / images / g.get(Plane.CHANNELS);
            int top = OUTPUTS * (tile / g.get(Plane.TILES_W));
            int left = OUTPUTS * (tile % g.get(Plane.TILES_W));
            int from = g.get(Window.IMAGE) + channel * g.get(Plane.HEIGHT) * g.get(Plane.WIDTH) * images + n;
            int size = g.get(Window.FACTOR_STRIDE);
            int to = g.get(Window.FACTORS)
                    + tile * FACTORS * size
                    + channel / ROWS * g.get(Window.FOUR_STRIDE)
                    + channel % ROWS * g.get(Window.CHANNEL_STRIDE)
                    + n * g.get(Window.IMAGE_STRIDE);
            float[] between = new float[INPUTS * OUTPUTS];
            for (int column = 0; column < OUTPUTS; column++) {
                float y0 = pixel(a, g, from, top, left + column);
                float y1 = pixel(a, g, from, top + 1, left + column);
                float y2 = pixel(a, g, from, top + 2, left + column);
                float y3 = pixel(a, g, from, top + 3, left + column);
                float even = y0 + y2;
                float odd = y1 + y3;
                between[column] = y0;
                between[OUTPUTS + column] = even + odd;
                between[2 * OUTPUTS + column] = even - odd;
                between[3 * OUTPUTS + column] = (y3 * 4 + y1) * 2 + (y2 * 4 + y0);
                between[4 * OUTPUTS + column] = y3;
            }
            for (int i = 0; i < INPUTS; i++) {
                float y0 = between[OUTPUTS * i];
                float y1 = between[OUTPUTS * i + 1];
                float y2 = between[OUTPUTS * i + 2];
                float y3 = between[OUTPUTS * i + 3];
                float even = y0 + y2;
                float odd = y1 + y3;
                int factor = to + i * INPUTS * size;
                a.set(factor, y0);
                a.set(factor + size, even + odd);
                a.set(factor + 2 * size, even - odd);
                a.set(factor + 3 * size, (y3 * 4 + y1) * 2 + (y2 * 4 + y0));
                a.set(factor + 4 * size, y3);
            }
        }
    }

    /**
     * The sums of matrix products, for each x (a phase, or all four), each factor and each y (a tile, or nothing): of
     * four scalars by the 16 lanes of a vector, summed over the depth, {@link SummationOrder#PART} products by
     * themselves, and over q (the phases of a sum, or tiles). Geometry: as {@link VectorConvolutions#down}, a tile
     * being four by 16 sums. FLOPs: 2 for each product of one of 25 · x · y · scalars · lanes sums, the scalars in
     * whole fours and the lanes in whole vectors. Bytes: 80 read for 128 FLOPs, nearly all from the caches; 4 written a
     * sum.
     */
    public static void product(FloatArray a, IntArray g) {
        VectorFloat16 vectors = new VectorFloat16(a);
        int lanes = g.get(Product.VECTORS_PER_ROW);
        int depth = g.get(Product.DEPTH);
        int rowBlocks = g.get(Product.ROW_BLOCKS);
        int tiles = lanes * rowBlocks * g.get(Product.Y) * FACTORS * g.get(Product.X);
        int chunk = (tiles + VectorTiles.CHUNKS - 1) / VectorTiles.CHUNKS;
        for (@Parallel int t = 0; t < VectorTiles.CHUNKS; t++) {
            int end = Math.min(tiles, (t + 1) * chunk);
            for (int item = t * chunk; item < end; item++) {
                int lane = item % lanes;
                int rowBlock = item / lanes % rowBlocks;
                int y = item / lanes / rowBlocks % g.get(Product.Y);
                int factor = item / lanes / rowBlocks / g.get(Product.Y) % FACTORS;
                int x = item / lanes / rowBlocks / g.get(Product.Y) / FACTORS;
                Float16 sum0 = Vectors.all(0);
                Float16 sum1 = Vectors.all(0);
                Float16 sum2 = Vectors.all(0);
                Float16 sum3 = Vectors.all(0);
                for (int q = 0; q < g.get(Product.Q); q++) {
                    int w = g.get(Product.SCALARS)
                            + (x * g.get(Product.SCALARS_X_STRIDE)
                                            + y * g.get(Product.SCALARS_Y_STRIDE)
                                            + q * g.get(Product.SCALARS_Q_STRIDE)
                                            + factor)
                                    * g.get(Product.SCALARS_SIZE)
                            + g.get(Product.SCALARS_SIZE) / rowBlocks * rowBlock;
                    int index = (g.get(Product.VECTORS)
                                            + (x * g.get(Product.VECTORS_X_STRIDE)
                                                            + y * g.get(Product.VECTORS_Y_STRIDE)
                                                            + q * g.get(Product.VECTORS_Q_STRIDE)
                                                            + factor)
                                                    * g.get(Product.VECTORS_SIZE))
                                    / VectorLanes.COUNT
                            + lane;
                    for (int first = 0; first < depth; first += SummationOrder.PART) {
                        int last = Math.min(depth, first + SummationOrder.PART);
                        Float16 part0 = Vectors.all(0);
                        Float16 part1 = Vectors.all(0);
                        Float16 part2 = Vectors.all(0);
                        Float16 part3 = Vectors.all(0);
                        for (int d = first; d < last; d++) {
                            Float16 v = vectors.get(index);
                            part0 = Vectors.addProduct(part0, v, a.get(w));
                            part1 = Vectors.addProduct(part1, v, a.get(w + 1));
                            part2 = Vectors.addProduct(part2, v, a.get(w + 2));
                            part3 = Vectors.addProduct(part3, v, a.get(w + 3));
                            index += lanes;
                            w += ROWS;
                        }
                        sum0 = Float16.add(sum0, part0);
                        sum1 = Float16.add(sum1, part1);
                        sum2 = Float16.add(sum2, part2);
                        sum3 = Float16.add(sum3, part3);
                    }
                }
                int matrix = (x * g.get(Product.Y) + y) * FACTORS + factor;
                int to =
                        g.get(Product.SUMS) / VectorLanes.COUNT + (matrix * rowBlocks + rowBlock) * ROWS * lanes + lane;
                vectors.set(to, sum0);
                vectors.set(to + lanes, sum1);
                vectors.set(to + 2 * lanes, sum2);
                vectors.set(to + 3 * lanes, sum3);
            }
        }
    }

    /**
     * {@code Aᵀ}, and the bias: a tile of one channel of one image: 100 bytes read, 64 written, some 110 FLOPs a work item.
     */
    public static void tile(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            int images = g.get(Plane.IMAGE_VECTORS) * VectorLanes.COUNT;
            int n = k % images;
            int channel = k / images % g.get(Plane.CHANNELS);
            int tile = k / images / g.get(Plane.CHANNELS) % (g.get(Plane.TILES_H) * g.get(Plane.TILES_W));
            int phase = k / images / g.get(Plane.CHANNELS) / (g.get(Plane.TILES_H) * g.get(Plane.TILES_W));
            int step = 1 + g.get(Plane.UP);
            int top = phase / STRIDE + step * OUTPUTS * (tile / g.get(Plane.TILES_W));
            int left = phase % STRIDE + step * OUTPUTS * (tile % g.get(Plane.TILES_W));
            int size = (g.get(Plane.CHANNELS) + ROWS - 1) / ROWS * ROWS * images;
            int from = g.get(Tile.SUMS)
                    + (phase * g.get(Plane.TILES_H) * g.get(Plane.TILES_W) + tile) * FACTORS * size
                    + channel * images
                    + n;
            int to = g.get(Tile.IMAGE) + channel * g.get(Plane.HEIGHT) * g.get(Plane.WIDTH) * images + n;
            float bias = 0;
            if (g.get(Tile.BIAS) >= 0) {
                bias = a.get(g.get(Tile.BIAS) + channel);
            }
            float[] between = new float[OUTPUTS * INPUTS];
            for (int column = 0; column < INPUTS; column++) {
                float m0 = a.get(from + column * size);
                float m1 = a.get(from + (INPUTS + column) * size);
                float m2 = a.get(from + (2 * INPUTS + column) * size);
                float m3 = a.get(from + (3 * INPUTS + column) * size);
                float m4 = a.get(from + (4 * INPUTS + column) * size);
                float even = m1 + m2;
                float odd = m1 - m2;
                between[column] = even + m0 + m3;
                between[INPUTS + column] = m3 * 2 + odd;
                between[2 * INPUTS + column] = m3 * 4 + even;
                between[3 * INPUTS + column] = m3 * 8 + odd + m4;
            }
            for (int i = 0; i < OUTPUTS; i++) {
                float m0 = between[INPUTS * i];
                float m1 = between[INPUTS * i + 1];
                float m2 = between[INPUTS * i + 2];
                float m3 = between[INPUTS * i + 3];
                float m4 = between[INPUTS * i + 4];
                float even = m1 + m2;
                float odd = m1 - m2;
                int y = top + step * i;
                set(a, g, to, y, left, even + m0 + m3 + bias);
                set(a, g, to, y, left + step, m3 * 2 + odd + bias);
                set(a, g, to, y, left + 2 * step, m3 * 4 + even + bias);
                set(a, g, to, y, left + 3 * step, m3 * 8 + odd + m4 + bias);
            }
        }
    }

    /**
     * {@code Gᵀ}, the gradient to the taps of one phase and two channels: 100 bytes read, 16 written, some 70 FLOPs a
     * work item.
     */
    public static void taps(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            int column = k % g.get(Taps.COLUMNS);
            int row = k / g.get(Taps.COLUMNS) % g.get(Taps.ROWS);
            int phase = k / g.get(Taps.COLUMNS) / g.get(Taps.ROWS);
            int size = (g.get(Taps.ROWS) + ROWS - 1) / ROWS * ROWS * g.get(Taps.LANES);
            int from = g.get(Taps.SUMS) + phase * FACTORS * size + row * g.get(Taps.LANES) + column;
            int to = g.get(Taps.WEIGHT)
                    + row * g.get(Taps.ROW_STRIDE)
                    + column * g.get(Taps.COLUMN_STRIDE)
                    + phase / STRIDE * KERNEL
                    + phase % STRIDE;
            float[] between = new float[TAPS * INPUTS];
            for (int i = 0; i < INPUTS; i++) {
                float m0 = a.get(from + i * size);
                float m1 = a.get(from + (INPUTS + i) * size) * 0.5f;
                float m2 = a.get(from + (2 * INPUTS + i) * size);
                float m3 = a.get(from + (3 * INPUTS + i) * size);
                float m4 = a.get(from + (4 * INPUTS + i) * size);
                between[i] = m0 * 0.5f + ((m3 - m2) * SIXTH - m1);
                between[INPUTS + i] = m4 + ((m3 * 2 + m2) * SIXTH - m1);
            }
            for (int i = 0; i < TAPS; i++) {
                float m0 = between[INPUTS * i];
                float m1 = between[INPUTS * i + 1] * 0.5f;
                float m2 = between[INPUTS * i + 2];
                float m3 = between[INPUTS * i + 3];
                float m4 = between[INPUTS * i + 4];
                a.set(to + STRIDE * i * KERNEL, m0 * 0.5f + ((m3 - m2) * SIXTH - m1));
                a.set(to + STRIDE * i * KERNEL + STRIDE, m4 + ((m3 * 2 + m2) * SIXTH - m1));
            }
        }
    }

    /** Where along an axis the windows of a phase begin. */
    private static int first(int parity, int up, int padding) {
        return up == 0 ? parity - padding : (parity + padding) / STRIDE - 1;
    }

    /** A pixel of an image of H rows and W columns; 0 on its padding. */
    private static float pixel(FloatArray a, IntArray g, int image, int y, int x) {
        float pixel = 0;
        if (y >= 0 && y < g.get(Plane.HEIGHT) && x >= 0 && x < g.get(Plane.WIDTH)) {
            pixel = a.get(image + (y * g.get(Plane.WIDTH) + x) * g.get(Plane.IMAGE_VECTORS) * VectorLanes.COUNT);
        }
        return pixel;
    }

    private static void set(FloatArray a, IntArray g, int image, int y, int x, float pixel) {
        if (y < g.get(Plane.HEIGHT) && x < g.get(Plane.WIDTH)) {
            a.set(image + (y * g.get(Plane.WIDTH) + x) * g.get(Plane.IMAGE_VECTORS) * VectorLanes.COUNT, pixel);
        }
    }
}
