package dcgan.tensor.planning;

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
     * @param jobs that there are without, one for each tap and each {@value #PART} by {@value #PART} channels
     * @param pixels that the tap with the most of them sums
     * @param images of the batch
     */
    public static int parts(int jobs, int pixels, int images) {
        int forThreads = Math.min(Math.ceilDiv(ENOUGH_JOBS, jobs), pixels / LEAST_PIXELS);
        long chain = (long) pixels * Math.ceilDiv(images, PART);
        int forPrecision = (int) Math.min(pixels, Math.ceilDiv(chain, LONGEST_CHAIN));
        return Math.max(1, Math.max(forThreads, forPrecision));
    }
}
