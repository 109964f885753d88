package dcgan.tensor.tornado.kernels;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The normal numbers of {@link dcgan.tensor.Philox}, the same ones within the precision of float32. */
public final class Random {

    private static final long WORD = 0xFFFFFFFFL;
    private static final long M0 = 0xD2511F53L;
    private static final long M1 = 0xCD9E8D57L;
    private static final int W0 = 0x9E3779B9;
    private static final int W1 = 0xBB67AE85;
    private static final int ROUNDS = 10;
    private static final float UNIT = 0x1p-24f;
    private static final float TWO_PI = 6.2831855f;

    private Random() {}

    /**
     * Geometry: one work item a block of four numbers, in work groups of {@link Elementwise#GROUP}; no local memory; 16 bytes written,
     * some 200 integer operations, two logarithms, roots, sines and cosines and 12 more FLOPs a block. Integers: the number of elements, the offset of the counter, stream, seed (low word, high
     * word), and where the elements go: how many an image has, offset, distance of two images, distance of two elements.
     */
    public static void gaussian(KernelContext context, FloatArray a, IntArray g) {
        int block = context.globalIdx;
        if (4 * block < g.get(0)) {
            int c0 = block;
            int c1 = (int) a.get(g.get(1));
            int c2 = g.get(2);
            int c3 = 0;
            int key0 = g.get(3);
            int key1 = g.get(4);
            for (int round = 0; round < ROUNDS; round++) {
                long product0 = M0 * (c0 & WORD);
                long product1 = M1 * (c2 & WORD);
                // A signed shift and a cast: OpenCL's code for >>> would be a signed shift too, so do not rely on it.
                int n0 = (int) (product1 >> 32) ^ c1 ^ key0;
                int n2 = (int) (product0 >> 32) ^ c3 ^ key1;
                c1 = (int) product1;
                c3 = (int) product0;
                c0 = n0;
                c2 = n2;
                key0 += W0;
                key1 += W1;
            }
            pair(a, g, 4 * block, c0, c1);
            pair(a, g, 4 * block + 2, c2, c3);
        }
    }

    private static void pair(FloatArray a, IntArray g, int element, int word0, int word1) {
        float radius = TornadoMath.sqrt(-2 * TornadoMath.log((((word0 >> 8) & 0xFFFFFF) + 1) * UNIT));
        float angle = ((word1 >> 8) & 0xFFFFFF) * UNIT * TWO_PI;
        if (element < g.get(0)) {
            a.set(place(g, element), radius * TornadoMath.cos(angle));
        }
        if (element + 1 < g.get(0)) {
            a.set(place(g, element + 1), radius * TornadoMath.sin(angle));
        }
    }

    private static int place(IntArray g, int element) {
        return g.get(6) + element / g.get(5) * g.get(7) + element % g.get(5) * g.get(8);
    }
}
