package dcgan.nn.evaluation;

/**
 * The Fréchet distance between two normal distributions (Dowson and Landau 1982), squared as it is usual for scores of
 * pictures (Heusel et al. 2017): {@code |μ₁ − μ₂|² + tr(C₁ + C₂ − 2 (C₁ C₂)^½)}. The eigenvalues of {@code C₁ C₂} are those of the
 * symmetric matrix {@code C₁^½ C₂ C₁^½}.
 *
 * <p>The score is called C-FD here. It is not FID, which takes the features of another network.
 */
public final class FrechetDistance {

    private FrechetDistance() {}

    /**
     * The distance, at least 0 but for rounding errors.
     *
     * @throws IllegalArgumentException if the numbers of features differ, or a number is not finite
     */
    public static double between(FeatureStatistics first, FeatureStatistics second) {
        int size = first.mean().length;
        if (second.mean().length != size) {
            throw new IllegalArgumentException(
                    "features of " + size + " and of " + second.mean().length + " numbers cannot be compared");
        }
        double distance = 0;
        for (int i = 0; i < size; i++) {
            double difference = first.mean()[i] - second.mean()[i];
            distance += difference * difference + first.covariance()[i][i] + second.covariance()[i][i];
        }
        if (!Double.isFinite(distance)) {
            throw new IllegalArgumentException("features that are not finite cannot be compared");
        }
        double[][] root = squareRoot(first.covariance());
        SymmetricEigen product = new SymmetricEigen(multiply(root, multiply(second.covariance(), root)));
        for (int i = 0; i < size; i++) {
            distance -= 2 * Math.sqrt(Math.max(0, product.value(i)));
        }
        return distance;
    }

    /** The symmetric square root of a covariance. Eigenvalues below 0 are rounding errors. */
    private static double[][] squareRoot(double[][] matrix) {
        int size = matrix.length;
        SymmetricEigen eigen = new SymmetricEigen(matrix);
        double[][] root = new double[size][size];
        for (int k = 0; k < size; k++) {
            double value = Math.sqrt(Math.max(0, eigen.value(k)));
            double[] vector = eigen.vector(k);
            for (int i = 0; i < size; i++) {
                addScaled(root[i], value * vector[i], vector);
            }
        }
        return root;
    }

    private static double[][] multiply(double[][] a, double[][] b) {
        double[][] product = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < b.length; k++) {
                addScaled(product[i], a[i][k], b[k]);
            }
        }
        return product;
    }

    private static void addScaled(double[] sum, double factor, double[] vector) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * vector[i];
        }
    }
}
