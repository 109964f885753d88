package dcgan.tensor.tornado.kernels;

import static dcgan.tensor.tornado.kernels.ElementwiseKernels.COUNT;

import dcgan.tensor.op.AugmentParameters;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * What changes each image by random numbers of its own. Geometry: one work item a number, or one a pixel, in work groups of
 * {@link ElementwiseKernels#GROUP}; no local memory; bound by the bytes, 8 a number, and the parameters, which stay in the cache.
 *
 * <p>The numbers of one pixel and channel lie together, one an image, in as many {@link #LANES} as make whole vectors. Lanes without
 * an image are left as they are.
 */
public final class AugmentKernels {

    /** Indices of the offsets of the images that are read and written, and of the parameters. */
    public static final int X = 1;

    public static final int OUT = 2;

    public static final int PARAMETERS = 3;

    /** Indices of the number of images, and of lanes. */
    public static final int IMAGES = 4;

    public static final int LANES = 5;

    /** Indices of the integers of {@link #color}. */
    public static final class Color {
        /** Of the offset of the means of the images. */
        public static final int MEAN = 6;

        public static final int CHANNELS = 7;

        /** Of the offset of the factor on the brightness, behind which is 1/C. */
        public static final int CONSTANTS = 8;

        /** The number of integers. */
        public static final int LENGTH = 9;

        private Color() {}
    }

    /** Indices of the integers of {@link #move}. */
    public static final class Move {
        public static final int HEIGHT = 6;
        public static final int WIDTH = 7;

        /** 1 to move the images by their shifts, −1 to move them back. */
        public static final int DIRECTION = 8;

        /** The number of integers. */
        public static final int LENGTH = 9;

        private Move() {}
    }

    /** Indices of the integers of {@link #clear}. */
    public static final class Clear {
        public static final int HEIGHT = 6;
        public static final int WIDTH = 7;

        /** The height and the width of what is cleared. */
        public static final int ROWS = 8;

        public static final int COLUMNS = 9;

        /** The number of integers. */
        public static final int LENGTH = 10;

        private Clear() {}
    }

    private AugmentKernels() {}

    /** {@code k·s·x + k·(1 − s)·grey + (1 − k)·mean + factor·b}, one work item a pixel: 12 bytes and 3 FLOPs a number. */
    public static void color(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            int n = k % g.get(LANES);
            if (n < g.get(IMAGES)) {
                int parameters = g.get(PARAMETERS) + n * AugmentParameters.COUNT;
                float saturation = a.get(parameters + AugmentParameters.SATURATION);
                float contrast = a.get(parameters + AugmentParameters.CONTRAST);
                float sum = 0;
                for (int c = 0; c < g.get(Color.CHANNELS); c++) {
                    sum += a.get(g.get(X) + c * g.get(COUNT) + k);
                }
                float rest = contrast * (1 - saturation) * (sum * a.get(g.get(Color.CONSTANTS) + 1))
                        + (1 - contrast) * a.get(g.get(Color.MEAN) + n)
                        + a.get(g.get(Color.CONSTANTS)) * a.get(parameters + AugmentParameters.BRIGHTNESS);
                for (int c = 0; c < g.get(Color.CHANNELS); c++) {
                    int at = c * g.get(COUNT) + k;
                    a.set(g.get(OUT) + at, contrast * saturation * a.get(g.get(X) + at) + rest);
                }
            }
        }
    }

    /** The number that the image's shift points to, or 0, one work item a number: 8 bytes and no FLOPs. */
    public static void move(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            int n = k % g.get(LANES);
            if (n < g.get(IMAGES)) {
                int parameters = g.get(PARAMETERS) + n * AugmentParameters.COUNT;
                int shiftY = g.get(Move.DIRECTION) * (int) a.get(parameters + AugmentParameters.SHIFT_Y);
                int shiftX = g.get(Move.DIRECTION) * (int) a.get(parameters + AugmentParameters.SHIFT_X);
                int pixel = k / g.get(LANES);
                int x = pixel % g.get(Move.WIDTH) + shiftX;
                int y = pixel / g.get(Move.WIDTH) % g.get(Move.HEIGHT) + shiftY;
                float moved = 0;
                if (y >= 0 && y < g.get(Move.HEIGHT) && x >= 0 && x < g.get(Move.WIDTH)) {
                    moved = a.get(g.get(X) + k + (shiftY * g.get(Move.WIDTH) + shiftX) * g.get(LANES));
                }
                a.set(g.get(OUT) + k, moved);
            }
        }
    }

    /** The number, or 0 in a rectangle, one work item a number: 8 bytes and no FLOPs. */
    public static void clear(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            int n = k % g.get(LANES);
            if (n < g.get(IMAGES)) {
                int parameters = g.get(PARAMETERS) + n * AugmentParameters.COUNT;
                int top = (int) a.get(parameters + AugmentParameters.CUTOUT_Y);
                int left = (int) a.get(parameters + AugmentParameters.CUTOUT_X);
                int pixel = k / g.get(LANES);
                int x = pixel % g.get(Clear.WIDTH);
                int y = pixel / g.get(Clear.WIDTH) % g.get(Clear.HEIGHT);
                float kept = a.get(g.get(X) + k);
                if (y >= top && y < top + g.get(Clear.ROWS) && x >= left && x < left + g.get(Clear.COLUMNS)) {
                    kept = 0;
                }
                a.set(g.get(OUT) + k, kept);
            }
        }
    }
}
