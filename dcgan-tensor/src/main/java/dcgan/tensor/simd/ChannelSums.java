package dcgan.tensor.simd;

import static dcgan.tensor.simd.Lanes.SPECIES;
import static dcgan.tensor.simd.Lanes.V;

import dcgan.tensor.simd.Layout.Image;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Sums over an image, one or two for each channel in one pass. The pixels are cut into parts; those of a part are summed in
 * float32, pixel by pixel, and the sums of the parts added in double precision.
 *
 * <p>Each kernel has loops of its own over the pixels and the batch, so that no new vector is passed through a call that the
 * compiler might not inline: it would be an object on the heap.
 */
final class ChannelSums {

    private static final int MOST_PARTS = 16;

    private final Image layout;
    private final int size;
    private final int blocks;
    private final int n;
    private final int channels;

    /** Numbers that one sum of a part takes: the channels and the padding of their blocks. */
    private final int columns;

    private final int parts;
    private final List<VectorMask<Float>> masks;

    /** Numbers a channel, {@code N · H · W}. */
    private final double count;

    ChannelSums(Image layout) {
        this.layout = layout;
        this.size = layout.blocks().size();
        this.blocks = layout.blocks().count();
        this.n = layout.n();
        this.channels = layout.blocks().channels();
        this.columns = blocks * size;
        this.parts = Math.min(MOST_PARTS, layout.pixels());
        this.masks = Lanes.masks(size);
        this.count = (double) n * layout.pixels();
    }

    /** The sums of one part for a vector of neighbouring channels. */
    @FunctionalInterface
    private interface Kernel {
        /**
         * @param begin the part's first pixel
         * @param end the pixel after its last one
         * @param block of the channels
         * @param j the first channel's place in the block
         * @param at where the sums belong in the array of partial sums; a second sum belongs {@link #columns} further on
         */
        void run(int begin, int end, int block, int j, int at);
    }

    /** {@code out[c] = Σ x}. */
    Step[] sum(float[] x, float[] out) {
        return sum(x, 1, out);
    }

    /** {@code out[c] = Σ x / M}, M being the numbers of a channel. */
    Step[] mean(float[] x, float[] out) {
        return sum(x, 1 / count, out);
    }

    private Step[] sum(float[] x, double factor, float[] out) {
        float[] partial = new float[parts * columns];
        Step sums = reduce(1, (begin, end, block, j, at) -> {
            VectorMask<Float> mask = masks.get(j / V);
            FloatVector total = FloatVector.zero(SPECIES);
            for (int pixel = begin; pixel < end; pixel++) {
                int place = layout.offset(pixel, block) + j;
                FloatVector sum = FloatVector.zero(SPECIES);
                for (int image = 0; image < n; image++) {
                    sum = sum.add(FloatVector.fromArray(SPECIES, x, place + image * size, mask));
                }
                total = total.add(sum);
            }
            total.intoArray(partial, at, mask);
        });
        double[] totals = new double[columns];
        Step combine = new SingleStep(() -> {
            addParts(partial, 1, 0, totals);
            for (int c = 0; c < channels; c++) {
                out[c] = (float) (factor * totals[c]);
            }
        });
        return new Step[] {sums, combine};
    }

    /** {@code out[c] = Σ (x − mean[c])² / M}. */
    Step[] variance(float[] x, float[] mean, float[] out) {
        float[] partial = new float[parts * columns];
        Step sums = reduce(1, (begin, end, block, j, at) -> {
            VectorMask<Float> mask = masks.get(j / V);
            FloatVector centre = FloatVector.fromArray(SPECIES, mean, block * size + j);
            FloatVector total = FloatVector.zero(SPECIES);
            for (int pixel = begin; pixel < end; pixel++) {
                int place = layout.offset(pixel, block) + j;
                for (int image = 0; image < n; image++) {
                    FloatVector deviation = FloatVector.fromArray(SPECIES, x, place + image * size, mask)
                            .sub(centre);
                    total = deviation.fma(deviation, total);
                }
            }
            total.intoArray(partial, at, mask);
        });
        double[] totals = new double[columns];
        Step combine = new SingleStep(() -> {
            addParts(partial, 1, 0, totals);
            for (int c = 0; c < channels; c++) {
                out[c] = (float) (totals[c] / count);
            }
        });
        return new Step[] {sums, combine};
    }

    /**
     * The mean and the variance in one pass: each pixel's squared deviations from its own mean, joined with those before by
     * <a href="https://doi.org/10.1080/00031305.1983.10483115">Chan, Golub and LeVeque's</a> formula
     * {@code S = S₁ + S₂ + (m₁ − m₂)² · n₁ n₂ / (n₁ + n₂)}.
     */
    Step[] moments(float[] x, float[] mean, float[] variance) {
        float[] partial = new float[2 * parts * columns];
        Step sums = reduce(2, (begin, end, block, j, at) -> {
            VectorMask<Float> mask = masks.get(j / V);
            FloatVector total = FloatVector.zero(SPECIES);
            FloatVector squares = FloatVector.zero(SPECIES);
            for (int pixel = begin; pixel < end; pixel++) {
                int place = layout.offset(pixel, block) + j;
                FloatVector sum = FloatVector.zero(SPECIES);
                for (int image = 0; image < n; image++) {
                    sum = sum.add(FloatVector.fromArray(SPECIES, x, place + image * size, mask));
                }
                FloatVector centre = sum.div(n);
                for (int image = 0; image < n; image++) {
                    FloatVector deviation = FloatVector.fromArray(SPECIES, x, place + image * size, mask)
                            .sub(centre);
                    squares = deviation.fma(deviation, squares);
                }
                int before = pixel - begin;
                if (before > 0) {
                    FloatVector apart = total.div((float) before * n).sub(centre);
                    squares = apart.mul((float) before * n / (before + 1)).fma(apart, squares);
                }
                total = total.add(sum);
            }
            total.intoArray(partial, at, mask);
            squares.intoArray(partial, at + columns, mask);
        });
        double[] totals = new double[columns];
        double[] deviations = new double[columns];
        Step combine = new SingleStep(() -> {
            addParts(partial, 2, 0, totals);
            addParts(partial, 2, 1, deviations);
            for (int part = 0; part < parts; part++) {
                double numbers = (double) n * (begin(part + 1) - begin(part));
                for (int c = 0; c < channels; c++) {
                    double apart = partial[2 * part * columns + c] / numbers - totals[c] / count;
                    deviations[c] += numbers * apart * apart;
                }
            }
            for (int c = 0; c < channels; c++) {
                mean[c] = (float) (totals[c] / count);
                variance[c] = (float) (deviations[c] / count);
            }
        });
        return new Step[] {sums, combine};
    }

    /** {@code gradWeight[c] = Σ dy · (x − mean[c]) / √(variance[c] + eps)} and {@code gradBias[c] = Σ dy} in one pass. */
    Step[] gradients(
            float[] dy, float[] x, float[] mean, float[] variance, float eps, float[] gradWeight, float[] gradBias) {
        float[] partial = new float[2 * parts * columns];
        Step sums = reduce(2, (begin, end, block, j, at) -> {
            VectorMask<Float> mask = masks.get(j / V);
            FloatVector centre = FloatVector.fromArray(SPECIES, mean, block * size + j);
            FloatVector products = FloatVector.zero(SPECIES);
            FloatVector total = FloatVector.zero(SPECIES);
            for (int pixel = begin; pixel < end; pixel++) {
                int place = layout.offset(pixel, block) + j;
                FloatVector sum = FloatVector.zero(SPECIES);
                for (int image = 0; image < n; image++) {
                    int i = place + image * size;
                    FloatVector gradient = FloatVector.fromArray(SPECIES, dy, i, mask);
                    sum = sum.add(gradient);
                    products = FloatVector.fromArray(SPECIES, x, i, mask)
                            .sub(centre)
                            .fma(gradient, products);
                }
                total = total.add(sum);
            }
            products.intoArray(partial, at, mask);
            total.intoArray(partial, at + columns, mask);
        });
        double[] weights = new double[columns];
        double[] biases = new double[columns];
        Step combine = new SingleStep(() -> {
            addParts(partial, 2, 0, weights);
            addParts(partial, 2, 1, biases);
            for (int c = 0; c < channels; c++) {
                float scale = (float) (1 / Math.sqrt((double) variance[c] + eps));
                gradWeight[c] = scale * (float) weights[c];
                gradBias[c] = (float) biases[c];
            }
        });
        return new Step[] {sums, combine};
    }

    /** The first pixel of a part. */
    private int begin(int part) {
        return layout.pixels() * part / parts;
    }

    private Step reduce(int sums, Kernel kernel) {
        return new Step() {
            @Override
            public int jobs() {
                return parts * blocks;
            }

            @Override
            public void run(int job) {
                int part = job / blocks;
                int block = job % blocks;
                for (int j = 0; j < size; j += V) {
                    kernel.run(begin(part), begin(part + 1), block, j, sums * part * columns + block * size + j);
                }
            }
        };
    }

    /**
     * {@code totals[c]}, what the parts' sums make together.
     *
     * @param sums how many there are a channel
     * @param which of them
     */
    private void addParts(float[] partial, int sums, int which, double[] totals) {
        Arrays.fill(totals, 0);
        for (int part = 0; part < parts; part++) {
            int from = (sums * part + which) * columns;
            for (int c = 0; c < columns; c++) {
                totals[c] += partial[from + c];
            }
        }
    }
}
