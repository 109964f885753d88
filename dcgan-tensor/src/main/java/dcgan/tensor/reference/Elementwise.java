package dcgan.tensor.reference;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Functions of single numbers, and the loops that apply them to whole buffers. */
final class Elementwise {

    private Elementwise() {}

    /** {@code out[k] = f(x[k])}. */
    static void map(double[] x, double[] out, DoubleUnaryOperator f) {
        for (int k = 0; k < out.length; k++) {
            out[k] = f.applyAsDouble(x[k]);
        }
    }

    /** {@code out[k] = f(a[k], b[k])}. */
    static void map(double[] a, double[] b, double[] out, DoubleBinaryOperator f) {
        for (int k = 0; k < out.length; k++) {
            out[k] = f.applyAsDouble(a[k], b[k]);
        }
    }

    static double sum(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += value;
        }
        return sum;
    }

    static double relu(double x) {
        return Math.max(x, 0);
    }

    static double leakyRelu(double x, double negativeSlope) {
        return x > 0 ? x : negativeSlope * x;
    }

    static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
