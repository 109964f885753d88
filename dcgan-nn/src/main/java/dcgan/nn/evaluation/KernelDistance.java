package dcgan.nn.evaluation;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The squared maximum mean discrepancy with the kernel {@code k(x, y) = (x · y / D + 1)³} (Bińkowski et al. 2018), unbiased
 * (Gretton et al. 2012, lemma 6). Of m pictures each:
 * {@code (Σ_{i≠j} k(xᵢ, xⱼ) + Σ_{i≠j} k(yᵢ, yⱼ)) / (m (m − 1)) − 2 Σ_{i,j} k(xᵢ, yⱼ) / m²}.
 *
 * <p>The pictures are shuffled and cut into blocks without a common picture. The distance is the mean over the blocks, and its
 * standard error follows from how they differ. It may be below 0: its expectation for equal distributions is 0.
 *
 * <p>The score is called C-KD here. It is not KID, which takes the features of another network.
 *
 * @param value the distance
 * @param standardError of it
 */
public record KernelDistance(double value, double standardError) {

    /** The least number of pictures. */
    public static final int MIN_COUNT = 20;

    private static final int BLOCKS = 10;
    private static final int MAX_BLOCK = 1000;
    private static final long SEED = 1;

    /**
     * Computes it for the first n of each, where n is how many there are of the fewer.
     *
     * @param first {@code [n, D]}
     * @param second {@code [m, D]}
     * @param size D
     * @throws IllegalArgumentException if there are fewer than {@value #MIN_COUNT} pictures
     */
    public static KernelDistance between(float[] first, float[] second, int size) {
        int count = Math.min(
                FeatureStatistics.requireFeatures(first, size, MIN_COUNT),
                FeatureStatistics.requireFeatures(second, size, MIN_COUNT));
        int blocks = Math.max(BLOCKS, Math.ceilDiv(count, MAX_BLOCK));
        int each = count / blocks;
        int[] x = shuffled(count, SEED);
        int[] y = shuffled(count, SEED + 1);
        double[] distances = IntStream.range(0, blocks)
                .parallel()
                .mapToDouble(block ->
                        between(rows(first, x, block * each, each, size), rows(second, y, block * each, each, size)))
                .toArray();
        double mean = 0;
        for (double distance : distances) {
            mean += distance / blocks;
        }
        double squares = 0;
        for (double distance : distances) {
            squares += (distance - mean) * (distance - mean);
        }
        return new KernelDistance(mean, Math.sqrt(squares / (blocks - 1) / blocks));
    }

    private static int[] shuffled(int count, long seed) {
        int[] order = IntStream.range(0, count).toArray();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = count - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    private static double[][] rows(float[] features, int[] order, int from, int count, int size) {
        double[][] rows = new double[count][size];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < size; k++) {
                rows[i][k] = features[order[from + i] * size + k];
            }
        }
        return rows;
    }

    /** The estimate of one block, {@code [m, D]} each. */
    static double between(double[][] x, double[][] y) {
        double m = x.length;
        double within = 0;
        double across = 0;
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < i; j++) {
                within += kernel(x[i], x[j]) + kernel(y[i], y[j]);
            }
            for (int j = 0; j < m; j++) {
                across += kernel(x[i], y[j]);
            }
        }
        return 2 * within / (m * (m - 1)) - 2 * across / (m * m);
    }

    private static double kernel(double[] x, double[] y) {
        // Several sums, which the processor can work on at the same time.
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i <= x.length - 4; i += 4) {
            a += x[i] * y[i];
            b += x[i + 1] * y[i + 1];
            c += x[i + 2] * y[i + 2];
            d += x[i + 3] * y[i + 3];
        }
        for (; i < x.length; i++) {
            a += x[i] * y[i];
        }
        double k = (a + b + c + d) / x.length + 1;
        return k * k * k;
    }
}
