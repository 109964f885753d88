package dcgan.tensor.tornado.kernels;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The ops that change parameters where they are. Geometry and cost as of {@link Elementwise}. */
public final class Updates {

    private Updates() {}

    /**
     * One step of Adam: 28 bytes and some 20 FLOPs an element. Integers: the number of elements; the offsets of parameter,
     * gradient, m, v and step; the offset of nine constants: lr, β₁, 1 − β₁, ln β₁, β₂, 1 − β₂, ln β₂, eps, weight decay.
     */
    public static void adam(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(0)) {
            int constants = g.get(6);
            float t = a.get(g.get(5));
            float stepSize = a.get(constants) / oneMinusPower(a.get(constants + 1), a.get(constants + 3), t);
            float correction = TornadoMath.sqrt(oneMinusPower(a.get(constants + 4), a.get(constants + 6), t));
            float parameter = a.get(g.get(1) + k);
            float gradient = a.get(g.get(2) + k) + a.get(constants + 8) * parameter;
            float m = a.get(constants + 1) * a.get(g.get(3) + k) + a.get(constants + 2) * gradient;
            float v = a.get(constants + 4) * a.get(g.get(4) + k) + a.get(constants + 5) * gradient * gradient;
            a.set(g.get(3) + k, m);
            a.set(g.get(4) + k, v);
            a.set(g.get(1) + k, parameter - stepSize * m / (TornadoMath.sqrt(v) / correction + a.get(constants + 7)));
        }
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
