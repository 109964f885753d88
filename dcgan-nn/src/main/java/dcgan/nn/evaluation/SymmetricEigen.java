package dcgan.nn.evaluation;

/**
 * The eigenvalues and eigenvectors of a symmetric matrix, by the cyclic method of Jacobi (Golub and Van Loan: "Matrix
 * Computations", section 8.5): rotations make one pair of elements beside the diagonal after the other zero, until all are.
 */
final class SymmetricEigen {
    private static final int MAX_SWEEPS = 50;
    private static final double PRECISION = 1e-30;

    private final double[][] a;
    private final double[][] vectors;

    /**
     * Decomposes a matrix.
     *
     * @param matrix {@code [n, n]}, symmetric and finite; is not changed
     */
    SymmetricEigen(double[][] matrix) {
        int n = matrix.length;
        a = new double[n][];
        vectors = new double[n][n];
        double squares = 0;
        for (int i = 0; i < n; i++) {
            a[i] = matrix[i].clone();
            vectors[i][i] = 1;
            for (double element : a[i]) {
                squares += element * element;
            }
        }
        for (int sweep = 0; offDiagonal() > PRECISION * squares; sweep++) {
            if (sweep == MAX_SWEEPS) {
                throw new ArithmeticException("the eigenvalues of the covariance do not converge");
            }
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotate(p, q);
                }
            }
        }
    }

    private double offDiagonal() {
        double sum = 0;
        for (int p = 0; p < a.length; p++) {
            for (int q = p + 1; q < a.length; q++) {
                sum += 2 * a[p][q] * a[p][q];
            }
        }
        return sum;
    }

    private void rotate(int p, int q) {
        if (a[p][q] == 0) {
            return;
        }
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        // Aᵀ is A: columns p and q become what rows p and q become, so that only the rows are computed with.
        double app = a[p][p] - t * a[p][q];
        double aqq = a[q][q] + t * a[p][q];
        rotateRows(a[p], a[q], c, s);
        for (int k = 0; k < a.length; k++) {
            a[k][p] = a[p][k];
            a[k][q] = a[q][k];
        }
        a[p][p] = app;
        a[q][q] = aqq;
        a[p][q] = 0;
        a[q][p] = 0;
        rotateRows(vectors[p], vectors[q], c, s);
    }

    private static void rotateRows(double[] p, double[] q, double c, double s) {
        for (int k = 0; k < p.length; k++) {
            double x = p[k];
            double y = q[k];
            p[k] = c * x - s * y;
            q[k] = s * x + c * y;
        }
    }

    /** The eigenvalue of an index. */
    double value(int index) {
        return a[index][index];
    }

    /** The eigenvector of an index, {@code [n]}, of length 1. */
    double[] vector(int index) {
        return vectors[index];
    }
}
