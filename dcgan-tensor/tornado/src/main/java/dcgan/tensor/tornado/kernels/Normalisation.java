package dcgan.tensor.tornado.kernels;

import static dcgan.tensor.tornado.kernels.ElementwiseKernels.COUNT;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * BatchNorm2d's elementwise halves. Geometry: x runs over the numbers of a channel in work groups of
 * {@link ElementwiseKernels#GROUP}, y over the channels; no local memory; bound by the bytes, 4 an element and image operand.
 *
 * <p>{@link ElementwiseKernels#COUNT} is how many numbers a channel has; all other integers are offsets.
 */
public final class Normalisation {

    /** Indices of the offsets of {@link #forward}. */
    public static final class Forward {
        public static final int X = 1;
        public static final int OUT = 2;
        public static final int MEAN = 3;
        public static final int VARIANCE = 4;
        public static final int WEIGHT = 5;
        public static final int BIAS = 6;
        public static final int EPS = 7;

        /** The number of integers. */
        public static final int LENGTH = 8;

        private Forward() {}
    }

    /** Indices of the offsets of {@link #gradInput}. */
    public static final class GradInput {
        public static final int GRAD_OUTPUT = 1;
        public static final int OUT = 2;
        public static final int X = 3;
        public static final int MEAN = 4;
        public static final int VARIANCE = 5;
        public static final int WEIGHT = 6;
        public static final int GRAD_WEIGHT = 7;
        public static final int GRAD_BIAS = 8;
        public static final int EPS = 9;

        /** Of 1/M. */
        public static final int SHARE = 10;

        /** The number of integers. */
        public static final int LENGTH = 11;

        private GradInput() {}
    }

    /** Indices of the offsets of {@link #evalGradInput}. */
    public static final class EvalGradInput {
        public static final int GRAD_OUTPUT = 1;
        public static final int OUT = 2;
        public static final int VARIANCE = 3;
        public static final int WEIGHT = 4;
        public static final int EPS = 5;

        /** The number of integers. */
        public static final int LENGTH = 6;

        private EvalGradInput() {}
    }

    private Normalisation() {}

    /**
     * {@code γ · (x − mean) / √(variance + eps) + β}: 8 bytes, 5 FLOPs and a root an element.
     */
    public static void forward(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        int c = context.globalIdy;
        if (k < g.get(COUNT)) {
            int at = c * g.get(COUNT) + k;
            float deviation = TornadoMath.sqrt(a.get(g.get(Forward.VARIANCE) + c) + a.get(g.get(Forward.EPS)));
            float normalized = (a.get(g.get(Forward.X) + at) - a.get(g.get(Forward.MEAN) + c)) / deviation;
            a.set(
                    g.get(Forward.OUT) + at,
                    normalized * a.get(g.get(Forward.WEIGHT) + c) + a.get(g.get(Forward.BIAS) + c));
        }
    }

    /**
     * {@code γ / √(variance + eps) · (dy − dβ / M − x̂ · dγ / M)}: 12 bytes, 10 FLOPs and a root an element.
     */
    public static void gradInput(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        int c = context.globalIdy;
        if (k < g.get(COUNT)) {
            int at = c * g.get(COUNT) + k;
            float deviation = TornadoMath.sqrt(a.get(g.get(GradInput.VARIANCE) + c) + a.get(g.get(GradInput.EPS)));
            float normalized = (a.get(g.get(GradInput.X) + at) - a.get(g.get(GradInput.MEAN) + c)) / deviation;
            float share = a.get(g.get(GradInput.SHARE));
            float centred = a.get(g.get(GradInput.GRAD_OUTPUT) + at)
                    - a.get(g.get(GradInput.GRAD_BIAS) + c) * share
                    - normalized * a.get(g.get(GradInput.GRAD_WEIGHT) + c) * share;
            a.set(g.get(GradInput.OUT) + at, a.get(g.get(GradInput.WEIGHT) + c) / deviation * centred);
        }
    }

    /**
     * {@code γ / √(variance + eps) · dy}: 8 bytes, 3 FLOPs and a root an element.
     */
    public static void evalGradInput(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        int c = context.globalIdy;
        if (k < g.get(COUNT)) {
            int at = c * g.get(COUNT) + k;
            float deviation =
                    TornadoMath.sqrt(a.get(g.get(EvalGradInput.VARIANCE) + c) + a.get(g.get(EvalGradInput.EPS)));
            a.set(
                    g.get(EvalGradInput.OUT) + at,
                    a.get(g.get(EvalGradInput.WEIGHT) + c) / deviation * a.get(g.get(EvalGradInput.GRAD_OUTPUT) + at));
        }
    }
}
