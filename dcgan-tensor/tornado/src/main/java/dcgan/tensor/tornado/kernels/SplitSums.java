package dcgan.tensor.tornado.kernels;

import static dcgan.tensor.tornado.kernels.ElementwiseKernels.COUNT;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** Sums that were computed in parts. */
public final class SplitSums {

    /** Indices of the integers: the number of splits, the offsets of the sums and of the result. */
    public static final int SPLITS = 1;

    public static final int SUMS = 2;

    public static final int OUT = 3;

    /** The number of integers. */
    public static final int LENGTH = 4;

    private SplitSums() {}

    /**
     * Adds up what the splits of {@link TiledConvolutions#weight} left. Geometry: one item a number of the weight, in
     * work groups of {@link ElementwiseKernels#GROUP}; no local memory; a number takes 4 bytes and a FLOP a split, and
     * 4 bytes.
     */
    public static void gather(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            float sum = 0;
            for (int split = 0; split < g.get(SPLITS); split++) {
                sum += a.get(g.get(SUMS) + split * g.get(COUNT) + k);
            }
            a.set(g.get(OUT) + k, sum);
        }
    }
}
