package dcgan.tensor.tornado.kernels;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Functions of single numbers. Geometry: one work item an element, in work groups of {@link #GROUP}; no local memory.
 * Each number is read and written once, so that memory limits them on any device.
 */
public final class ElementwiseKernels {

    /** The size of a work group. */
    public static final int GROUP = 256;

    /** Index of the number of work items, for every kernel with one work item per element. */
    public static final int COUNT = 0;

    /** Beyond this tanh is ±1 in single precision. */
    private static final float TANH_LIMIT = 7.99881172180175781f;

    /** Indices of the offsets of a function of one number: its argument, its result and, if it has one, its constant. */
    public static final class Unary {
        public static final int X = 1;
        public static final int OUT = 2;

        /** The number of integers of a function without a constant. */
        public static final int LENGTH = 3;

        public static final int CONSTANT = LENGTH;

        /** The number of integers of a function with a constant. */
        public static final int LENGTH_WITH_CONSTANT = CONSTANT + 1;

        private Unary() {}
    }

    /** Indices of the offsets of a function of two numbers: both arguments, the result and, if there is one, the constant. */
    public static final class Binary {
        public static final int X = 1;
        public static final int Y = 2;
        public static final int OUT = 3;

        /** The number of integers of a function without a constant. */
        public static final int LENGTH = 4;

        public static final int CONSTANT = LENGTH;

        /** The number of integers of a function with a constant. */
        public static final int LENGTH_WITH_CONSTANT = CONSTANT + 1;

        private Binary() {}
    }

    /** Indices of the offsets of {@link #fill}. */
    public static final class Fill {
        public static final int OUT = 1;
        public static final int CONSTANT = 2;

        /** The number of integers. */
        public static final int LENGTH = 3;

        private Fill() {}
    }

    private ElementwiseKernels() {}

    /** {@code max(x, 0)}: 8 bytes and a FLOP an element. */
    public static void relu(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            float x = a.get(g.get(Unary.X) + k);
            // So that NaN stays NaN.
            a.set(g.get(Unary.OUT) + k, x < 0 ? 0 : x);
        }
    }

    /** {@code x} if positive, else {@code slope · x}: 8 bytes and 2 FLOPs an element. */
    public static void leakyRelu(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            float x = a.get(g.get(Unary.X) + k);
            a.set(g.get(Unary.OUT) + k, x > 0 ? x : a.get(g.get(Unary.CONSTANT)) * x);
        }
    }

    /** {@code 1 / (1 + e^−x)}: 8 bytes, an exponential and 3 FLOPs an element. */
    public static void sigmoid(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            a.set(g.get(Unary.OUT) + k, 1 / (1 + TornadoMath.exp(-a.get(g.get(Unary.X) + k))));
        }
    }

    /** The same with a double exponential and quotient: 8 bytes, an exponential and 3 FLOPs an element. */
    public static void sigmoidInDouble(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            a.set(g.get(Unary.OUT) + k, (float) (1 / (1 + TornadoMath.exp((double) -a.get(g.get(Unary.X) + k)))));
        }
    }

    /**
     * Not called {@code tanh}, which is a function of OpenCL's. The rational function with which Eigen approximates it
     * in single precision, to a few units in the last place; the simd backend computes the same one: 8 bytes and 27
     * FLOPs an element.
     */
    public static void hyperbolicTangent(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            float x = a.get(g.get(Unary.X) + k);
            // Comparisons, not max and min, which would turn NaN into a number.
            x = x > TANH_LIMIT ? TANH_LIMIT : x;
            x = x < -TANH_LIMIT ? -TANH_LIMIT : x;
            float square = x * x;
            float numerator = -2.76076847742355e-16f * square + 2.00018790482477e-13f;
            numerator = numerator * square + -8.60467152213735e-11f;
            numerator = numerator * square + 5.12229709037114e-08f;
            numerator = numerator * square + 1.48572235717979e-05f;
            numerator = numerator * square + 6.37261928875436e-04f;
            numerator = numerator * square + 4.89352455891786e-03f;
            float denominator = 1.19825839466702e-06f * square + 1.18534705686654e-04f;
            denominator = denominator * square + 2.26843463243900e-03f;
            denominator = denominator * square + 4.89352518554385e-03f;
            a.set(g.get(Unary.OUT) + k, numerator * x / denominator);
        }
    }

    /** {@code dy} where y is positive, else 0: 12 bytes and a FLOP an element. */
    public static void reluBackward(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            a.set(g.get(Binary.OUT) + k, a.get(g.get(Binary.Y) + k) > 0 ? a.get(g.get(Binary.X) + k) : 0);
        }
    }

    /** {@code dy} where y is positive, else {@code slope · dy}: 12 bytes and 2 FLOPs an element. */
    public static void leakyReluBackward(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            float d = a.get(g.get(Binary.X) + k);
            a.set(g.get(Binary.OUT) + k, a.get(g.get(Binary.Y) + k) > 0 ? d : a.get(g.get(Binary.CONSTANT)) * d);
        }
    }

    /** {@code dy · y · (1 − y)}: 12 bytes and 3 FLOPs an element. */
    public static void sigmoidBackward(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            float y = a.get(g.get(Binary.Y) + k);
            a.set(g.get(Binary.OUT) + k, a.get(g.get(Binary.X) + k) * y * (1 - y));
        }
    }

    /** {@code dy · (1 − y²)}: 12 bytes and 3 FLOPs an element. */
    public static void tanhBackward(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            float y = a.get(g.get(Binary.Y) + k);
            a.set(g.get(Binary.OUT) + k, a.get(g.get(Binary.X) + k) * (1 - y * y));
        }
    }

    /** {@code a + b}: 12 bytes and a FLOP an element. */
    public static void add(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            a.set(g.get(Binary.OUT) + k, a.get(g.get(Binary.X) + k) + a.get(g.get(Binary.Y) + k));
        }
    }

    /** {@code a − b}: 12 bytes and a FLOP an element. */
    public static void subtract(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            a.set(g.get(Binary.OUT) + k, a.get(g.get(Binary.X) + k) - a.get(g.get(Binary.Y) + k));
        }
    }

    /** {@code factor · x}: 8 bytes and a FLOP an element. */
    public static void scale(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            a.set(g.get(Unary.OUT) + k, a.get(g.get(Unary.CONSTANT)) * a.get(g.get(Unary.X) + k));
        }
    }

    /** {@code x}: 8 bytes and no FLOPs an element. */
    public static void copy(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            a.set(g.get(Unary.OUT) + k, a.get(g.get(Unary.X) + k));
        }
    }

    /** A constant: 4 bytes and no FLOPs an element. */
    public static void fill(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            a.set(g.get(Fill.OUT) + k, a.get(g.get(Fill.CONSTANT)));
        }
    }
}
