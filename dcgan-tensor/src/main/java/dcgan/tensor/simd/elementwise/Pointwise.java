package dcgan.tensor.simd.elementwise;

import static dcgan.tensor.simd.vector.FloatSpecies.SPECIES;
import static dcgan.tensor.simd.vector.FloatSpecies.V;

import dcgan.tensor.op.Adam;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The elementwise loops, on the indices {@code from} to {@code to - 1} of arrays that share a layout. The target may be one
 * of the sources.
 */
final class Pointwise {

    /** Beyond this tanh is ±1 in single precision. */
    private static final float TANH_LIMIT = 7.99881172180175781f;

    private Pointwise() {}

    private static VectorMask<Float> mask(int i, int to) {
        return SPECIES.indexInRange(i, to);
    }

    /** {@code y = x > 0 ? x : slope · x}; ReLU with slope 0. */
    static void leakyReLU(float[] x, float slope, float[] y, int from, int to) {
        int i = from;
        for (; i <= to - V; i += V) {
            leakyReLU(FloatVector.fromArray(SPECIES, x, i), slope).intoArray(y, i);
        }
        if (i < to) {
            VectorMask<Float> mask = mask(i, to);
            leakyReLU(FloatVector.fromArray(SPECIES, x, i, mask), slope).intoArray(y, i, mask);
        }
    }

    private static FloatVector leakyReLU(FloatVector x, float slope) {
        return slope == 0 ? x.max(0f) : x.mul(slope).blend(x, x.compare(VectorOperators.GT, 0f));
    }

    /** {@code dx = y > 0 ? dy : slope · dy}. */
    static void leakyReLUBackward(float[] dy, float[] y, float slope, float[] dx, int from, int to) {
        int i = from;
        for (; i <= to - V; i += V) {
            leakyReLUBackward(FloatVector.fromArray(SPECIES, dy, i), FloatVector.fromArray(SPECIES, y, i), slope)
                    .intoArray(dx, i);
        }
        if (i < to) {
            VectorMask<Float> mask = mask(i, to);
            leakyReLUBackward(
                            FloatVector.fromArray(SPECIES, dy, i, mask),
                            FloatVector.fromArray(SPECIES, y, i, mask),
                            slope)
                    .intoArray(dx, i, mask);
        }
    }

    private static FloatVector leakyReLUBackward(FloatVector dy, FloatVector y, float slope) {
        FloatVector below = slope == 0 ? FloatVector.zero(SPECIES) : dy.mul(slope);
        return below.blend(dy, y.compare(VectorOperators.GT, 0f));
    }

    /** {@code y = 1 / (1 + exp(−x))}. */
    static void sigmoid(float[] x, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (float) (1 / (1 + Math.exp(-x[i])));
        }
    }

    /** {@code dx = dy · y · (1 − y)}. */
    static void sigmoidBackward(float[] dy, float[] y, float[] dx, int from, int to) {
        for (int i = from; i < to; i++) {
            dx[i] = dy[i] * y[i] * (1 - y[i]);
        }
    }

    /** {@code y = tanh(x)}. */
    static void tanh(float[] x, float[] y, int from, int to) {
        int i = from;
        for (; i <= to - V; i += V) {
            tanh(FloatVector.fromArray(SPECIES, x, i)).intoArray(y, i);
        }
        if (i < to) {
            VectorMask<Float> mask = mask(i, to);
            tanh(FloatVector.fromArray(SPECIES, x, i, mask)).intoArray(y, i, mask);
        }
    }

    /**
     * The rational function with which Eigen approximates tanh in single precision, to a few units in the last place.
     * {@code VectorOperators.TANH} is no choice: compiled code takes it from another library than interpreted code, so that
     * a number would depend on when the compiler comes.
     */
    private static FloatVector tanh(FloatVector argument) {
        FloatVector x = argument.max(-TANH_LIMIT).min(TANH_LIMIT);
        FloatVector square = x.mul(x);
        // By Horner's scheme, and not in a loop: where the compiler does not unroll that, it puts each sum on the heap.
        FloatVector numerator = broadcast(-2.76076847742355e-16f)
                .fma(square, broadcast(2.00018790482477e-13f))
                .fma(square, broadcast(-8.60467152213735e-11f))
                .fma(square, broadcast(5.12229709037114e-08f))
                .fma(square, broadcast(1.48572235717979e-05f))
                .fma(square, broadcast(6.37261928875436e-04f))
                .fma(square, broadcast(4.89352455891786e-03f));
        FloatVector denominator = broadcast(1.19825839466702e-06f)
                .fma(square, broadcast(1.18534705686654e-04f))
                .fma(square, broadcast(2.26843463243900e-03f))
                .fma(square, broadcast(4.89352518554385e-03f));
        return numerator.mul(x).div(denominator);
    }

    private static FloatVector broadcast(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    /** {@code dx = dy · (1 − y²)}. */
    static void tanhBackward(float[] dy, float[] y, float[] dx, int from, int to) {
        for (int i = from; i < to; i++) {
            dx[i] = dy[i] * (1 - y[i] * y[i]);
        }
    }

    /** {@code y = a − b}. */
    static void subtract(float[] a, float[] b, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = a[i] - b[i];
        }
    }

    /** {@code y = factor · x}. */
    static void scale(float[] x, float factor, float[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = factor * x[i];
        }
    }

    /** {@code running = (1 − momentum) · running + momentum · correction · batch}. */
    static void runningAverage(float[] running, float[] batch, float momentum, float correction, int from, int to) {
        for (int i = from; i < to; i++) {
            running[i] = (1 - momentum) * running[i] + momentum * correction * batch[i];
        }
    }

    /** {@code average = average + weight · (value − average)}. */
    static void lerp(float[] average, float[] value, float weight, int from, int to) {
        float keep = 1 - weight;
        if (weight < 0.5f) {
            for (int i = from; i < to; i++) {
                average[i] = average[i] + weight * (value[i] - average[i]);
            }
        } else {
            for (int i = from; i < to; i++) {
                average[i] = value[i] - keep * (value[i] - average[i]);
            }
        }
    }

    /** One step of Adam; {@code t} is its number, 1 for the first. */
    static void adam(
            float[] parameter,
            float[] gradient,
            float[] m,
            float[] v,
            double t,
            double lrFactor,
            Adam.Settings s,
            int from,
            int to) {
        float stepSize = (float) (s.lr() * lrFactor / (1 - Math.pow(s.beta1(), t)));
        float rootCorrection = (float) Math.sqrt(1 - Math.pow(s.beta2(), t));
        float beta1 = (float) s.beta1();
        float beta2 = (float) s.beta2();
        float newInMean = (float) (1 - s.beta1());
        float newInSquare = (float) (1 - s.beta2());
        float eps = (float) s.eps();
        float decay = (float) s.weightDecay();
        for (int i = from; i < to; i += V) {
            VectorMask<Float> mask = mask(i, to);
            FloatVector p = FloatVector.fromArray(SPECIES, parameter, i, mask);
            FloatVector g = FloatVector.fromArray(SPECIES, gradient, i, mask);
            if (decay != 0) {
                g = p.fma(broadcast(decay), g);
            }
            FloatVector mean = FloatVector.fromArray(SPECIES, m, i, mask).fma(broadcast(beta1), g.mul(newInMean));
            FloatVector square = FloatVector.fromArray(SPECIES, v, i, mask)
                    .fma(broadcast(beta2), g.mul(g).mul(newInSquare));
            FloatVector root =
                    square.lanewise(VectorOperators.SQRT).div(rootCorrection).add(eps);
            mean.intoArray(m, i, mask);
            square.intoArray(v, i, mask);
            p.sub(mean.div(root).mul(stepSize)).intoArray(parameter, i, mask);
        }
    }
}
