package dcgan.tensor.tornado.kernels;

import static dcgan.tensor.tornado.kernels.ConvolutionArguments.IMAGES;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.IMAGE_VECTORS;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.KERNEL_HEIGHT;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.KERNEL_WIDTH;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.LARGE;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.LARGE_CHANNELS;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.LARGE_HEIGHT;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.LARGE_WIDTH;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.PADDING_H;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.PADDING_W;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.SMALL;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.SMALL_CHANNELS;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.SMALL_HEIGHT;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.SMALL_WIDTH;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.STRIDE_H;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.STRIDE_W;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.WEIGHT;
import static dcgan.tensor.tornado.kernels.VectorTiles.CHUNKS;
import static dcgan.tensor.tornado.kernels.VectorTiles.ROWS;

import dcgan.tensor.planning.SummationOrder;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.collections.VectorFloat16;
import uk.ac.manchester.tornado.api.types.vectors.Float16;

/**
 * Gradients to weights for CPU devices: direct, with vectors of {@link VectorLanes#COUNT} channels. Geometry and order of the
 * sums are as of {@link VectorConvolutions}, with images instead of channels.
 *
 * <p>Integers: {@link ConvolutionArguments}, then {@link #TRANSPOSED} and {@link #PARTS}.
 */
public final class VectorWeightGradient {

    /** Index of the offset of the image with more channels, {@linkplain TransposedImage transposed}. */
    public static final int TRANSPOSED = ConvolutionArguments.LENGTH;

    /** Index of the number of parts in which the pixels are summed. */
    public static final int PARTS = TRANSPOSED + 1;

    /** The number of integers. */
    public static final int LENGTH = PARTS + 1;

    private VectorWeightGradient() {}

    /**
     * A tile is one tap of four by 16 channels, the 16 being of the image with more channels after it has been
     * {@linkplain TransposedImage transposed}. FLOPs: 2 for each of the N · h · w products of one of its numbers, less
     * those with the border's zeros. Bytes: 80 read for 128 FLOPs, nearly all from the caches; 4 written a number of
     * the weight.
     */
    public static void weight(FloatArray a, IntArray g) {
        VectorFloat16 vectors = new VectorFloat16(a);
        int large = g.get(LARGE_CHANNELS);
        int small = g.get(SMALL_CHANNELS);
        int rowOffset = g.get(small > large ? LARGE : SMALL);
        int rowPixels =
                small > large ? g.get(LARGE_HEIGHT) * g.get(LARGE_WIDTH) : g.get(SMALL_HEIGHT) * g.get(SMALL_WIDTH);
        int rows = Math.min(small, large);
        int columns = Math.max(small, large);
        int columnBlocks = (columns + VectorLanes.COUNT - 1) / VectorLanes.COUNT;
        int padded = g.get(IMAGE_VECTORS) * VectorLanes.COUNT;
        int images = g.get(IMAGES);
        int taps = g.get(KERNEL_HEIGHT) * g.get(KERNEL_WIDTH);
        int tiles = (rows + ROWS - 1) / ROWS * columnBlocks * taps;
        int chunk = (tiles + CHUNKS - 1) / CHUNKS;
        for (@Parallel int t = 0; t < CHUNKS; t++) {
            int end = Math.min(tiles, (t + 1) * chunk);
            for (int tile = t * chunk; tile < end; tile++) {
                int tap = tile % taps;
                int column = tile / taps % columnBlocks;
                int row = tile / taps / columnBlocks * ROWS;
                int i = tap / g.get(KERNEL_WIDTH) - g.get(PADDING_H);
                int j = tap % g.get(KERNEL_WIDTH) - g.get(PADDING_W);
                // The windows whose tap falls on the image; one past the last is floor((H - 1 - i) / s) + 1.
                // All windows of a thin image count, for simd divides all of them into the parts.
                int y0 = 0;
                int x0 = 0;
                int y1 = g.get(SMALL_HEIGHT);
                int x1 = g.get(SMALL_WIDTH);
                if (large > SummationOrder.THIN) {
                    y0 = (Math.max(0, -i) + g.get(STRIDE_H) - 1) / g.get(STRIDE_H);
                    x0 = (Math.max(0, -j) + g.get(STRIDE_W) - 1) / g.get(STRIDE_W);
                    y1 = Math.min(y1, (g.get(LARGE_HEIGHT) - 1 - i + g.get(STRIDE_H)) / g.get(STRIDE_H));
                    x1 = Math.min(x1, (g.get(LARGE_WIDTH) - 1 - j + g.get(STRIDE_W)) / g.get(STRIDE_W));
                }
                int width = Math.max(0, x1 - x0);
                int pixels = Math.max(0, y1 - y0) * width;
                int row0 = rowOffset + row * rowPixels * padded;
                int row1 = rowOffset + Math.min(row + 1, rows - 1) * rowPixels * padded;
                int row2 = rowOffset + Math.min(row + 2, rows - 1) * rowPixels * padded;
                int row3 = rowOffset + Math.min(row + 3, rows - 1) * rowPixels * padded;
                Float16 total0 = Vectors.all(0);
                Float16 total1 = Vectors.all(0);
                Float16 total2 = Vectors.all(0);
                Float16 total3 = Vectors.all(0);
                for (int part = 0; part < g.get(PARTS); part++) {
                    int last = (int) ((long) pixels * (part + 1) / g.get(PARTS));
                    Float16 sum0 = Vectors.all(0);
                    Float16 sum1 = Vectors.all(0);
                    Float16 sum2 = Vectors.all(0);
                    Float16 sum3 = Vectors.all(0);
                    for (int pixel = (int) ((long) pixels * part / g.get(PARTS)); pixel < last; pixel++) {
                        int y = y0 + pixel / width;
                        int x = x0 + pixel % width;
                        int largeY = y * g.get(STRIDE_H) + i;
                        int largeX = x * g.get(STRIDE_W) + j;
                        if (largeY >= 0 && largeY < g.get(LARGE_HEIGHT) && largeX >= 0 && largeX < g.get(LARGE_WIDTH)) {
                            int inLarge = largeY * g.get(LARGE_WIDTH) + largeX;
                            int inSmall = y * g.get(SMALL_WIDTH) + x;
                            int inRow = (small > large ? inLarge : inSmall) * padded;
                            int index = g.get(TRANSPOSED) / VectorLanes.COUNT
                                    + (small > large ? inSmall : inLarge) * padded * columnBlocks
                                    + column;
                            for (int first = 0; first < images; first += SummationOrder.PART) {
                                int next = Math.min(images, first + SummationOrder.PART);
                                Float16 chunk0 = Vectors.all(0);
                                Float16 chunk1 = Vectors.all(0);
                                Float16 chunk2 = Vectors.all(0);
                                Float16 chunk3 = Vectors.all(0);
                                for (int n = first; n < next; n++) {
                                    Float16 v = vectors.get(index + n * columnBlocks);
                                    chunk0 = Vectors.addProduct(chunk0, v, a.get(row0 + inRow + n));
                                    chunk1 = Vectors.addProduct(chunk1, v, a.get(row1 + inRow + n));
                                    chunk2 = Vectors.addProduct(chunk2, v, a.get(row2 + inRow + n));
                                    chunk3 = Vectors.addProduct(chunk3, v, a.get(row3 + inRow + n));
                                }
                                sum0 = Float16.add(sum0, chunk0);
                                sum1 = Float16.add(sum1, chunk1);
                                sum2 = Float16.add(sum2, chunk2);
                                sum3 = Float16.add(sum3, chunk3);
                            }
                        }
                    }
                    total0 = Float16.add(total0, sum0);
                    total1 = Float16.add(total1, sum1);
                    total2 = Float16.add(total2, sum2);
                    total3 = Float16.add(total3, sum3);
                }
                int distance = small > large ? large * taps : taps;
                int nextRow = small > large ? taps : large * taps;
                int count = Math.min(VectorLanes.COUNT, columns - column * VectorLanes.COUNT);
                int weight = g.get(WEIGHT) + tap + row * nextRow + column * VectorLanes.COUNT * distance;
                set(a, weight, distance, count, total0);
                if (row + 1 < rows) {
                    set(a, weight + nextRow, distance, count, total1);
                }
                if (row + 2 < rows) {
                    set(a, weight + 2 * nextRow, distance, count, total2);
                }
                if (row + 3 < rows) {
                    set(a, weight + 3 * nextRow, distance, count, total3);
                }
            }
        }
    }

    /** Sets the first numbers of a vector. */
    private static void set(FloatArray a, int index, int distance, int count, Float16 v) {
        set(a, index, distance, 0, count, v.getS0());
        set(a, index, distance, 1, count, v.getS1());
        set(a, index, distance, 2, count, v.getS2());
        set(a, index, distance, 3, count, v.getS3());
        set(a, index, distance, 4, count, v.getS4());
        set(a, index, distance, 5, count, v.getS5());
        set(a, index, distance, 6, count, v.getS6());
        set(a, index, distance, 7, count, v.getS7());
        set(a, index, distance, 8, count, v.getS8());
        set(a, index, distance, 9, count, v.getS9());
        set(a, index, distance, 10, count, v.getS10());
        set(a, index, distance, 11, count, v.getS11());
        set(a, index, distance, 12, count, v.getS12());
        set(a, index, distance, 13, count, v.getS13());
        set(a, index, distance, 14, count, v.getS14());
        set(a, index, distance, 15, count, v.getS15());
    }

    private static void set(FloatArray a, int index, int distance, int lane, int count, float x) {
        if (lane < count) {
            a.set(index + lane * distance, x);
        }
    }
}
