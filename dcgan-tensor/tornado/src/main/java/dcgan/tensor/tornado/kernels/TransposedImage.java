package dcgan.tensor.tornado.kernels;

import static dcgan.tensor.tornado.kernels.ElementwiseKernels.COUNT;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * An image whose channels lie next to each other, as {@link VectorWeightGradient} reads it:
 * {@code [pixel][image][channel]}.
 */
public final class TransposedImage {

    // Indices of the integers of transpose.

    public static final int CHANNELS = 1;

    /** The channels, rounded up to whole vectors. */
    public static final int PADDED_CHANNELS = 2;

    /** H · W. */
    public static final int PIXELS = 3;

    /** Vectors per row of images. */
    public static final int IMAGE_VECTORS = 4;

    /** The offset of the image. */
    public static final int IMAGE = 5;

    /** The offset of the result. */
    public static final int TRANSPOSED = 6;

    /** The number of integers. */
    public static final int LENGTH = 7;

    private TransposedImage() {}

    /**
     * Puts the channels of an image next to each other, {@code [pixel][image][channel]}, in whole vectors. Geometry: one work
     * item {@link VectorLanes#COUNT} images of a channel of a pixel, in work groups of {@link ElementwiseKernels#GROUP}; no local
     * memory; 8 bytes and no FLOPs a number.
     */
    public static void transpose(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        int channel = k % g.get(PADDED_CHANNELS);
        if (k < g.get(COUNT) && channel < g.get(CHANNELS)) {
            int block = k / g.get(PADDED_CHANNELS) % g.get(IMAGE_VECTORS);
            int pixel = k / g.get(PADDED_CHANNELS) / g.get(IMAGE_VECTORS);
            int from = g.get(IMAGE)
                    + ((channel * g.get(PIXELS) + pixel) * g.get(IMAGE_VECTORS) + block) * VectorLanes.COUNT;
            int to = g.get(TRANSPOSED)
                    + (pixel * g.get(IMAGE_VECTORS) + block) * VectorLanes.COUNT * g.get(PADDED_CHANNELS)
                    + channel;
            for (int image = 0; image < VectorLanes.COUNT; image++) {
                a.set(to + image * g.get(PADDED_CHANNELS), a.get(from + image));
            }
        }
    }
}
