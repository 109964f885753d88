package dcgan.tensor.reference;

import dcgan.tensor.Shape;

/** Products of a matrix of {@code S} rows and {@code J} columns; a weight {@code [S, L, kH, kW]} is one, with the others as columns. */
record Matrices(int S, int J) {

    static Matrices of(Shape shape) {
        return new Matrices(shape.dim(0), shape.size() / shape.dim(0));
    }

    void vector(double[] matrix, double[] x, double[] out) {
        for (int s = 0; s < S; s++) {
            double sum = 0;
            for (int j = 0; j < J; j++) {
                sum += matrix[s * J + j] * x[j];
            }
            out[s] = sum;
        }
    }

    void vectorTransposed(double[] matrix, double[] x, double[] out) {
        for (int j = 0; j < J; j++) {
            double sum = 0;
            for (int s = 0; s < S; s++) {
                sum += matrix[s * J + j] * x[s];
            }
            out[j] = sum;
        }
    }

    void spectralNormBackward(double[] dy, double dot, double[] u, double[] v, double sigma, double[] out) {
        for (int s = 0; s < S; s++) {
            for (int j = 0; j < J; j++) {
                out[s * J + j] = (dy[s * J + j] - dot * u[s] * v[j]) / sigma;
            }
        }
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    static void normalize(double[] x, double eps, double[] out) {
        double length = Math.max(Math.sqrt(dot(x, x)), eps);
        Elementwise.map(x, out, a -> a / length);
    }
}
