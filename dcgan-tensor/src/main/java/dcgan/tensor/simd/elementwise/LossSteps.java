package dcgan.tensor.simd.elementwise;

import dcgan.tensor.op.Reduction;
import dcgan.tensor.simd.memory.Storage;
import dcgan.tensor.simd.run.RangeStep;
import dcgan.tensor.simd.run.SingleStep;
import dcgan.tensor.simd.run.Step;

/**
 * Losses of a prediction and a target t, p being a probability and x any number; and means. All of them are small, so one
 * thread sums them in double precision, in row-major order.
 */
final class LossSteps {

    /** Where PyTorch cuts the logarithms off. */
    private static final double LEAST_LOG = -100;

    /** What PyTorch keeps the denominator of the gradient above. */
    private static final double LEAST_DENOMINATOR = 1e-12;

    private LossSteps() {}

    /** The loss of one element, or its gradient. */
    @FunctionalInterface
    interface Loss {
        double of(double x, double target);
    }

    static double bce(double p, double t) {
        return -(t * Math.max(Math.log(p), LEAST_LOG) + (1 - t) * Math.max(Math.log(1 - p), LEAST_LOG));
    }

    static double bceGradient(double p, double t) {
        return (p - t) / Math.max(p * (1 - p), LEAST_DENOMINATOR);
    }

    static double bceWithLogits(double x, double t) {
        return Math.max(x, 0) - x * t + Math.log1p(Math.exp(-Math.abs(x)));
    }

    static double bceWithLogitsGradient(double x, double t) {
        return 1 / (1 + Math.exp(-x)) - t;
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

    /** The losses of all elements: {@code out} is {@code [1]}, or has the layout of {@code x} for {@link Reduction#NONE}. */
    static Step value(Loss loss, Storage x, Storage target, Reduction reduction, float[] out) {
        return reduction == Reduction.NONE
                ? elementwise(loss, 1, x, target, out)
                : reduced(loss, factor(reduction, x), x, target, out);
    }

    /** The gradients of the {@linkplain #value value} to all elements of {@code x}, in its layout. */
    static Step gradient(Loss gradient, Storage x, Storage target, Reduction reduction, float[] out) {
        return elementwise(gradient, factor(reduction, x), x, target, out);
    }

    private static double factor(Reduction reduction, Storage x) {
        return reduction == Reduction.MEAN ? 1.0 / x.layout.shape().size() : 1;
    }

    /** {@code out[0] = factor · Σ loss(x, target)}. */
    private static Step reduced(Loss loss, double factor, Storage x, Storage target, float[] out) {
        int[] indices = x.layout.indices();
        return new SingleStep(() -> {
            double sum = 0;
            for (int index : indices) {
                sum += loss.of(x.data[index], target.data[index]);
            }
            out[0] = (float) (factor * sum);
        });
    }

    /** {@code out = factor · loss(x, target)}, element by element. */
    private static Step elementwise(Loss loss, double factor, Storage x, Storage target, float[] out) {
        int[] indices = x.layout.indices();
        return new RangeStep(indices.length, (from, to) -> {
            for (int i = from; i < to; i++) {
                int index = indices[i];
                out[index] = (float) (factor * loss.of(x.data[index], target.data[index]));
            }
        });
    }

    /** The mean of all elements: {@code out} is {@code [1]}. */
    static Step mean(Storage x, float[] out) {
        int[] indices = x.layout.indices();
        return new SingleStep(() -> {
            double sum = 0;
            for (int index : indices) {
                sum += x.data[index];
            }
            out[0] = (float) (sum / indices.length);
        });
    }
}
