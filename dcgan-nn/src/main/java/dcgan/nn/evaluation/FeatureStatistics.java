package dcgan.nn.evaluation;

/**
 * Mean and covariance of the features of some pictures.
 *
 * @param count n, the number of pictures
 * @param mean {@code [D]}
 * @param covariance {@code [D, D]}, with the divisor n − 1
 */
public record FeatureStatistics(int count, double[] mean, double[][] covariance) {

    /**
     * Computes them.
     *
     * @param features {@code [n, D]}, of at least two pictures
     * @param size D
     * @throws IllegalArgumentException if the array does not hold the features of at least two pictures
     */
    public static FeatureStatistics of(float[] features, int size) {
        int count = requireFeatures(features, size, 2);
        double[] mean = new double[size];
        for (int i = 0; i < features.length; i++) {
            mean[i % size] += features[i] / (double) count;
        }
        double[][] covariance = new double[size][size];
        double[] centred = new double[size];
        for (int picture = 0; picture < count; picture++) {
            for (int i = 0; i < size; i++) {
                centred[i] = features[picture * size + i] - mean[i];
            }
            for (int i = 0; i < size; i++) {
                double[] row = covariance[i];
                double factor = centred[i] / (count - 1);
                for (int j = 0; j < size; j++) {
                    row[j] += factor * centred[j];
                }
            }
        }
        return new FeatureStatistics(count, mean, covariance);
    }

    /** How many pictures some features are of. */
    static int requireFeatures(float[] features, int size, int least) {
        if (size < 1 || features.length % size != 0) {
            throw new IllegalArgumentException(
                    features.length + " numbers do not make whole rows of " + size + " features");
        }
        if (features.length / size < least) {
            throw new IllegalArgumentException(
                    "at least " + least + " pictures are needed, but there are " + features.length / size);
        }
        return features.length / size;
    }

    /**
     * Whether the covariance has full rank in principle. With no more pictures than features it has not, and a Fréchet distance
     * is far too large.
     */
    public boolean isEnough() {
        return count > mean.length;
    }
}
