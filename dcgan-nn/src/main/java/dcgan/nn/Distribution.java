package dcgan.nn;

import dcgan.tensor.Philox;
import java.util.Arrays;

/** What fresh parameters are drawn from. */
public sealed interface Distribution {

    /**
     * Fills an array with the numbers that belong to a seed and a stream of {@link Philox}.
     *
     * @param seed the key of the generator
     * @param stream tells draws with the same seed apart
     * @param out receives the numbers
     */
    void fill(long seed, int stream, float[] out);

    /** One number. */
    record Constant(float value) implements Distribution {

        @Override
        public void fill(long seed, int stream, float[] out) {
            Arrays.fill(out, value);
        }
    }

    /** Uniform in [−bound, bound). */
    record Uniform(float bound) implements Distribution {

        @Override
        public void fill(long seed, int stream, float[] out) {
            Philox.uniform(seed, stream, 0, -bound, bound, out);
        }
    }

    /** N(mean, std²). */
    record Normal(float mean, float std) implements Distribution {

        @Override
        public void fill(long seed, int stream, float[] out) {
            Philox.normal(seed, stream, 0, out);
            for (int i = 0; i < out.length; i++) {
                out[i] = mean + std * out[i];
            }
        }
    }

    /** A random direction: all numbers together are a vector of length 1. */
    record Direction() implements Distribution {

        @Override
        public void fill(long seed, int stream, float[] out) {
            Philox.normal(seed, stream, 0, out);
            double square = 0;
            for (float x : out) {
                square += (double) x * x;
            }
            for (int i = 0; i < out.length; i++) {
                out[i] = (float) (out[i] / Math.sqrt(square));
            }
        }
    }
}
