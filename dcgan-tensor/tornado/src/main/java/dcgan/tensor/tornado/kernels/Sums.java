package dcgan.tensor.tornado.kernels;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Sums over a whole buffer or over a channel. Geometry: one work group of {@link #GROUP} items a sum, 16 lanes by 16 rows; a
 * row is the images of one pixel, so that 16 items read 64 contiguous bytes. Local memory: a float an item. Bytes: 4 an element
 * and operand; FLOPs: 4 an element (the additions are compensated, Kahan 1965), for variance and dγ a few more.
 *
 * <p>The sums of the items are added up in each kernel, not in a method that they share: TornadoVM 5.2 reads local memory that
 * was passed to a method at wrong addresses.
 */
public final class Sums {

    /** The size of a work group. */
    public static final int GROUP = 256;

    private static final int ROWS = GROUP / Lanes.COUNT;

    private Sums() {}

    /**
     * {@code out[0] = factor · Σ x}. Integers: rows, the length of a row, how many of it count, and the offsets of x, out and
     * the factor.
     */
    public static void total(KernelContext context, FloatArray a, IntArray g) {
        int item = context.localIdx;
        float[] partial = context.allocateFloatLocalArray(GROUP);
        float sum = 0;
        float lost = 0;
        for (int row = item / Lanes.COUNT; row < g.get(0); row += ROWS) {
            for (int n = item % Lanes.COUNT; n < g.get(2); n += Lanes.COUNT) {
                float term = a.get(g.get(3) + row * g.get(1) + n) - lost;
                float next = sum + term;
                lost = (next - sum) - term;
                sum = next;
            }
        }
        partial[item] = sum;
        for (int half = GROUP / 2; half > 0; half /= 2) {
            context.localBarrier();
            if (item < half) {
                partial[item] += partial[item + half];
            }
        }
        if (item == 0) {
            a.set(g.get(4), partial[0] * a.get(g.get(5)));
        }
    }

    /**
     * {@code out[c] = factor · Σ x[c]}, one work group a channel. Integers: rows in a channel, the length of a row, how many of it
     * count, and the offsets of x, out and the factor.
     */
    public static void channelTotal(KernelContext context, FloatArray a, IntArray g) {
        int item = context.localIdx;
        int c = context.groupIdx;
        float[] partial = context.allocateFloatLocalArray(GROUP);
        int x = g.get(3) + c * g.get(0) * g.get(1);
        float sum = 0;
        float lost = 0;
        for (int row = item / Lanes.COUNT; row < g.get(0); row += ROWS) {
            for (int n = item % Lanes.COUNT; n < g.get(2); n += Lanes.COUNT) {
                float term = a.get(x + row * g.get(1) + n) - lost;
                float next = sum + term;
                lost = (next - sum) - term;
                sum = next;
            }
        }
        partial[item] = sum;
        for (int half = GROUP / 2; half > 0; half /= 2) {
            context.localBarrier();
            if (item < half) {
                partial[item] += partial[item + half];
            }
        }
        if (item == 0) {
            a.set(g.get(4) + c, partial[0] * a.get(g.get(5)));
        }
    }

    /** {@code out[c] = factor · Σ (x[c] − mean[c])²}; integers as of {@link #channelTotal}, then the offset of the means. */
    public static void channelVariance(KernelContext context, FloatArray a, IntArray g) {
        int item = context.localIdx;
        int c = context.groupIdx;
        float[] partial = context.allocateFloatLocalArray(GROUP);
        int x = g.get(3) + c * g.get(0) * g.get(1);
        float mean = a.get(g.get(6) + c);
        float sum = 0;
        float lost = 0;
        for (int row = item / Lanes.COUNT; row < g.get(0); row += ROWS) {
            for (int n = item % Lanes.COUNT; n < g.get(2); n += Lanes.COUNT) {
                float deviation = a.get(x + row * g.get(1) + n) - mean;
                float term = deviation * deviation - lost;
                float next = sum + term;
                lost = (next - sum) - term;
                sum = next;
            }
        }
        partial[item] = sum;
        for (int half = GROUP / 2; half > 0; half /= 2) {
            context.localBarrier();
            if (item < half) {
                partial[item] += partial[item + half];
            }
        }
        if (item == 0) {
            a.set(g.get(4) + c, partial[0] * a.get(g.get(5)));
        }
    }

    /**
     * {@code out[c] = Σ dy[c] · (x[c] − mean[c]) / √(variance[c] + eps)}; integers: rows in a channel, the length of a row, how
     * many of it count, and the offsets of dy, out, x, means, variances and eps.
     */
    public static void channelGradWeight(KernelContext context, FloatArray a, IntArray g) {
        int item = context.localIdx;
        int c = context.groupIdx;
        float[] partial = context.allocateFloatLocalArray(GROUP);
        int channel = c * g.get(0) * g.get(1);
        int dy = g.get(3) + channel;
        int x = g.get(5) + channel;
        float mean = a.get(g.get(6) + c);
        float sum = 0;
        float lost = 0;
        for (int row = item / Lanes.COUNT; row < g.get(0); row += ROWS) {
            for (int n = item % Lanes.COUNT; n < g.get(2); n += Lanes.COUNT) {
                int k = row * g.get(1) + n;
                float term = a.get(dy + k) * (a.get(x + k) - mean) - lost;
                float next = sum + term;
                lost = (next - sum) - term;
                sum = next;
            }
        }
        partial[item] = sum;
        for (int half = GROUP / 2; half > 0; half /= 2) {
            context.localBarrier();
            if (item < half) {
                partial[item] += partial[item + half];
            }
        }
        if (item == 0) {
            float deviation = TornadoMath.sqrt(a.get(g.get(7) + c) + a.get(g.get(8)));
            a.set(g.get(4) + c, partial[0] / deviation);
        }
    }
}
