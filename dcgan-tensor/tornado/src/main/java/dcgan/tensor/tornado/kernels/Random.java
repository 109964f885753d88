package dcgan.tensor.tornado.kernels;

import static dcgan.tensor.tornado.kernels.ElementwiseKernels.COUNT;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * The normal numbers of {@link dcgan.tensor.Philox}, in float32 the same ones within its precision, in float64 the same ones.
 *
 * <p>Geometry: one work item a block of four numbers, in work groups of {@link ElementwiseKernels#GROUP}; no local memory;
 * {@link ElementwiseKernels#COUNT} is the number of elements.
 */
public final class Random {

    /** Indices of the offset of the counter, the stream and the two words of the seed. */
    public static final int COUNTER = 1;

    public static final int STREAM = 2;

    public static final int SEED_LOW = 3;

    public static final int SEED_HIGH = 4;

    /** Indices of where the numbers go, described as in {@link Transfers.Upload}. */
    public static final int PER_IMAGE = 5;

    public static final int TO = 6;

    public static final int IMAGE_STRIDE = 7;

    public static final int ELEMENT_STRIDE = 8;

    /** The number of integers. */
    public static final int LENGTH = 9;

    /** The numbers that a work item draws. */
    public static final int BLOCK = 4;

    private static final long WORD = 0xFFFFFFFFL;
    private static final long M0 = 0xD2511F53L;
    private static final long M1 = 0xCD9E8D57L;
    private static final int W0 = 0x9E3779B9;
    private static final int W1 = 0xBB67AE85;
    private static final int ROUNDS = 10;
    private static final float UNIT = 0x1p-24f;
    private static final double TURN = 2 * Math.PI * 0x1p-24;
    private static final int EIGHTH_TURN = 1 << 21;

    private Random() {}

    /**
     * In float32: 16 bytes written and 4 read, some 400 integer operations, two logarithms, roots, sines and cosines
     * and 20 more FLOPs a block.
     */
    public static void gaussian(KernelContext context, FloatArray a, IntArray g) {
        int block = context.globalIdx;
        if (BLOCK * block < g.get(COUNT)) {
            pair(a, g, BLOCK * block, words(a, g, block, 0));
            pair(a, g, BLOCK * block + 2, words(a, g, block, 1));
        }
    }

    /**
     * In float64: 16 bytes written and 4 read, some 400 integer operations, two logarithms and roots and some 80 FLOPs,
     * those of {@link Doubles}, a block.
     */
    public static void gaussianInDouble(KernelContext context, FloatArray a, IntArray g) {
        int block = context.globalIdx;
        if (BLOCK * block < g.get(COUNT)) {
            pairInDouble(a, g, BLOCK * block, words(a, g, block, 0));
            pairInDouble(a, g, BLOCK * block + 2, words(a, g, block, 1));
        }
    }

    /** Words 0 and 1 of a block, or 2 and 3; the first one high. */
    private static long words(FloatArray a, IntArray g, int block, int half) {
        int c0 = block;
        int c1 = (int) a.get(g.get(COUNTER));
        int c2 = g.get(STREAM);
        int c3 = 0;
        int key0 = g.get(SEED_LOW);
        int key1 = g.get(SEED_HIGH);
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
        int high = half == 0 ? c0 : c2;
        int low = half == 0 ? c1 : c3;
        return ((long) high << 32) | (low & WORD);
    }

    private static void pair(FloatArray a, IntArray g, int element, long words) {
        float radius = TornadoMath.sqrt(-2 * TornadoMath.log((top(words >> 32) + 1) * UNIT));
        int turn = top(words);
        int quarters = quarters(turn);
        float angle = (turn - (quarters << 22)) * (float) TURN;
        float cosine = TornadoMath.cos(angle);
        float sine = TornadoMath.sin(angle);
        if ((quarters & 2) != 0) {
            radius = -radius;
        }
        if ((quarters & 1) == 0) {
            set(a, g, element, radius * cosine, radius * sine);
        } else {
            set(a, g, element, -radius * sine, radius * cosine);
        }
    }

    private static void pairInDouble(FloatArray a, IntArray g, int element, long words) {
        double radius = Doubles.sqrt(-2 * TornadoMath.log((double) ((top(words >> 32) + 1) * UNIT)));
        int turn = top(words);
        int quarters = quarters(turn);
        double angle = (turn - (quarters << 22)) * TURN;
        double cosine = Doubles.cosine(angle);
        double sine = Doubles.sine(angle);
        if ((quarters & 2) != 0) {
            radius = -radius;
        }
        if ((quarters & 1) == 0) {
            set(a, g, element, (float) (radius * cosine), (float) (radius * sine));
        } else {
            set(a, g, element, (float) (-radius * sine), (float) (radius * cosine));
        }
    }

    /** The upper 24 bits of the lower word. */
    private static int top(long word) {
        return ((int) word >> 8) & 0xFFFFFF;
    }

    /** To which quarter of a turn an angle in units of 2⁻²⁴ turns is nearest: what is left is an eighth at most. */
    private static int quarters(int turn) {
        return (turn + EIGHTH_TURN) >> 22;
    }

    private static void set(FloatArray a, IntArray g, int element, float first, float second) {
        if (element < g.get(COUNT)) {
            a.set(offset(g, element), first);
        }
        if (element + 1 < g.get(COUNT)) {
            a.set(offset(g, element + 1), second);
        }
    }

    private static int offset(IntArray g, int element) {
        return g.get(TO)
                + element / g.get(PER_IMAGE) * g.get(IMAGE_STRIDE)
                + element % g.get(PER_IMAGE) * g.get(ELEMENT_STRIDE);
    }
}
