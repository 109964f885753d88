package dcgan.tensor.tornado.kernels;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.collections.VectorFloat16;
import uk.ac.manchester.tornado.api.types.vectors.Float16;

/**
 * Convolutions for CPU devices: direct, with a vector of {@link Lanes#COUNT} images. Geometry: the {@code @Parallel} loop deals
 * out {@link #CHUNKS} runs of tiles, which the driver spreads over its threads; a tile is four accumulators, beside the sums of what
 * they held before. No local memory. FLOPs: {@link dcgan.tensor.op.Convolution.Geometry#flops}, the border's zeros left out, for P
 * images. Bytes: for each four multiply-adds of 16 lanes {@link #down} and {@link #up} read one vector and four weights,
 * {@link #weight} four vectors, nearly all from the caches; each number of the result is written once.
 *
 * <p>{@link #down} and {@link #up} add the same products in the same order as the simd backend does without Winograd's
 * algorithm: tap by tap, and of each tap {@link #PART} channels by themselves, which also rounds less than one long sum. So both
 * backends' networks give the same bits, no activation near zero falls on different sides of it, and trainings stay together
 * for as long as gradients that differ in their last bits let them.
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

    /** So many channels are summed by themselves. */
    private static final int PART = 64;

    /** Up to so many channels of the large image the taps are summed in another order, that of simd's columns. */
    private static final int THIN = 4;

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
                Float16 sum0 = all(0);
                Float16 sum1 = all(0);
                Float16 sum2 = all(0);
                Float16 sum3 = all(0);
                Float16 part0 = all(0);
                Float16 part1 = all(0);
                Float16 part2 = all(0);
                Float16 part3 = all(0);
                for (int i = i0; i < i1; i++) {
                    for (int j = j0; j < j1; j++) {
                        int place = large + (i * g.get(3) + j) * blocks;
                        int w = weights + (i * g.get(8) + j) * g.get(1) * ROWS;
                        for (int first = 0; first < g.get(1); first += PART) {
                            int last = Math.min(g.get(1), first + PART);
                            for (int l = first; l < last; l++) {
                                Float16 x = vectors.get(place);
                                part0 = addProduct(part0, x, a.get(w));
                                part1 = addProduct(part1, x, a.get(w + 1));
                                part2 = addProduct(part2, x, a.get(w + 2));
                                part3 = addProduct(part3, x, a.get(w + 3));
                                place += plane;
                                w += ROWS;
                            }
                            if (g.get(1) > THIN) {
                                sum0 = Float16.add(sum0, part0);
                                sum1 = Float16.add(sum1, part1);
                                sum2 = Float16.add(sum2, part2);
                                sum3 = Float16.add(sum3, part3);
                                part0 = all(0);
                                part1 = all(0);
                                part2 = all(0);
                                part3 = all(0);
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
                // pixel come
                // in the order of the rows and columns.
                int bottom = pixel / blocks / g.get(3) + g.get(11);
                int right = pixel / blocks % g.get(3) + g.get(12);
                int y0 = Math.max(0, (bottom - g.get(7) + g.get(9)) / g.get(9));
                int x0 = Math.max(0, (right - g.get(8) + g.get(10)) / g.get(10));
                int y1 = Math.min(g.get(5), bottom / g.get(9) + 1);
                int x1 = Math.min(g.get(6), right / g.get(10) + 1);
                int small = g.get(15) / Lanes.COUNT + pixel % blocks;
                int weights = g.get(16) + l * taps * g.get(4);
                Float16 sum0 = all(0);
                Float16 sum1 = all(0);
                Float16 sum2 = all(0);
                Float16 sum3 = all(0);
                Float16 ofTap0 = all(0);
                Float16 ofTap1 = all(0);
                Float16 ofTap2 = all(0);
                Float16 ofTap3 = all(0);
                for (int y = y0; y < y1; y++) {
                    for (int x = x0; x < x1; x++) {
                        int place = small + (y * g.get(6) + x) * blocks;
                        int tap = (bottom - y * g.get(9)) * g.get(8) + right - x * g.get(10);
                        int w = weights + tap * g.get(4) * ROWS;
                        for (int first = 0; first < g.get(4); first += PART) {
                            int last = Math.min(g.get(4), first + PART);
                            Float16 part0 = all(0);
                            Float16 part1 = all(0);
                            Float16 part2 = all(0);
                            Float16 part3 = all(0);
                            for (int s = first; s < last; s++) {
                                Float16 v = vectors.get(place);
                                part0 = addProduct(part0, v, a.get(w));
                                part1 = addProduct(part1, v, a.get(w + 1));
                                part2 = addProduct(part2, v, a.get(w + 2));
                                part3 = addProduct(part3, v, a.get(w + 3));
                                place += smallPlane;
                                w += ROWS;
                            }
                            if (g.get(1) > THIN) {
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
                        if (g.get(1) <= THIN) {
                            sum0 = Float16.add(sum0, ofTap0);
                            sum1 = Float16.add(sum1, ofTap1);
                            sum2 = Float16.add(sum2, ofTap2);
                            sum3 = Float16.add(sum3, ofTap3);
                            ofTap0 = all(0);
                            ofTap1 = all(0);
                            ofTap2 = all(0);
                            ofTap3 = all(0);
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

    /** A tile is one tap of two by two channels, {@code weight[s..s+1][l..l+1][i][j]}; images in no full vector come last. */
    public static void weight(FloatArray a, IntArray g) {
        VectorFloat16 vectors = new VectorFloat16(a);
        int blocks = g.get(0);
        int full = g.get(13) / Lanes.COUNT;
        int taps = g.get(7) * g.get(8);
        int columns = (g.get(1) + 1) / 2;
        int tiles = (g.get(4) + 1) / 2 * columns * taps;
        int chunk = (tiles + CHUNKS - 1) / CHUNKS;
        for (@Parallel int t = 0; t < CHUNKS; t++) {
            int end = Math.min(tiles, (t + 1) * chunk);
            for (int tile = t * chunk; tile < end; tile++) {
                int tap = tile % taps;
                int l = tile / taps % columns * 2;
                int s = tile / taps / columns * 2;
                int lastL = Math.min(l + 1, g.get(1) - 1);
                int lastS = Math.min(s + 1, g.get(4) - 1);
                int i = tap / g.get(8) - g.get(11);
                int j = tap % g.get(8) - g.get(12);
                // The windows whose tap falls on the image; one past the last is floor((H - 1 - i) / s) + 1.
                int y0 = (Math.max(0, -i) + g.get(9) - 1) / g.get(9);
                int x0 = (Math.max(0, -j) + g.get(10) - 1) / g.get(10);
                int y1 = Math.min(g.get(5), (g.get(2) - 1 - i + g.get(9)) / g.get(9));
                int x1 = Math.min(g.get(6), (g.get(3) - 1 - j + g.get(10)) / g.get(10));
                int large0 = g.get(14) / Lanes.COUNT + l * g.get(2) * g.get(3) * blocks;
                int large1 = g.get(14) / Lanes.COUNT + lastL * g.get(2) * g.get(3) * blocks;
                int small0 = g.get(15) / Lanes.COUNT + s * g.get(5) * g.get(6) * blocks;
                int small1 = g.get(15) / Lanes.COUNT + lastS * g.get(5) * g.get(6) * blocks;
                Float16 sum00 = all(0);
                Float16 sum01 = all(0);
                Float16 sum10 = all(0);
                Float16 sum11 = all(0);
                float tail00 = 0;
                float tail01 = 0;
                float tail10 = 0;
                float tail11 = 0;
                for (int y = y0; y < y1; y++) {
                    for (int x = x0; x < x1; x++) {
                        int ofLarge = ((y * g.get(9) + i) * g.get(3) + x * g.get(10) + j) * blocks;
                        int ofSmall = (y * g.get(6) + x) * blocks;
                        for (int b = 0; b < full; b++) {
                            Float16 s0 = vectors.get(small0 + ofSmall + b);
                            Float16 s1 = vectors.get(small1 + ofSmall + b);
                            Float16 l0 = vectors.get(large0 + ofLarge + b);
                            Float16 l1 = vectors.get(large1 + ofLarge + b);
                            sum00 = addProducts(sum00, s0, l0);
                            sum01 = addProducts(sum01, s0, l1);
                            sum10 = addProducts(sum10, s1, l0);
                            sum11 = addProducts(sum11, s1, l1);
                        }
                        for (int n = full * Lanes.COUNT; n < g.get(13); n++) {
                            float s0 = a.get((small0 + ofSmall) * Lanes.COUNT + n);
                            float s1 = a.get((small1 + ofSmall) * Lanes.COUNT + n);
                            float l0 = a.get((large0 + ofLarge) * Lanes.COUNT + n);
                            float l1 = a.get((large1 + ofLarge) * Lanes.COUNT + n);
                            tail00 += s0 * l0;
                            tail01 += s0 * l1;
                            tail10 += s1 * l0;
                            tail11 += s1 * l1;
                        }
                    }
                }
                int weight = g.get(16) + (s * g.get(1) + l) * taps + tap;
                int nextRow = g.get(1) * taps;
                a.set(weight, sum(sum00) + tail00);
                if (lastL > l) {
                    a.set(weight + taps, sum(sum01) + tail01);
                }
                if (lastS > s) {
                    a.set(weight + nextRow, sum(sum10) + tail10);
                }
                if (lastL > l && lastS > s) {
                    a.set(weight + nextRow + taps, sum(sum11) + tail11);
                }
            }
        }
    }

    /** What is written of a channel: the sum, its last part and the bias. */
    private static Float16 result(FloatArray a, IntArray g, int channel, Float16 sum, Float16 part) {
        float bias = 0;
        if (g.get(17) >= 0) {
            bias = a.get(g.get(17) + channel);
        }
        return Float16.add(Float16.add(sum, part), all(bias));
    }

    /** Lane by lane, because TornadoVM makes a fused multiply-add of scalars only, and drivers put the lanes together again. */
    private static Float16 addProduct(Float16 sum, Float16 x, float w) {
        return new Float16(
                sum.getS0() + x.getS0() * w,
                sum.getS1() + x.getS1() * w,
                sum.getS2() + x.getS2() * w,
                sum.getS3() + x.getS3() * w,
                sum.getS4() + x.getS4() * w,
                sum.getS5() + x.getS5() * w,
                sum.getS6() + x.getS6() * w,
                sum.getS7() + x.getS7() * w,
                sum.getS8() + x.getS8() * w,
                sum.getS9() + x.getS9() * w,
                sum.getS10() + x.getS10() * w,
                sum.getS11() + x.getS11() * w,
                sum.getS12() + x.getS12() * w,
                sum.getS13() + x.getS13() * w,
                sum.getS14() + x.getS14() * w,
                sum.getS15() + x.getS15() * w);
    }

    private static Float16 addProducts(Float16 sum, Float16 x, Float16 y) {
        return new Float16(
                sum.getS0() + x.getS0() * y.getS0(),
                sum.getS1() + x.getS1() * y.getS1(),
                sum.getS2() + x.getS2() * y.getS2(),
                sum.getS3() + x.getS3() * y.getS3(),
                sum.getS4() + x.getS4() * y.getS4(),
                sum.getS5() + x.getS5() * y.getS5(),
                sum.getS6() + x.getS6() * y.getS6(),
                sum.getS7() + x.getS7() * y.getS7(),
                sum.getS8() + x.getS8() * y.getS8(),
                sum.getS9() + x.getS9() * y.getS9(),
                sum.getS10() + x.getS10() * y.getS10(),
                sum.getS11() + x.getS11() * y.getS11(),
                sum.getS12() + x.getS12() * y.getS12(),
                sum.getS13() + x.getS13() * y.getS13(),
                sum.getS14() + x.getS14() * y.getS14(),
                sum.getS15() + x.getS15() * y.getS15());
    }

    private static Float16 all(float x) {
        return new Float16(x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x);
    }

    private static float sum(Float16 v) {
        return ((v.getS0() + v.getS1()) + (v.getS2() + v.getS3()))
                + ((v.getS4() + v.getS5()) + (v.getS6() + v.getS7()))
                + (((v.getS8() + v.getS9()) + (v.getS10() + v.getS11()))
                        + ((v.getS12() + v.getS13()) + (v.getS14() + v.getS15())));
    }
}
