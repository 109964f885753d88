package dcgan.tensor.tornado.kernels;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Binary cross entropy, an element, and its gradients. Geometry and cost as of {@link Elementwise}; the sum is
 * {@link Sums#total}.
 *
 * <p>Integers: the number of elements, the offsets of prediction, target and result; for gradients the offset of N,
 * 1 where losses are summed.
 */
public final class Losses {

    private static final float LEAST_LOG = -100;
    private static final float LEAST_DENOMINATOR = 1e-12f;
    private static final double LEAST_DOUBLE_DENOMINATOR = 1e-12;

    private Losses() {}

    /** {@code −(t ln p + (1 − t) ln(1 − p))}, the logarithms at least −100: 12 bytes, 2 logarithms and some 10 FLOPs an element. */
    public static void bce(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(0)) {
            float p = a.get(g.get(1) + k);
            float t = a.get(g.get(2) + k);
            float logP = TornadoMath.log(p);
            float log1P = logOnePlus(-p);
            // Comparisons, not max, which would turn NaN into a number.
            logP = logP < LEAST_LOG ? LEAST_LOG : logP;
            log1P = log1P < LEAST_LOG ? LEAST_LOG : log1P;
            a.set(g.get(3) + k, -(t * logP + (1 - t) * log1P));
        }
    }

    /** {@code (p − t) / (p (1 − p)) / N}: 12 bytes and 5 FLOPs an element. The last integer is the offset of N. */
    public static void bceBackward(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(0)) {
            float p = a.get(g.get(1) + k);
            float t = a.get(g.get(2) + k);
            float d = p * (1 - p);
            a.set(g.get(3) + k, (p - t) / (d < LEAST_DENOMINATOR ? LEAST_DENOMINATOR : d) / a.get(g.get(4)));
        }
    }

    /** The same in double precision. */
    public static void bceBackwardInDouble(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(0)) {
            double p = a.get(g.get(1) + k);
            double t = a.get(g.get(2) + k);
            double d = p * (1 - p);
            double ofSum = (p - t) / (d < LEAST_DOUBLE_DENOMINATOR ? LEAST_DOUBLE_DENOMINATOR : d);
            a.set(g.get(3) + k, (float) (1.0 / a.get(g.get(4)) * ofSum));
        }
    }

    /** {@code max(x, 0) − x t + ln(1 + e^−|x|)}: 12 bytes, an exponential, a logarithm and some 10 FLOPs an element. */
    public static void bceWithLogits(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(0)) {
            float x = a.get(g.get(1) + k);
            float t = a.get(g.get(2) + k);
            float positive = x > 0 ? x : 0;
            float magnitude = x > 0 ? x : -x;
            a.set(g.get(3) + k, positive - x * t + logOnePlus(TornadoMath.exp(-magnitude)));
        }
    }

    /** {@code (σ(x) − t) · factor}: 12 bytes, an exponential and 5 FLOPs an element. */
    public static void bceWithLogitsBackward(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(0)) {
            float sigmoid = 1 / (1 + TornadoMath.exp(-a.get(g.get(1) + k)));
            a.set(g.get(3) + k, (sigmoid - a.get(g.get(2) + k)) * a.get(g.get(4)));
        }
    }

    /** {@code ln(1 + x)} to full precision for small x: the quotient undoes the rounding of 1 + x (Goldberg 1991, theorem 4). */
    private static float logOnePlus(float x) {
        float u = 1 + x;
        return u == 1 ? x : TornadoMath.log(u) * x / (u - 1);
    }
}
