package dcgan.tensor.reference;

import dcgan.tensor.op.Reduction;
import java.util.function.DoubleBinaryOperator;

/** Losses of a prediction, and a target t, an element: p is a probability, x any number. */
final class Losses {

    /** Where PyTorch cuts the logarithms off, so that a certain and wrong prediction costs 100 and not infinity. */
    private static final double LEAST_LOG = -100;

    /** What PyTorch keeps the denominator of the gradient above. */
    private static final double LEAST_DENOMINATOR = 1e-12;

    private Losses() {}

    static double bce(double p, double t) {
        return -(t * Math.max(Math.log(p), LEAST_LOG) + (1 - t) * Math.max(Math.log1p(-p), LEAST_LOG));
    }

    static double bceGradient(double p, double t) {
        return (p - t) / Math.max(p * (1 - p), LEAST_DENOMINATOR);
    }

    static double bceWithLogits(double x, double t) {
        return Math.max(x, 0) - x * t + Math.log1p(Math.exp(-Math.abs(x)));
    }

    static double bceWithLogitsGradient(double x, double t) {
        return Elementwise.sigmoid(x) - t;
    }

    static double hinge(double x, double t) {
        return Math.max(1 - t * x, 0);
    }

    static double hingeGradient(double x, double t) {
        return t * x < 1 ? -t : 0;
    }

    static double squaredError(double x, double t) {
        return (x - t) * (x - t);
    }

    static double squaredErrorGradient(double x, double t) {
        return 2 * (x - t);
    }

    /** The losses of all elements, gathered into {@code out}: {@code [1]}, or as many as there are elements. */
    static void forward(
            double[] prediction, double[] target, Reduction reduction, double[] out, DoubleBinaryOperator loss) {
        if (reduction == Reduction.NONE) {
            Elementwise.map(prediction, target, out, loss);
            return;
        }
        double sum = 0;
        for (int k = 0; k < prediction.length; k++) {
            sum += loss.applyAsDouble(prediction[k], target[k]);
        }
        out[0] = reduction == Reduction.MEAN ? sum / prediction.length : sum;
    }

    /** The gradients of the gathered loss to all elements. */
    static void backward(
            double[] prediction, double[] target, Reduction reduction, double[] out, DoubleBinaryOperator gradient) {
        double weight = reduction == Reduction.MEAN ? 1.0 / prediction.length : 1;
        Elementwise.map(prediction, target, out, (p, t) -> gradient.applyAsDouble(p, t) * weight);
    }
}
