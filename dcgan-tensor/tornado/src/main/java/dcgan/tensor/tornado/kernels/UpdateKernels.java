package dcgan.tensor.tornado.kernels;

import static dcgan.tensor.tornado.kernels.ElementwiseKernels.COUNT;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * The ops other than Adam that change parameters where they are. Geometry: one work item an element, in work groups of
 * {@link ElementwiseKernels#GROUP}; no local memory.
 */
public final class UpdateKernels {

    /** Indices of the offsets of {@link #runningAverage}. */
    public static final class RunningAverage {
        public static final int RUNNING = 1;
        public static final int BATCH = 2;
        public static final int KEEP = 3;
        public static final int TAKE = 4;

        /** The number of integers. */
        public static final int LENGTH = 5;

        private RunningAverage() {}
    }

    /** Indices of the offsets of {@link #lerp}. */
    public static final class Lerp {
        public static final int AVERAGE = 1;
        public static final int VALUE = 2;
        public static final int WEIGHT = 3;

        /** The number of integers. */
        public static final int LENGTH = 4;

        private Lerp() {}
    }

    /** Index of the offset of {@link #increment}. */
    public static final class Increment {
        public static final int COUNTER = 1;

        /** The number of integers. */
        public static final int LENGTH = 2;

        private Increment() {}
    }

    private UpdateKernels() {}

    /**
     * {@code running ← keep · running + take · batch}: 12 bytes and 3 FLOPs an element.
     */
    public static void runningAverage(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            a.set(
                    g.get(RunningAverage.RUNNING) + k,
                    a.get(g.get(RunningAverage.KEEP)) * a.get(g.get(RunningAverage.RUNNING) + k)
                            + a.get(g.get(RunningAverage.TAKE)) * a.get(g.get(RunningAverage.BATCH) + k));
        }
    }

    /** {@code average ← average + weight · (value − average)}: 12 bytes and 3 FLOPs an element. */
    public static void lerp(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            float weight = a.get(g.get(Lerp.WEIGHT));
            float average = a.get(g.get(Lerp.AVERAGE) + k);
            float value = a.get(g.get(Lerp.VALUE) + k);
            float difference = value - average;
            a.set(
                    g.get(Lerp.AVERAGE) + k,
                    weight < 0.5f ? average + weight * difference : value - (1 - weight) * difference);
        }
    }

    /** Adds 1: 8 bytes and a FLOP in one work item. */
    public static void increment(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            a.set(g.get(Increment.COUNTER) + k, a.get(g.get(Increment.COUNTER) + k) + 1);
        }
    }
}
