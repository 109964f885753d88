package dcgan.tensor.tornado.kernels;

import static dcgan.tensor.tornado.kernels.ElementwiseKernels.COUNT;

import dcgan.tensor.tornado.kernels.ElementwiseKernels.Binary;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Losses, an element, and their gradients. Geometry: one work item an element, in work groups of
 * {@link ElementwiseKernels#GROUP}; no local memory. {@link Sums#total} makes the sum.
 *
 * <p>Integers: as {@link Binary}, X being the prediction and Y the target.
 */
public final class LossKernels {

    private static final float LEAST_LOG = -100;
    private static final float LEAST_DENOMINATOR = 1e-12f;
    private static final double LEAST_DOUBLE_DENOMINATOR = 1e-12;

    private LossKernels() {}

    /**
     * {@code −(t ln p + (1 − t) ln(1 − p))}, the logarithms at least −100: 12 bytes, 2 logarithms and some 10 FLOPs an
     * element.
     */
    public static void bce(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            float p = a.get(g.get(Binary.X) + k);
            float t = a.get(g.get(Binary.Y) + k);
            float logP = TornadoMath.log(p);
            float log1P = logOnePlus(-p);
            // Comparisons, not max, which would turn NaN into a number.
            logP = logP < LEAST_LOG ? LEAST_LOG : logP;
            log1P = log1P < LEAST_LOG ? LEAST_LOG : log1P;
            a.set(g.get(Binary.OUT) + k, -(t * logP + (1 - t) * log1P));
        }
    }

    /**
     * {@code (p − t) / (p (1 − p)) / N}: 12 bytes and 5 FLOPs an element. The constant is N, or 1 where losses are
     * summed.
     */
    public static void bceBackward(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            float p = a.get(g.get(Binary.X) + k);
            float t = a.get(g.get(Binary.Y) + k);
            float d = p * (1 - p);
            a.set(
                    g.get(Binary.OUT) + k,
                    (p - t) / (d < LEAST_DENOMINATOR ? LEAST_DENOMINATOR : d) / a.get(g.get(Binary.CONSTANT)));
        }
    }

    /** The same in double precision: 12 bytes and 6 FLOPs an element. */
    public static void bceBackwardInDouble(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            double p = a.get(g.get(Binary.X) + k);
            double t = a.get(g.get(Binary.Y) + k);
            double d = p * (1 - p);
            double ofSum = (p - t) / (d < LEAST_DOUBLE_DENOMINATOR ? LEAST_DOUBLE_DENOMINATOR : d);
            a.set(g.get(Binary.OUT) + k, (float) (1.0 / a.get(g.get(Binary.CONSTANT)) * ofSum));
        }
    }

    /** {@code max(x, 0) − x t + ln(1 + e^−|x|)}: 12 bytes, an exponential, a logarithm and some 10 FLOPs an element. */
    public static void bceWithLogits(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            float x = a.get(g.get(Binary.X) + k);
            float t = a.get(g.get(Binary.Y) + k);
            float positive = x > 0 ? x : 0;
            float magnitude = x > 0 ? x : -x;
            a.set(g.get(Binary.OUT) + k, positive - x * t + logOnePlus(TornadoMath.exp(-magnitude)));
        }
    }

    /** {@code (σ(x) − t) · constant}: 12 bytes, an exponential and 5 FLOPs an element. */
    public static void bceWithLogitsBackward(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            float sigmoid = 1 / (1 + TornadoMath.exp(-a.get(g.get(Binary.X) + k)));
            a.set(g.get(Binary.OUT) + k, (sigmoid - a.get(g.get(Binary.Y) + k)) * a.get(g.get(Binary.CONSTANT)));
        }
    }

    /** {@code max(1 − t x, 0)}: 12 bytes and 3 FLOPs an element. */
    public static void hinge(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            float margin = 1 - a.get(g.get(Binary.Y) + k) * a.get(g.get(Binary.X) + k);
            // So that NaN stays NaN.
            a.set(g.get(Binary.OUT) + k, margin < 0 ? 0 : margin);
        }
    }

    /** {@code −t · constant} where {@code t x < 1}, else 0: 12 bytes and 3 FLOPs an element. */
    public static void hingeBackward(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            float t = a.get(g.get(Binary.Y) + k);
            float slope = t * a.get(g.get(Binary.X) + k) < 1 ? -t : 0;
            a.set(g.get(Binary.OUT) + k, slope * a.get(g.get(Binary.CONSTANT)));
        }
    }

    /** {@code (x − t)²}: 12 bytes and 2 FLOPs an element. */
    public static void squaredError(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            float difference = a.get(g.get(Binary.X) + k) - a.get(g.get(Binary.Y) + k);
            a.set(g.get(Binary.OUT) + k, difference * difference);
        }
    }

    /** {@code 2 (x − t) · constant}: 12 bytes and 3 FLOPs an element. */
    public static void squaredErrorBackward(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            float difference = a.get(g.get(Binary.X) + k) - a.get(g.get(Binary.Y) + k);
            a.set(g.get(Binary.OUT) + k, 2 * difference * a.get(g.get(Binary.CONSTANT)));
        }
    }

    /**
     * {@code ln(1 + x)} to full precision for small x: the quotient undoes the rounding of 1 + x (Goldberg 1991,
     * theorem 4).
     */
    private static float logOnePlus(float x) {
        float u = 1 + x;
        return u == 1 ? x : TornadoMath.log(u) * x / (u - 1);
    }
}
