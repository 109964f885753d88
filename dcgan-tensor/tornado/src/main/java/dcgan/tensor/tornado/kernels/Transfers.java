package dcgan.tensor.tornado.kernels;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * What moves numbers between layouts. Geometry: one work item an element, in work groups of {@link Elementwise#GROUP}; no local
 * memory; 8 bytes and no FLOPs an element.
 */
public final class Transfers {

    private Transfers() {}

    /**
     * From the row-major buffer in which the host sends numbers. Integers: the number of elements, how many an image has, offset,
     * distance of two images, distance of two elements.
     */
    public static void upload(KernelContext context, FloatArray a, FloatArray sent, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(0)) {
            a.set(g.get(2) + k / g.get(1) * g.get(3) + k % g.get(1) * g.get(4), sent.get(k));
        }
    }

    /**
     * From one layout to another. Integers: the number of elements, how many an image has, then offset, distance of two images
     * and distance of two elements of the source, and the same of the target.
     */
    public static void convert(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(0)) {
            int image = k / g.get(1);
            int element = k % g.get(1);
            a.set(
                    g.get(5) + image * g.get(6) + element * g.get(7),
                    a.get(g.get(2) + image * g.get(3) + element * g.get(4)));
        }
    }
}
