package dcgan.data.random;

/**
 * Which images of an epoch are flipped: every other one at random, as a function of the seed, the epoch and the position in it
 * alone. The numbers are drawn as those of {@link Permutation}, from streams of their own.
 */
public final class Flips {
    private static final long STREAM = 0x666C697073L;

    private final long start;

    /** Those of an epoch. */
    public Flips(long seed, int epoch) {
        start = Permutation.mix(Permutation.mix(Permutation.mix(seed) ^ STREAM) + epoch * Permutation.GAMMA);
    }

    /** Whether the image at a position of the epoch is flipped. */
    public boolean at(int position) {
        return Permutation.mix(start + (position + 1) * Permutation.GAMMA) < 0;
    }
}
