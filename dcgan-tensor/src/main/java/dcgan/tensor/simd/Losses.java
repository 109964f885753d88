package dcgan.tensor.simd;

import dcgan.tensor.op.Reduction;

/** Losses and means: small, so summed by one thread in double precision, in row-major order. */
final class Losses {

    private static final double LOG_FLOOR = -100;
    private static final double LEAST_DENOMINATOR = 1e-12;

    private Losses() {}

    /** The loss of one element. */
    @FunctionalInterface
    interface Loss {
        double of(double x, double target);
    }

    static double bce(double p, double t) {
        return -(t * Math.max(Math.log(p), LOG_FLOOR) + (1 - t) * Math.max(Math.log(1 - p), LOG_FLOOR));
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

    /** {@code out[0] = Σ loss(x, target)}, or its mean. */
    static Step reduced(Loss loss, Storage x, Storage target, Reduction reduction, float[] out) {
        int[] places = x.layout.places();
        double factor = reduction == Reduction.MEAN ? 1.0 / places.length : 1;
        return new SingleStep(() -> {
            double sum = 0;
            for (int place : places) {
                sum += loss.of(x.data[place], target.data[place]);
            }
            out[0] = (float) (factor * sum);
        });
    }

    /** {@code out = factor · loss(x, target)}, element by element. */
    static Step elementwise(Loss loss, double factor, Storage x, Storage target, float[] out) {
        int[] places = x.layout.places();
        return new RangeStep(places.length, (from, to) -> {
            for (int i = from; i < to; i++) {
                int place = places[i];
                out[place] = (float) (factor * loss.of(x.data[place], target.data[place]));
            }
        });
    }

    static Step mean(Storage x, float[] out) {
        int[] places = x.layout.places();
        return new SingleStep(() -> {
            double sum = 0;
            for (int place : places) {
                sum += x.data[place];
            }
            out[0] = (float) (sum / places.length);
        });
    }
}
