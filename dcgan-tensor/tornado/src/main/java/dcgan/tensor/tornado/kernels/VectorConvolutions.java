package dcgan.tensor.tornado.kernels;

import dcgan.tensor.planning.SummationOrder;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.collections.VectorFloat16;
import uk.ac.manchester.tornado.api.types.vectors.Float16;

/**
 * Convolutions for CPU devices: direct, with vectors of {@link Lanes#COUNT} images or, for {@link #weight}, channels. Geometry: the
 * {@code @Parallel} loop deals out {@link #CHUNKS} runs of tiles, which the driver spreads over its threads; a tile is four
 * accumulators, beside the sums of what they held before. No local memory. FLOPs: {@link
 * dcgan.tensor.op.Convolution.Geometry#flops}, the border's zeros left out, for P images. Bytes: for each four multiply-adds of 16
 * lanes one vector and four scalars are read, nearly all from the caches; each number of the result is written once.
 *
 * <p>They add the same products in the same order as the simd backend does, which is why they give the same bits: tap by tap, and of
 * each tap {@link SummationOrder#PART} channels, or images, by themselves. Of images of up to {@link SummationOrder#THIN} channels
 * the taps come in the order of simd's columns.
 *
 * <p>The integers, of all three families: 0 vectors in a row of images (P / 16), 1–3 L, H, W of the large image, 4–6 S, h, w
 * of the small one, 7–8 kH, kW, 9–10 sH, sW, 11–12 pH, pW, 13 N, 14–17 the offsets of large image, small image, weight and
 * bias (-1 if there is none). Here 16 is the offset of the {@linkplain #pack packed} weight for {@link #down} and {@link #up}.
 */
public final class VectorConvolutions {

    /** A constant, because TornadoVM runs a loop whose bounds it does not know on one thread. */
    public static final int CHUNKS = 256;

    /** Channels of the result in a tile. */
    public static final int ROWS = 4;

    private VectorConvolutions() {}

    /**
     * Puts the weights in the order in which a tile reads them, {@code [rows / 4][kH][kW][channels][4 rows]}, the last row
     * again where a tile has fewer. Geometry: one work item a number, in work groups of {@link Elementwise#GROUP}; 8 bytes a
     * number. Integers: how many, the channels that are summed, kH · kW, how far apart two rows and two channels are in
     * the weight, the last row, the offsets of the weight and of the result.
     */
    public static void pack(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(0)) {
            int channel = k / ROWS % g.get(1);
            int tap = k / ROWS / g.get(1) % g.get(2);
            int row = Math.min(k / ROWS / g.get(1) / g.get(2) * ROWS + k % ROWS, g.get(5));
            a.set(g.get(7) + k, a.get(g.get(6) + row * g.get(3) + channel * g.get(4) + tap));
        }
    }

    /** A tile is the pixel of four channels of the small image: {@code small[s..s+3][y][x][16 images]}. */
    public static void down(FloatArray a, IntArray g) {
        VectorFloat16 vectors = new VectorFloat16(a);
        int blocks = g.get(0);
        int tiles = (g.get(4) + 3) / 4 * g.get(5) * g.get(6) * blocks;
        int chunk = (tiles + CHUNKS - 1) / CHUNKS;
        int plane = g.get(2) * g.get(3) * blocks;
        int taps = g.get(7) * g.get(8);
        int smallPlane = g.get(5) * g.get(6) * blocks;
        for (@Parallel int t = 0; t < CHUNKS; t++) {
            int end = Math.min(tiles, (t + 1) * chunk);
            for (int tile = t * chunk; tile < end; tile++) {
                int pixel = tile % smallPlane;
                int s = tile / smallPlane * 4;
                int lastRow = g.get(4) - 1;
                int top = pixel / blocks / g.get(6) * g.get(9) - g.get(11);
                int left = pixel / blocks % g.get(6) * g.get(10) - g.get(12);
                int i0 = Math.max(0, -top);
                int j0 = Math.max(0, -left);
                int i1 = Math.min(g.get(7), g.get(2) - top);
                int j1 = Math.min(g.get(8), g.get(3) - left);
                int large = g.get(14) / Lanes.COUNT + (top * g.get(3) + left) * blocks + pixel % blocks;
                int weights = g.get(16) + s * taps * g.get(1);
                Float16 sum0 = Vectors.all(0);
                Float16 sum1 = Vectors.all(0);
                Float16 sum2 = Vectors.all(0);
                Float16 sum3 = Vectors.all(0);
                Float16 part0 = Vectors.all(0);
                Float16 part1 = Vectors.all(0);
                Float16 part2 = Vectors.all(0);
                Float16 part3 = Vectors.all(0);
                for (int i = i0; i < i1; i++) {
                    for (int j = j0; j < j1; j++) {
                        int place = large + (i * g.get(3) + j) * blocks;
                        int w = weights + (i * g.get(8) + j) * g.get(1) * ROWS;
                        for (int first = 0; first < g.get(1); first += SummationOrder.PART) {
                            int last = Math.min(g.get(1), first + SummationOrder.PART);
                            for (int l = first; l < last; l++) {
                                Float16 x = vectors.get(place);
                                part0 = Vectors.addProduct(part0, x, a.get(w));
                                part1 = Vectors.addProduct(part1, x, a.get(w + 1));
                                part2 = Vectors.addProduct(part2, x, a.get(w + 2));
                                part3 = Vectors.addProduct(part3, x, a.get(w + 3));
                                place += plane;
                                w += ROWS;
                            }
                            if (g.get(1) > SummationOrder.THIN) {
                                sum0 = Float16.add(sum0, part0);
                                sum1 = Float16.add(sum1, part1);
                                sum2 = Float16.add(sum2, part2);
                                sum3 = Float16.add(sum3, part3);
                                part0 = Vectors.all(0);
                                part1 = Vectors.all(0);
                                part2 = Vectors.all(0);
                                part3 = Vectors.all(0);
                            }
                        }
                    }
                }
                int small = g.get(15) / Lanes.COUNT + s * smallPlane + pixel;
                vectors.set(small, result(a, g, s, sum0, part0));
                if (s + 1 <= lastRow) {
                    vectors.set(small + smallPlane, result(a, g, s + 1, sum1, part1));
                }
                if (s + 2 <= lastRow) {
                    vectors.set(small + 2 * smallPlane, result(a, g, s + 2, sum2, part2));
                }
                if (s + 3 <= lastRow) {
                    vectors.set(small + 3 * smallPlane, result(a, g, s + 3, sum3, part3));
                }
            }
        }
    }

    /** A tile is the pixel of four channels of the large image: {@code large[l..l+3][Y][X][16 images]}. */
    public static void up(FloatArray a, IntArray g) {
        VectorFloat16 vectors = new VectorFloat16(a);
        int blocks = g.get(0);
        int plane = g.get(2) * g.get(3) * blocks;
        int tiles = (g.get(1) + 3) / 4 * plane;
        int chunk = (tiles + CHUNKS - 1) / CHUNKS;
        int taps = g.get(7) * g.get(8);
        int smallPlane = g.get(5) * g.get(6) * blocks;
        for (@Parallel int t = 0; t < CHUNKS; t++) {
            int end = Math.min(tiles, (t + 1) * chunk);
            for (int tile = t * chunk; tile < end; tile++) {
                int pixel = tile % plane;
                int l = tile / plane * 4;
                int lastRow = g.get(1) - 1;
                // Row y of the small image joins the pixel at tap bottom - y * sH, where that is one; the taps of a
                // pixel come in the order of the rows and columns.
                int bottom = pixel / blocks / g.get(3) + g.get(11);
                int right = pixel / blocks % g.get(3) + g.get(12);
                int y0 = Math.max(0, (bottom - g.get(7) + g.get(9)) / g.get(9));
                int x0 = Math.max(0, (right - g.get(8) + g.get(10)) / g.get(10));
                int y1 = Math.min(g.get(5), bottom / g.get(9) + 1);
                int x1 = Math.min(g.get(6), right / g.get(10) + 1);
                int small = g.get(15) / Lanes.COUNT + pixel % blocks;
                int weights = g.get(16) + l * taps * g.get(4);
                Float16 sum0 = Vectors.all(0);
                Float16 sum1 = Vectors.all(0);
                Float16 sum2 = Vectors.all(0);
                Float16 sum3 = Vectors.all(0);
                Float16 ofTap0 = Vectors.all(0);
                Float16 ofTap1 = Vectors.all(0);
                Float16 ofTap2 = Vectors.all(0);
                Float16 ofTap3 = Vectors.all(0);
                for (int y = y0; y < y1; y++) {
                    for (int x = x0; x < x1; x++) {
                        int place = small + (y * g.get(6) + x) * blocks;
                        int tap = (bottom - y * g.get(9)) * g.get(8) + right - x * g.get(10);
                        int w = weights + tap * g.get(4) * ROWS;
                        for (int first = 0; first < g.get(4); first += SummationOrder.PART) {
                            int last = Math.min(g.get(4), first + SummationOrder.PART);
                            Float16 part0 = Vectors.all(0);
                            Float16 part1 = Vectors.all(0);
                            Float16 part2 = Vectors.all(0);
                            Float16 part3 = Vectors.all(0);
                            for (int s = first; s < last; s++) {
                                Float16 v = vectors.get(place);
                                part0 = Vectors.addProduct(part0, v, a.get(w));
                                part1 = Vectors.addProduct(part1, v, a.get(w + 1));
                                part2 = Vectors.addProduct(part2, v, a.get(w + 2));
                                part3 = Vectors.addProduct(part3, v, a.get(w + 3));
                                place += smallPlane;
                                w += ROWS;
                            }
                            if (g.get(1) > SummationOrder.THIN) {
                                sum0 = Float16.add(sum0, part0);
                                sum1 = Float16.add(sum1, part1);
                                sum2 = Float16.add(sum2, part2);
                                sum3 = Float16.add(sum3, part3);
                            } else {
                                ofTap0 = Float16.add(ofTap0, part0);
                                ofTap1 = Float16.add(ofTap1, part1);
                                ofTap2 = Float16.add(ofTap2, part2);
                                ofTap3 = Float16.add(ofTap3, part3);
                            }
                        }
                        if (g.get(1) <= SummationOrder.THIN) {
                            sum0 = Float16.add(sum0, ofTap0);
                            sum1 = Float16.add(sum1, ofTap1);
                            sum2 = Float16.add(sum2, ofTap2);
                            sum3 = Float16.add(sum3, ofTap3);
                            ofTap0 = Vectors.all(0);
                            ofTap1 = Vectors.all(0);
                            ofTap2 = Vectors.all(0);
                            ofTap3 = Vectors.all(0);
                        }
                    }
                }
                int large = g.get(14) / Lanes.COUNT + l * plane + pixel;
                vectors.set(large, result(a, g, l, sum0, ofTap0));
                if (l + 1 <= lastRow) {
                    vectors.set(large + plane, result(a, g, l + 1, sum1, ofTap1));
                }
                if (l + 2 <= lastRow) {
                    vectors.set(large + 2 * plane, result(a, g, l + 2, sum2, ofTap2));
                }
                if (l + 3 <= lastRow) {
                    vectors.set(large + 3 * plane, result(a, g, l + 3, sum3, ofTap3));
                }
            }
        }
    }

    /**
     * Puts the channels of an image next to each other, {@code [pixel][image][channel]}, in whole vectors. Geometry: one work
     * item {@link Lanes#COUNT} images of a channel of a pixel, in work groups of {@link Elementwise#GROUP}; 8 bytes a number.
     * Integers: how many, the channels, the channels with those that fill the last vector, H · W, the vectors in a row of
     * images, the offsets of the image and of the result.
     */
    public static void turn(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        int channel = k % g.get(2);
        if (k < g.get(0) && channel < g.get(1)) {
            int block = k / g.get(2) % g.get(4);
            int pixel = k / g.get(2) / g.get(4);
            int from = g.get(5) + ((channel * g.get(3) + pixel) * g.get(4) + block) * Lanes.COUNT;
            int to = g.get(6) + (pixel * g.get(4) + block) * Lanes.COUNT * g.get(2) + channel;
            for (int image = 0; image < Lanes.COUNT; image++) {
                a.set(to + image * g.get(2), a.get(from + image));
            }
        }
    }

    /**
     * A tile is one tap of four by 16 channels, the 16 being of the image with more channels, which has been {@linkplain #turn
     * turned}. Two more integers: the offset of that, and in how many parts the pixels are summed.
     */
    public static void weight(FloatArray a, IntArray g) {
        VectorFloat16 vectors = new VectorFloat16(a);
        int large = g.get(1);
        int small = g.get(4);
        int rowOffset = g.get(small > large ? 14 : 15);
        int rowPixels = small > large ? g.get(2) * g.get(3) : g.get(5) * g.get(6);
        int rows = Math.min(small, large);
        int columns = Math.max(small, large);
        int columnBlocks = (columns + Lanes.COUNT - 1) / Lanes.COUNT;
        int padded = g.get(0) * Lanes.COUNT;
        int images = g.get(13);
        int taps = g.get(7) * g.get(8);
        int tiles = (rows + ROWS - 1) / ROWS * columnBlocks * taps;
        int chunk = (tiles + CHUNKS - 1) / CHUNKS;
        for (@Parallel int t = 0; t < CHUNKS; t++) {
            int end = Math.min(tiles, (t + 1) * chunk);
            for (int tile = t * chunk; tile < end; tile++) {
                int tap = tile % taps;
                int column = tile / taps % columnBlocks;
                int row = tile / taps / columnBlocks * ROWS;
                int i = tap / g.get(8) - g.get(11);
                int j = tap % g.get(8) - g.get(12);
                // The windows whose tap falls on the image; one past the last is floor((H - 1 - i) / s) + 1.
                // All windows of a thin image count, for simd divides all of them into the parts.
                int y0 = 0;
                int x0 = 0;
                int y1 = g.get(5);
                int x1 = g.get(6);
                if (large > SummationOrder.THIN) {
                    y0 = (Math.max(0, -i) + g.get(9) - 1) / g.get(9);
                    x0 = (Math.max(0, -j) + g.get(10) - 1) / g.get(10);
                    y1 = Math.min(y1, (g.get(2) - 1 - i + g.get(9)) / g.get(9));
                    x1 = Math.min(x1, (g.get(3) - 1 - j + g.get(10)) / g.get(10));
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
                for (int part = 0; part < g.get(19); part++) {
                    int last = (int) ((long) pixels * (part + 1) / g.get(19));
                    Float16 sum0 = Vectors.all(0);
                    Float16 sum1 = Vectors.all(0);
                    Float16 sum2 = Vectors.all(0);
                    Float16 sum3 = Vectors.all(0);
                    for (int pixel = (int) ((long) pixels * part / g.get(19)); pixel < last; pixel++) {
                        int y = y0 + pixel / width;
                        int x = x0 + pixel % width;
                        int largeY = y * g.get(9) + i;
                        int largeX = x * g.get(10) + j;
                        if (largeY >= 0 && largeY < g.get(2) && largeX >= 0 && largeX < g.get(3)) {
                            int inLarge = largeY * g.get(3) + largeX;
                            int inSmall = y * g.get(6) + x;
                            int inRow = (small > large ? inLarge : inSmall) * padded;
                            int place = g.get(18) / Lanes.COUNT
                                    + (small > large ? inSmall : inLarge) * padded * columnBlocks
                                    + column;
                            for (int first = 0; first < images; first += SummationOrder.PART) {
                                int next = Math.min(images, first + SummationOrder.PART);
                                Float16 chunk0 = Vectors.all(0);
                                Float16 chunk1 = Vectors.all(0);
                                Float16 chunk2 = Vectors.all(0);
                                Float16 chunk3 = Vectors.all(0);
                                for (int n = first; n < next; n++) {
                                    Float16 v = vectors.get(place + n * columnBlocks);
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
                int count = Math.min(Lanes.COUNT, columns - column * Lanes.COUNT);
                int weight = g.get(16) + tap + row * nextRow + column * Lanes.COUNT * distance;
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
    private static void set(FloatArray a, int place, int distance, int count, Float16 v) {
        set(a, place, distance, 0, count, v.getS0());
        set(a, place, distance, 1, count, v.getS1());
        set(a, place, distance, 2, count, v.getS2());
        set(a, place, distance, 3, count, v.getS3());
        set(a, place, distance, 4, count, v.getS4());
        set(a, place, distance, 5, count, v.getS5());
        set(a, place, distance, 6, count, v.getS6());
        set(a, place, distance, 7, count, v.getS7());
        set(a, place, distance, 8, count, v.getS8());
        set(a, place, distance, 9, count, v.getS9());
        set(a, place, distance, 10, count, v.getS10());
        set(a, place, distance, 11, count, v.getS11());
        set(a, place, distance, 12, count, v.getS12());
        set(a, place, distance, 13, count, v.getS13());
        set(a, place, distance, 14, count, v.getS14());
        set(a, place, distance, 15, count, v.getS15());
    }

    private static void set(FloatArray a, int place, int distance, int lane, int count, float x) {
        if (lane < count) {
            a.set(place + lane * distance, x);
        }
    }

    /** What is written of a channel: the sum, its last part and the bias. */
    private static Float16 result(FloatArray a, IntArray g, int channel, Float16 sum, Float16 part) {
        float bias = 0;
        if (g.get(17) >= 0) {
            bias = a.get(g.get(17) + channel);
        }
        return Float16.add(Float16.add(sum, part), Vectors.all(bias));
    }
}
