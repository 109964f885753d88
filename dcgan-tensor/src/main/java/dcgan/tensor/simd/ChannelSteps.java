package dcgan.tensor.simd;

import static dcgan.tensor.simd.Lanes.SPECIES;
import static dcgan.tensor.simd.Lanes.V;

import dcgan.tensor.simd.Layout.Image;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Work on an image channel by channel: BatchNorm's sums and maps. Arrays of one number a channel are long enough that a
 * vector may be loaded from any channel on.
 */
final class ChannelSteps {

    /** Pixels are summed in at most so many parts, which are then added in double precision. */
    private static final int PARTS = 16;

    private final Image layout;
    private final int size;
    private final int blocks;
    private final int n;

    ChannelSteps(Image layout) {
        this.layout = layout;
        this.size = layout.blocks().size();
        this.blocks = layout.blocks().count();
        this.n = layout.n();
    }

    /** What is summed, as vectors of neighbouring channels. */
    private interface Term {
        /**
         * @param place in the image's array
         * @param channel of the first lane
         * @param mask the lanes that are within the block
         */
        FloatVector at(int place, int channel, VectorMask<Float> mask);
    }

    /** {@code out[c] = factor · Σ x}. */
    Step[] sum(float[] x, double factor, float[] out) {
        return reduce((place, channel, mask) -> FloatVector.fromArray(SPECIES, x, place, mask), factor, out);
    }

    /** {@code out[c] = factor · Σ (x − mean[c])²}. */
    Step[] squaredDeviations(float[] x, float[] mean, double factor, float[] out) {
        return reduce(
                (place, channel, mask) -> {
                    FloatVector d = FloatVector.fromArray(SPECIES, x, place, mask)
                            .sub(FloatVector.fromArray(SPECIES, mean, channel));
                    return d.mul(d);
                },
                factor,
                out);
    }

    /** {@code out[c] = Σ dy · (x − mean[c]) / √(variance[c] + eps)}. */
    Step[] gradWeight(float[] dy, float[] x, float[] mean, float[] variance, float eps, float[] out) {
        Step[] sums = reduce(
                (place, channel, mask) -> FloatVector.fromArray(SPECIES, x, place, mask)
                        .sub(FloatVector.fromArray(SPECIES, mean, channel))
                        .mul(FloatVector.fromArray(SPECIES, dy, place, mask)),
                1,
                out);
        Step scale = new SingleStep(() -> {
            for (int c = 0; c < layout.blocks().channels(); c++) {
                out[c] *= (float) (1 / Math.sqrt((double) variance[c] + eps));
            }
        });
        return new Step[] {sums[0], sums[1], scale};
    }

    private Step[] reduce(Term term, double factor, float[] out) {
        int parts = Math.min(PARTS, layout.pixels());
        int columns = blocks * size;
        float[] partial = new float[parts * columns];
        Step sum = new Step() {
            @Override
            public int jobs() {
                return parts * blocks;
            }

            @Override
            public void run(int job) {
                int part = job / blocks;
                int block = job % blocks;
                int end = layout.pixels() * (part + 1) / parts;
                for (int j = 0; j < size; j += V) {
                    VectorMask<Float> mask = SPECIES.indexInRange(j, size);
                    FloatVector total = FloatVector.zero(SPECIES);
                    for (int pixel = layout.pixels() * part / parts; pixel < end; pixel++) {
                        int base = layout.offset(pixel, block) + j;
                        for (int image = 0; image < n; image++) {
                            total = total.add(term.at(base + image * size, block * size + j, mask));
                        }
                    }
                    total.intoArray(partial, part * columns + block * size + j, mask);
                }
            }
        };
        Step combine = new SingleStep(() -> {
            for (int c = 0; c < layout.blocks().channels(); c++) {
                double total = 0;
                for (int part = 0; part < parts; part++) {
                    total += partial[part * columns + c];
                }
                out[c] = (float) (factor * total);
            }
        });
        return new Step[] {sum, combine};
    }

    /** {@code y = (x − mean[c]) · weight[c] / √(variance[c] + eps) + bias[c]}. */
    Step[] normalise(float[] x, float[] mean, float[] variance, float[] weight, float eps, float[] bias, float[] y) {
        float[] scale = new float[mean.length];
        return new Step[] {
            scale(weight, variance, eps, scale),
            map((place, channel, mask) -> FloatVector.fromArray(SPECIES, x, place, mask)
                    .sub(FloatVector.fromArray(SPECIES, mean, channel))
                    .mul(FloatVector.fromArray(SPECIES, scale, channel))
                    .add(FloatVector.fromArray(SPECIES, bias, channel))
                    .intoArray(y, place, mask))
        };
    }

    /** {@code dx = weight[c] / √(variance[c] + eps) · (dy − gradBias[c] / M − x̂ · gradWeight[c] / M)}. */
    Step[] gradInput(
            float[] dy,
            float[] x,
            float[] mean,
            float[] variance,
            float[] weight,
            float[] gradWeight,
            float[] gradBias,
            float eps,
            float[] dx) {
        float[] scale = new float[mean.length];
        float[] shift = new float[mean.length];
        float[] slope = new float[mean.length];
        double count = (double) n * layout.pixels();
        Step prepare = new SingleStep(() -> {
            for (int c = 0; c < layout.blocks().channels(); c++) {
                double inverse = 1 / Math.sqrt((double) variance[c] + eps);
                scale[c] = (float) (weight[c] * inverse);
                shift[c] = (float) (gradBias[c] / count);
                slope[c] = (float) (gradWeight[c] * inverse / count);
            }
        });
        return new Step[] {
            prepare,
            map((place, channel, mask) -> {
                FloatVector deviation = FloatVector.fromArray(SPECIES, x, place, mask)
                        .sub(FloatVector.fromArray(SPECIES, mean, channel));
                FloatVector.fromArray(SPECIES, dy, place, mask)
                        .sub(FloatVector.fromArray(SPECIES, shift, channel))
                        .sub(deviation.mul(FloatVector.fromArray(SPECIES, slope, channel)))
                        .mul(FloatVector.fromArray(SPECIES, scale, channel))
                        .intoArray(dx, place, mask);
            })
        };
    }

    /** {@code dx = weight[c] / √(variance[c] + eps) · dy}. */
    Step[] evalGradInput(float[] dy, float[] variance, float[] weight, float eps, float[] dx) {
        float[] scale = new float[variance.length];
        return new Step[] {
            scale(weight, variance, eps, scale),
            map((place, channel, mask) -> FloatVector.fromArray(SPECIES, dy, place, mask)
                    .mul(FloatVector.fromArray(SPECIES, scale, channel))
                    .intoArray(dx, place, mask))
        };
    }

    /** Adds {@code bias[c]} to a part of a convolution's result that lies within one block. */
    Epilogue addBias(float[] image, float[] bias) {
        return (from, to) -> {
            int channel = from / layout.blockLength() % blocks * size;
            for (int row = from; row < to; row += size) {
                for (int j = 0; j < size; j += V) {
                    VectorMask<Float> mask = SPECIES.indexInRange(j, size);
                    FloatVector.fromArray(SPECIES, image, row + j, mask)
                            .add(FloatVector.fromArray(SPECIES, bias, channel + j))
                            .intoArray(image, row + j, mask);
                }
            }
        };
    }

    private Step scale(float[] weight, float[] variance, float eps, float[] scale) {
        return new SingleStep(() -> {
            for (int c = 0; c < layout.blocks().channels(); c++) {
                scale[c] = (float) (weight[c] / Math.sqrt((double) variance[c] + eps));
            }
        });
    }

    /** What is done to a vector of neighbouring channels. */
    private interface Body {
        void at(int place, int channel, VectorMask<Float> mask);
    }

    private Step map(Body body) {
        return new Step() {
            @Override
            public int jobs() {
                return layout.pixels() * blocks;
            }

            @Override
            public void run(int job) {
                int base = job * layout.blockLength();
                int channel = job % blocks * size;
                for (int j = 0; j < size; j += V) {
                    VectorMask<Float> mask = SPECIES.indexInRange(j, size);
                    for (int image = 0; image < n; image++) {
                        body.at(base + image * size + j, channel + j, mask);
                    }
                }
            }
        };
    }
}
