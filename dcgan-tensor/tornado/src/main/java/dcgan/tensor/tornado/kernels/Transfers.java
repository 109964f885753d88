package dcgan.tensor.tornado.kernels;

import static dcgan.tensor.tornado.kernels.ElementwiseKernels.COUNT;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * What moves numbers between layouts. Geometry: one work item an element, in work groups of
 * {@link ElementwiseKernels#GROUP}; no local memory.
 */
public final class Transfers {

    /** Indices of the integers of {@link #upload}, which say where the numbers go. */
    public static final class Upload {
        /** Numbers per image. */
        public static final int PER_IMAGE = 1;

        public static final int TO = 2;

        /** Distance between two images. */
        public static final int IMAGE_STRIDE = 3;

        /** Distance between two numbers of an image. */
        public static final int ELEMENT_STRIDE = 4;

        /** The number of integers. */
        public static final int LENGTH = 5;

        private Upload() {}
    }

    /**
     * Indices of the integers of {@link #convert}: where the numbers are and where they go, each described as in
     * {@link Upload}.
     */
    public static final class Convert {
        public static final int PER_IMAGE = 1;
        public static final int FROM = 2;
        public static final int FROM_IMAGE_STRIDE = 3;
        public static final int FROM_ELEMENT_STRIDE = 4;
        public static final int TO = 5;
        public static final int TO_IMAGE_STRIDE = 6;
        public static final int TO_ELEMENT_STRIDE = 7;

        /** The number of integers. */
        public static final int LENGTH = 8;

        private Convert() {}
    }

    private Transfers() {}

    /** From the row-major buffer in which the host sends numbers: 8 bytes and no FLOPs an element. */
    public static void upload(KernelContext context, FloatArray a, FloatArray sent, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            a.set(
                    g.get(Upload.TO)
                            + k / g.get(Upload.PER_IMAGE) * g.get(Upload.IMAGE_STRIDE)
                            + k % g.get(Upload.PER_IMAGE) * g.get(Upload.ELEMENT_STRIDE),
                    sent.get(k));
        }
    }

    /** From one layout to another: 8 bytes and no FLOPs an element. */
    public static void convert(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            int image = k / g.get(Convert.PER_IMAGE);
            int element = k % g.get(Convert.PER_IMAGE);
            a.set(
                    g.get(Convert.TO)
                            + image * g.get(Convert.TO_IMAGE_STRIDE)
                            + element * g.get(Convert.TO_ELEMENT_STRIDE),
                    a.get(g.get(Convert.FROM)
                            + image * g.get(Convert.FROM_IMAGE_STRIDE)
                            + element * g.get(Convert.FROM_ELEMENT_STRIDE)));
        }
    }
}
