package dcgan.tensor;

/**
 * The counter-based random number generator Philox 4x32-10 (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy
 * as 1, 2, 3", SC 2011). A number depends on its seed, stream, counter and index alone, so that every backend, thread count
 * and resumed run sees the same ones.
 *
 * <p>Block {@code b} of four 32-bit words belongs to the elements {@code 4b … 4b + 3}; its counter words are {@code (b,
 * counter, stream, 0)} and its key is the seed, low word first.
 */
public final class Philox {

    private static final int M0 = 0xD2511F53;
    private static final int M1 = 0xCD9E8D57;
    private static final int W0 = 0x9E3779B9;
    private static final int W1 = 0xBB67AE85;
    private static final int ROUNDS = 10;
    private static final float TWO_TO_MINUS_24 = 0x1p-24f;
    private static final int EIGHTH_TURN = 1 << 21;

    private Philox() {}

    /**
     * One block of four random words.
     *
     * @param counter four counter words
     * @param key0 the low word of the key
     * @param key1 the high word of the key
     * @param out receives four words; may be the same array as {@code counter}
     */
    public static void block(int[] counter, int key0, int key1, int[] out) {
        int c0 = counter[0];
        int c1 = counter[1];
        int c2 = counter[2];
        int c3 = counter[3];
        for (int round = 0; round < ROUNDS; round++) {
            long product0 = (M0 & 0xFFFFFFFFL) * (c0 & 0xFFFFFFFFL);
            long product1 = (M1 & 0xFFFFFFFFL) * (c2 & 0xFFFFFFFFL);
            int n0 = (int) (product1 >>> 32) ^ c1 ^ key0;
            int n2 = (int) (product0 >>> 32) ^ c3 ^ key1;
            c1 = (int) product1;
            c3 = (int) product0;
            c0 = n0;
            c2 = n2;
            key0 += W0;
            key1 += W1;
        }
        out[0] = c0;
        out[1] = c1;
        out[2] = c2;
        out[3] = c3;
    }

    /**
     * Fills an array from N(0, 1), by the transform of Box and Muller (1958): words {@code (r, a)} give
     * {@code √(−2 ln u) · cos 2πv} and {@code … · sin 2πv} with {@code u = (⌊r / 2⁸⌋ + 1) · 2⁻²⁴} in (0, 1] and
     * {@code v = ⌊a / 2⁸⌋ · 2⁻²⁴} in [0, 1).
     *
     * @param seed the key
     * @param stream the third counter word
     * @param counter the second counter word
     * @param out receives the numbers
     */
    public static void normal(long seed, int stream, int counter, float[] out) {
        normal(seed, stream, counter, out, 0, out.length);
    }

    /**
     * Fills the elements {@code from} to {@code to - 1} as {@link #normal(long, int, int, float[])} does.
     *
     * @param from a multiple of 4
     */
    public static void normal(long seed, int stream, int counter, float[] out, int from, int to) {
        normal(seed, stream, counter, 0, out, from, to);
    }

    /**
     * Fills an array with a part of what {@link #normal(long, int, int, float[])} would fill a larger one with.
     *
     * @param first the element of the larger array that is the first of this, a multiple of 4
     */
    public static void normal(long seed, int stream, int counter, long first, float[] out) {
        normal(seed, stream, counter, (int) (first >> 2), out, 0, out.length);
    }

    private static void normal(long seed, int stream, int counter, int block, float[] out, int from, int to) {
        int[] words = new int[4];
        for (int i = from; i < to; i += 4) {
            words(seed, stream, counter, block + (i >> 2), words);
            pair(words[0], words[1], out, i, to);
            pair(words[2], words[3], out, i + 2, to);
        }
    }

    /** Two numbers, of which those at {@code to} and beyond are dropped. */
    private static void pair(int r, int a, float[] out, int i, int to) {
        if (i >= to) {
            return;
        }
        double radius = Math.sqrt(-2 * StrictMath.log(((r >>> 8) + 1) * TWO_TO_MINUS_24));
        int turn = a >>> 8;
        // Reduced to an eighth of a turn, exactly, which StrictMath would do with arrays.
        int quarters = turn + EIGHTH_TURN >>> 22;
        double angle = 2 * Math.PI * TWO_TO_MINUS_24 * (turn - (quarters << 22));
        double cosine = StrictMath.cos(angle);
        double sine = StrictMath.sin(angle);
        double x = (quarters & 1) == 0 ? cosine : -sine;
        double y = (quarters & 1) == 0 ? sine : cosine;
        double signed = (quarters & 2) == 0 ? radius : -radius;
        out[i] = (float) (signed * x);
        if (i + 1 < to) {
            out[i + 1] = (float) (signed * y);
        }
    }

    /**
     * Fills an array uniformly from [low, high): {@code low + (high − low) · ⌊word / 2⁸⌋ · 2⁻²⁴}.
     *
     * @param seed the key
     * @param stream the third counter word
     * @param counter the second counter word
     * @param out receives the numbers
     */
    public static void uniform(long seed, int stream, int counter, float low, float high, float[] out) {
        int[] words = new int[4];
        // Constant indices, so that the words need no array once this is compiled.
        for (int i = 0; i < out.length; i += 4) {
            words(seed, stream, counter, i >> 2, words);
            uniform(words[0], low, high, out, i);
            uniform(words[1], low, high, out, i + 1);
            uniform(words[2], low, high, out, i + 2);
            uniform(words[3], low, high, out, i + 3);
        }
    }

    private static void uniform(int word, float low, float high, float[] out, int i) {
        if (i < out.length) {
            out[i] = low + (high - low) * unit(word);
        }
    }

    private static void words(long seed, int stream, int counter, int block, int[] out) {
        out[0] = block;
        out[1] = counter;
        out[2] = stream;
        out[3] = 0;
        block(out, (int) seed, (int) (seed >>> 32), out);
    }

    private static float unit(int word) {
        return (word >>> 8) * TWO_TO_MINUS_24;
    }
}
