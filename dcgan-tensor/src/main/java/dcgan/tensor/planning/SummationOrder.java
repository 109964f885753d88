package dcgan.tensor.planning;

import dcgan.tensor.op.Convolution.Geometry;
import java.util.stream.IntStream;

/**
 * What the backends for processors agree on about the order in which a convolution adds its products, so that they give the same
 * bits.
 */
public final class SummationOrder {

    /** So many channels, or images of a gradient to the weight, are summed by themselves; which also rounds less than one long sum. */
    public static final int PART = 64;

    /** A large image of up to so many channels is multiplied pixel by pixel of the small one, its padding included. */
    public static final int THIN = 4;

    private static final int ENOUGH_JOBS = 64;
    private static final int LEAST_PIXELS = 8;

    /** So many sums of {@value #PART} products are added one after the other at most, lest rounding errors grow with the batch. */
    private static final int LONGEST_CHAIN = 512;

    private SummationOrder() {}

    /**
     * In how many parts the pixels of a gradient to the weight are summed: enough to make jobs for many threads, however many there
     * are, and to keep each sum short. Part i of n goes from pixel {@code i · pixels / n} on.
     *
     * @param g the shapes, batch size included
     */
    public static int parts(Geometry g) {
        int pixels = pixels(g);
        int forThreads = Math.min(Math.ceilDiv(ENOUGH_JOBS, jobs(g)), pixels / LEAST_PIXELS);
        long chain = (long) pixels * Math.ceilDiv(g.n(), PART);
        int forPrecision = (int) Math.min(pixels, Math.ceilDiv(chain, LONGEST_CHAIN));
        return Math.max(1, Math.max(forThreads, forPrecision));
    }

    /** The jobs without parts: one for each tap and each {@value #PART} by {@value #PART} channels. The taps of a thin image are channels. */
    private static int jobs(Geometry g) {
        int small = g.weight().dim(0);
        int large = g.weight().dim(1);
        int taps = g.weight().dim(2) * g.weight().dim(3);
        return isThin(g) ? blocks(small) * blocks(large * taps) : taps * blocks(small) * blocks(large);
    }

    private static int blocks(int channels) {
        return Math.ceilDiv(channels, PART);
    }

    /** The pixels that the tap with the most of them sums. */
    private static int pixels(Geometry g) {
        return isThin(g) ? g.small().dim(2) * g.small().dim(3) : mostJoined(g, 2) * mostJoined(g, 3);
    }

    private static int mostJoined(Geometry g, int axis) {
        return IntStream.range(0, g.weight().dim(axis))
                .map(tap -> g.joined(axis, tap))
                .max()
                .orElse(0);
    }

    private static boolean isThin(Geometry g) {
        return g.large().dim(1) <= THIN;
    }
}
