package dcgan.tensor.tornado.kernels;

import static dcgan.tensor.tornado.kernels.ElementwiseKernels.COUNT;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Adam's step. Geometry: one work item an element, in work groups of {@link ElementwiseKernels#GROUP}; no local memory.
 */
public final class AdamKernels {

    /** Indices of the offsets of {@link #adam}. */
    public static final class Step {
        public static final int PARAMETER = 1;
        public static final int GRADIENT = 2;
        public static final int EXP_AVG = 3;
        public static final int EXP_AVG_SQ = 4;
        public static final int CORRECTIONS = 5;
        public static final int CONSTANTS = 6;

        /** The number of integers. */
        public static final int LENGTH = 7;

        private Step() {}
    }

    /** Indices of the constants of {@link #adam}. */
    public static final class StepConstants {
        public static final int BETA1 = 0;
        public static final int ONE_MINUS_BETA1 = 1;
        public static final int BETA2 = 2;
        public static final int ONE_MINUS_BETA2 = 3;
        public static final int EPS = 4;
        public static final int WEIGHT_DECAY = 5;

        /** The number of values. */
        public static final int LENGTH = 6;

        private StepConstants() {}
    }

    /** Indices of the offsets of {@link #corrections}. */
    public static final class Corrections {
        public static final int STEP = 1;
        public static final int CONSTANTS = 2;
        public static final int OUT = 3;
        public static final int LR_FACTOR = 4;

        /** The number of integers. */
        public static final int LENGTH = 5;

        private Corrections() {}
    }

    /** Indices of the constants of {@link #corrections}. Each of the first three is followed by its rounding error. */
    public static final class CorrectionConstants {
        public static final int LR = 0;
        public static final int BETA1 = 2;
        public static final int BETA2 = 4;
        public static final int LOG_BETA1 = 6;
        public static final int LOG_BETA2 = 7;

        /** The number of values. */
        public static final int LENGTH = 8;

        private CorrectionConstants() {}
    }

    /** Indices of the results of {@link #corrections}. */
    public static final class CorrectionResult {
        public static final int STEP_SIZE = 0;
        public static final int ROOT = 1;

        /** The number of values. */
        public static final int LENGTH = 2;

        private CorrectionResult() {}
    }

    private AdamKernels() {}

    /**
     * One step of Adam: 28 bytes and some 15 FLOPs an element.
     */
    public static void adam(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            int constants = g.get(Step.CONSTANTS);
            float stepSize = a.get(g.get(Step.CORRECTIONS) + CorrectionResult.STEP_SIZE);
            float correction = a.get(g.get(Step.CORRECTIONS) + CorrectionResult.ROOT);
            float parameter = a.get(g.get(Step.PARAMETER) + k);
            float gradient =
                    a.get(g.get(Step.GRADIENT) + k) + a.get(constants + StepConstants.WEIGHT_DECAY) * parameter;
            float m = a.get(constants + StepConstants.BETA1) * a.get(g.get(Step.EXP_AVG) + k)
                    + a.get(constants + StepConstants.ONE_MINUS_BETA1) * gradient;
            float v = a.get(constants + StepConstants.BETA2) * a.get(g.get(Step.EXP_AVG_SQ) + k)
                    + a.get(constants + StepConstants.ONE_MINUS_BETA2) * (gradient * gradient);
            a.set(g.get(Step.EXP_AVG) + k, m);
            a.set(g.get(Step.EXP_AVG_SQ) + k, v);
            float root = TornadoMath.sqrt(v) / correction + a.get(constants + StepConstants.EPS);
            a.set(g.get(Step.PARAMETER) + k, parameter - m / root * stepSize);
        }
    }

    /**
     * What Adam's t-th step multiplies all updates with, {@code f · lr / (1 − β₁ᵗ)}, and what it divides the roots by,
     * {@code √(1 − β₂ᵗ)}: one work item, 36 bytes, an exponential or two and some 40 FLOPs.
     */
    public static void corrections(KernelContext context, FloatArray a, IntArray g) {
        if (context.globalIdx < g.get(COUNT)) {
            float t = a.get(g.get(Corrections.STEP));
            int constants = g.get(Corrections.CONSTANTS);
            a.set(
                    g.get(Corrections.OUT) + CorrectionResult.STEP_SIZE,
                    a.get(constants + CorrectionConstants.LR)
                            * a.get(g.get(Corrections.LR_FACTOR))
                            / oneMinusPower(
                                    a.get(constants + CorrectionConstants.BETA1),
                                    a.get(constants + CorrectionConstants.LOG_BETA1),
                                    t));
            a.set(
                    g.get(Corrections.OUT) + CorrectionResult.ROOT,
                    TornadoMath.sqrt(oneMinusPower(
                            a.get(constants + CorrectionConstants.BETA2),
                            a.get(constants + CorrectionConstants.LOG_BETA2),
                            t)));
        }
    }

    /** The same in double precision: 40 bytes, two powers and some 15 FLOPs. */
    public static void correctionsInDouble(KernelContext context, FloatArray a, IntArray g) {
        if (context.globalIdx < g.get(COUNT)) {
            double t = a.get(g.get(Corrections.STEP));
            int constants = g.get(Corrections.CONSTANTS);
            double first = 1 - TornadoMath.pow(sum(a, constants + CorrectionConstants.BETA1), t);
            double second = 1 - TornadoMath.pow(sum(a, constants + CorrectionConstants.BETA2), t);
            a.set(g.get(Corrections.OUT) + CorrectionResult.STEP_SIZE, (float)
                    (sum(a, constants + CorrectionConstants.LR) * a.get(g.get(Corrections.LR_FACTOR)) / first));
            a.set(g.get(Corrections.OUT) + CorrectionResult.ROOT, (float) Doubles.sqrt(second));
        }
    }

    private static double sum(FloatArray a, int offset) {
        return (double) a.get(offset) + (double) a.get(offset + 1);
    }

    /**
     * {@code 1 − βᵗ} without the cancellation that a β near 1 would bring in float32; Taylor's series of eˣ − 1 for
     * small x.
     */
    private static float oneMinusPower(float beta, float logBeta, float t) {
        float x = logBeta * t;
        float result = 1;
        if (beta != 0) {
            if (x > -0.25f) {
                result = -x * (1 + x / 2 * (1 + x / 3 * (1 + x / 4 * (1 + x / 5 * (1 + x / 6 * (1 + x / 7))))));
            } else {
                result = 1 - TornadoMath.exp(x);
            }
        }
        return result;
    }
}
