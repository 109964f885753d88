package dcgan.tensor.tornado.kernels;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The ops that change parameters where they are. Geometry and cost as of {@link Elementwise}. */
public final class Updates {

    private Updates() {}

    /**
     * One step of Adam: 28 bytes and some 15 FLOPs an element. Integers: the number of elements; the offsets of parameter,
     * gradient, m, v and the {@linkplain #corrections corrections}; the offset of six constants: β₁, 1 − β₁, β₂, 1 − β₂, eps,
     * weight decay.
     */
    public static void adam(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(0)) {
            int constants = g.get(6);
            float stepSize = a.get(g.get(5));
            float correction = a.get(g.get(5) + 1);
            float parameter = a.get(g.get(1) + k);
            float gradient = a.get(g.get(2) + k) + a.get(constants + 5) * parameter;
            float m = a.get(constants) * a.get(g.get(3) + k) + a.get(constants + 1) * gradient;
            float v = a.get(constants + 2) * a.get(g.get(4) + k) + a.get(constants + 3) * (gradient * gradient);
            a.set(g.get(3) + k, m);
            a.set(g.get(4) + k, v);
            float root = TornadoMath.sqrt(v) / correction + a.get(constants + 4);
            a.set(g.get(1) + k, parameter - m / root * stepSize);
        }
    }

    /**
     * What Adam's t-th step multiplies all updates with, {@code lr / (1 − β₁ᵗ)}, and what it divides the roots by,
     * {@code √(1 − β₂ᵗ)}: one work item. Integers: 1; the offsets of t, of eight constants, and of the result. The constants are
     * lr, β₁ and β₂, each as the sum of two numbers, ln β₁ and ln β₂.
     */
    public static void corrections(KernelContext context, FloatArray a, IntArray g) {
        if (context.globalIdx < g.get(0)) {
            float t = a.get(g.get(1));
            int constants = g.get(2);
            a.set(g.get(3), a.get(constants) / oneMinusPower(a.get(constants + 2), a.get(constants + 6), t));
            a.set(g.get(3) + 1, TornadoMath.sqrt(oneMinusPower(a.get(constants + 4), a.get(constants + 7), t)));
        }
    }

    /** The same in double precision. */
    public static void correctionsInDouble(KernelContext context, FloatArray a, IntArray g) {
        if (context.globalIdx < g.get(0)) {
            double t = a.get(g.get(1));
            int constants = g.get(2);
            double first = 1 - TornadoMath.pow(sum(a, constants + 2), t);
            double second = 1 - TornadoMath.pow(sum(a, constants + 4), t);
            a.set(g.get(3), (float) (sum(a, constants) / first));
            a.set(g.get(3) + 1, (float) Doubles.sqrt(second));
        }
    }

    private static double sum(FloatArray a, int place) {
        return (double) a.get(place) + (double) a.get(place + 1);
    }

    /** {@code 1 − βᵗ} without the cancellation that a β near 1 would bring in float32; Taylor's series of eˣ − 1 for small x. */
    private static float oneMinusPower(float beta, float logBeta, float t) {
        if (beta == 0) {
            return 1;
        }
        float x = logBeta * t;
        if (x > -0.25f) {
            return -x * (1 + x / 2 * (1 + x / 3 * (1 + x / 4 * (1 + x / 5 * (1 + x / 6 * (1 + x / 7))))));
        }
        return 1 - TornadoMath.exp(x);
    }

    /**
     * {@code running ← keep · running + take · batch}: 12 bytes and 3 FLOPs an element. Integers: the number of elements; the offsets of running, batch, keep
     * and take.
     */
    public static void runningAverage(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(0)) {
            a.set(g.get(1) + k, a.get(g.get(3)) * a.get(g.get(1) + k) + a.get(g.get(4)) * a.get(g.get(2) + k));
        }
    }

    /** Adds 1: 8 bytes and a FLOP in one work item. Integers: 1, the offset of the counter. */
    public static void increment(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(0)) {
            a.set(g.get(1) + k, a.get(g.get(1) + k) + 1);
        }
    }
}
