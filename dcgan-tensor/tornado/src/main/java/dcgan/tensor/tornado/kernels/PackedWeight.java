package dcgan.tensor.tornado.kernels;

import static dcgan.tensor.tornado.kernels.ElementwiseKernels.COUNT;
import static dcgan.tensor.tornado.kernels.VectorTiles.ROWS;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The weight in the order in which {@link VectorConvolutions} reads it: {@code [rows / 4][kH][kW][channels][4 rows]}. */
public final class PackedWeight {

    // Indices of the integers of pack.

    /** The channels that are summed. */
    public static final int CHANNELS = 1;

    /** kH · kW. */
    public static final int TAPS = 2;

    /** Distance between two rows in the weight. */
    public static final int ROW_STRIDE = 3;

    /** Distance between two channels in the weight. */
    public static final int CHANNEL_STRIDE = 4;

    public static final int LAST_ROW = 5;

    /** The offset of the weight. */
    public static final int WEIGHT = 6;

    /** The offset of the result. */
    public static final int PACKED = 7;

    /** The number of integers. */
    public static final int LENGTH = 8;

    private PackedWeight() {}

    /**
     * Puts the weights in that order, with the last row again where a tile has fewer. Geometry: one work item a number,
     * in work groups of {@link ElementwiseKernels#GROUP}; no local memory; 8 bytes and no FLOPs a number.
     */
    public static void pack(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            int channel = k / ROWS % g.get(CHANNELS);
            int tap = k / ROWS / g.get(CHANNELS) % g.get(TAPS);
            int row = Math.min(k / ROWS / g.get(CHANNELS) / g.get(TAPS) * ROWS + k % ROWS, g.get(LAST_ROW));
            a.set(
                    g.get(PACKED) + k,
                    a.get(g.get(WEIGHT) + row * g.get(ROW_STRIDE) + channel * g.get(CHANNEL_STRIDE) + tap));
        }
    }
}
