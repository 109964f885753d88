package dcgan.data.random;

/**
 * The order of a shuffled epoch: a Fisher–Yates shuffle whose random numbers are a function of the seed, the epoch and
 * the position alone. Any epoch can therefore be had without those before it, and is the same on every machine.
 *
 * <p>Epoch e under seed s draws the stream {@code mix(mix(s) + e·γ) + k·γ}, k = 1, 2, …, through {@code mix}: the
 * finaliser and the golden-ratio increment γ of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
 * generators", OOPSLA 2014). A draw below n is the high half of the 64 × 64 bit product with n, whose bias (under n /
 * 2^64) nobody will ever see.
 */
public final class Permutation {
    /** The golden-ratio increment of SplitMix64. */
    public static final long GAMMA = 0x9E3779B97F4A7C15L;

    private Permutation() {}

    /** The numbers 0 … {@code size - 1} in the order of {@code epoch}. */
    public static int[] of(int size, long seed, int epoch) {
        int[] order = identity(size);
        long start = mix(mix(seed) + epoch * GAMMA);
        for (int last = size - 1; last > 0; last--) {
            int other = (int) Math.unsignedMultiplyHigh(mix(start + (size - last) * GAMMA), last + 1L);
            int swapped = order[last];
            order[last] = order[other];
            order[other] = swapped;
        }
        return order;
    }

    /** The numbers 0 … {@code size - 1} as they are. */
    public static int[] identity(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        return order;
    }

    /** The finaliser of SplitMix64. */
    public static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
