package dcgan.tensor.tornado.kernels;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Functions of single numbers. Geometry: one work item an element, in work groups of {@link #GROUP}; no local memory; 4 bytes
 * read an operand and 4 written, a handful of FLOPs: bound by memory on any device.
 *
 * <p>Integers: the number of elements, the offset of each operand, that of the result, then those of constants.
 */
public final class Elementwise {

    /** The size of a work group. */
    public static final int GROUP = 256;

    private Elementwise() {}

    public static void relu(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(0)) {
            float x = a.get(g.get(1) + k);
            // So that NaN stays NaN.
            a.set(g.get(2) + k, x < 0 ? 0 : x);
        }
    }

    public static void leakyRelu(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(0)) {
            float x = a.get(g.get(1) + k);
            a.set(g.get(2) + k, x > 0 ? x : a.get(g.get(3)) * x);
        }
    }

    public static void sigmoid(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(0)) {
            a.set(g.get(2) + k, 1 / (1 + TornadoMath.exp(-a.get(g.get(1) + k))));
        }
    }

    /** Not called {@code tanh}, which is a function of OpenCL's. */
    public static void hyperbolicTangent(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(0)) {
            a.set(g.get(2) + k, TornadoMath.tanh(a.get(g.get(1) + k)));
        }
    }

    public static void reluBackward(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(0)) {
            a.set(g.get(3) + k, a.get(g.get(2) + k) > 0 ? a.get(g.get(1) + k) : 0);
        }
    }

    public static void leakyReluBackward(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(0)) {
            float d = a.get(g.get(1) + k);
            a.set(g.get(3) + k, a.get(g.get(2) + k) > 0 ? d : a.get(g.get(4)) * d);
        }
    }

    public static void sigmoidBackward(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(0)) {
            float y = a.get(g.get(2) + k);
            a.set(g.get(3) + k, a.get(g.get(1) + k) * y * (1 - y));
        }
    }

    public static void tanhBackward(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(0)) {
            float y = a.get(g.get(2) + k);
            a.set(g.get(3) + k, a.get(g.get(1) + k) * (1 - y * y));
        }
    }

    public static void add(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(0)) {
            a.set(g.get(3) + k, a.get(g.get(1) + k) + a.get(g.get(2) + k));
        }
    }

    public static void copy(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(0)) {
            a.set(g.get(2) + k, a.get(g.get(1) + k));
        }
    }

    /** Integers: number of elements, offset of the result, offset of the constant. */
    public static void fill(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(0)) {
            a.set(g.get(1) + k, a.get(g.get(2)));
        }
    }
}
