package dcgan.tensor.simd.channel;

import static dcgan.tensor.simd.memory.ChannelBlocks.BLOCK;
import static dcgan.tensor.simd.vector.FloatSpecies.SPECIES;
import static dcgan.tensor.simd.vector.FloatSpecies.V;

import dcgan.tensor.planning.SummationOrder;
import dcgan.tensor.simd.memory.ChannelBlocks;
import dcgan.tensor.simd.memory.ImageLayout;
import dcgan.tensor.simd.run.Parts;
import dcgan.tensor.simd.run.SingleStep;
import dcgan.tensor.simd.run.Step;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Sums over an image, one or two for each channel in one pass. The image is cut into parts of at most {@value #MOST_PIXELS} pixels
 * of at most {@value SummationOrder#PART} images. A part is summed in float32, pixel by pixel, and the sums of the parts are added
 * in double precision. No float32 sum has more terms in a larger image or batch, so that the rounding error does not grow with them.
 *
 * <p>What a training step needs is computed for four neighbouring vectors at once: their chains of additions overlap, and a
 * block is read as it lies in memory. Each kernel has loops of its own over the pixels and the batch, and its sums in named
 * variables. What is passed through a call that the compiler might not inline, or put into an array, would be an object on
 * the heap, and where two values of a vector meet after a branch, it sometimes is.
 */
final class ChannelSums {

    /** Into so many parts the pixels are cut, if there are as many, to make jobs for threads. */
    private static final int ENOUGH_PARTS = 16;

    private static final int MOST_PIXELS = 64;

    /** Channels of four vectors; a block has room for a multiple of them. */
    private static final int FOUR = 4 * V;

    private final ImageLayout layout;
    private final int blocks;
    private final int n;
    private final int channels;

    /** Numbers that one sum of a part takes: the channels and the padding of their blocks. */
    private final int columns;

    /** Into which the pixels are cut, and the images; there are as many parts as their product. */
    private final int pixelParts;

    private final int imageParts;
    private final int parts;

    /** Numbers a channel, {@code N · H · W}. */
    private final double count;

    /** @param layout of all images here, in blocks with room for {@value ChannelBlocks#BLOCK} channels */
    ChannelSums(ImageLayout layout) {
        this.layout = layout;
        this.blocks = layout.blocks().count();
        this.n = layout.n();
        this.channels = layout.blocks().channels();
        this.columns = blocks * BLOCK;
        this.pixelParts = Math.max(Math.min(ENOUGH_PARTS, layout.pixels()), Math.ceilDiv(layout.pixels(), MOST_PIXELS));
        this.imageParts = Math.ceilDiv(n, SummationOrder.PART);
        this.parts = Math.multiplyExact(pixelParts, imageParts);
        this.count = (double) n * layout.pixels();
    }

    /** The sums of one part for one vector of neighbouring channels, or for four. */
    @FunctionalInterface
    private interface Kernel {
        /**
         * @param begin the part's first pixel
         * @param end the pixel after its last one
         * @param images where its images begin in a block of a pixel
         * @param length what they take there
         * @param channel the first of the channels
         * @param at where the sums belong in the array of partial sums; a second sum belongs {@link #columns} further on
         */
        void run(int begin, int end, int images, int length, int channel, int at);
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
        Step sums = reduce(V, 1, (begin, end, images, length, channel, at) -> {
            FloatVector total = FloatVector.zero(SPECIES);
            for (int pixel = begin; pixel < end; pixel++) {
                int start = offset(pixel, channel) + images;
                FloatVector sum = FloatVector.zero(SPECIES);
                for (int i = start; i < start + length; i += BLOCK) {
                    sum = sum.add(FloatVector.fromArray(SPECIES, x, i));
                }
                total = total.add(sum);
            }
            total.intoArray(partial, at);
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
        Step sums = reduce(V, 1, (begin, end, images, length, channel, at) -> {
            FloatVector centre = FloatVector.fromArray(SPECIES, mean, channel);
            FloatVector total = FloatVector.zero(SPECIES);
            for (int pixel = begin; pixel < end; pixel++) {
                int start = offset(pixel, channel) + images;
                FloatVector squares = FloatVector.zero(SPECIES);
                for (int i = start; i < start + length; i += BLOCK) {
                    FloatVector deviation = FloatVector.fromArray(SPECIES, x, i).sub(centre);
                    squares = deviation.fma(deviation, squares);
                }
                total = total.add(squares);
            }
            total.intoArray(partial, at);
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
        Step sums = reduce(FOUR, 2, (begin, end, images, length, channel, at) -> {
            float perPixel = length / BLOCK;
            FloatVector total0 = FloatVector.zero(SPECIES);
            FloatVector total1 = FloatVector.zero(SPECIES);
            FloatVector total2 = FloatVector.zero(SPECIES);
            FloatVector total3 = FloatVector.zero(SPECIES);
            FloatVector joined0 = FloatVector.zero(SPECIES);
            FloatVector joined1 = FloatVector.zero(SPECIES);
            FloatVector joined2 = FloatVector.zero(SPECIES);
            FloatVector joined3 = FloatVector.zero(SPECIES);
            for (int pixel = begin; pixel < end; pixel++) {
                int start = offset(pixel, channel) + images;
                FloatVector sum0 = FloatVector.zero(SPECIES);
                FloatVector sum1 = FloatVector.zero(SPECIES);
                FloatVector sum2 = FloatVector.zero(SPECIES);
                FloatVector sum3 = FloatVector.zero(SPECIES);
                for (int i = start; i < start + length; i += BLOCK) {
                    sum0 = sum0.add(FloatVector.fromArray(SPECIES, x, i));
                    sum1 = sum1.add(FloatVector.fromArray(SPECIES, x, i + V));
                    sum2 = sum2.add(FloatVector.fromArray(SPECIES, x, i + 2 * V));
                    sum3 = sum3.add(FloatVector.fromArray(SPECIES, x, i + 3 * V));
                }
                FloatVector centre0 = sum0.div(perPixel);
                FloatVector squares0 = FloatVector.zero(SPECIES);
                FloatVector centre1 = sum1.div(perPixel);
                FloatVector squares1 = FloatVector.zero(SPECIES);
                FloatVector centre2 = sum2.div(perPixel);
                FloatVector squares2 = FloatVector.zero(SPECIES);
                FloatVector centre3 = sum3.div(perPixel);
                FloatVector squares3 = FloatVector.zero(SPECIES);
                for (int i = start; i < start + length; i += BLOCK) {
                    FloatVector apart0 = FloatVector.fromArray(SPECIES, x, i).sub(centre0);
                    squares0 = apart0.fma(apart0, squares0);
                    FloatVector apart1 =
                            FloatVector.fromArray(SPECIES, x, i + V).sub(centre1);
                    squares1 = apart1.fma(apart1, squares1);
                    FloatVector apart2 =
                            FloatVector.fromArray(SPECIES, x, i + 2 * V).sub(centre2);
                    squares2 = apart2.fma(apart2, squares2);
                    FloatVector apart3 =
                            FloatVector.fromArray(SPECIES, x, i + 3 * V).sub(centre3);
                    squares3 = apart3.fma(apart3, squares3);
                }
                // Without a branch: the first pixel joins nothing, with a share of 0.
                int before = pixel - begin;
                float numbers = Math.max(1, before) * perPixel;
                float share = before * perPixel / (before + 1);
                FloatVector apart0 = total0.div(numbers).sub(centre0);
                joined0 = apart0.mul(share).fma(apart0, joined0).add(squares0);
                FloatVector apart1 = total1.div(numbers).sub(centre1);
                joined1 = apart1.mul(share).fma(apart1, joined1).add(squares1);
                FloatVector apart2 = total2.div(numbers).sub(centre2);
                joined2 = apart2.mul(share).fma(apart2, joined2).add(squares2);
                FloatVector apart3 = total3.div(numbers).sub(centre3);
                joined3 = apart3.mul(share).fma(apart3, joined3).add(squares3);
                total0 = total0.add(sum0);
                total1 = total1.add(sum1);
                total2 = total2.add(sum2);
                total3 = total3.add(sum3);
            }
            total0.intoArray(partial, at);
            total1.intoArray(partial, at + V);
            total2.intoArray(partial, at + 2 * V);
            total3.intoArray(partial, at + 3 * V);
            joined0.intoArray(partial, at + columns);
            joined1.intoArray(partial, at + columns + V);
            joined2.intoArray(partial, at + columns + 2 * V);
            joined3.intoArray(partial, at + columns + 3 * V);
        });
        double[] totals = new double[columns];
        double[] deviations = new double[columns];
        Step combine = new SingleStep(() -> {
            addParts(partial, 2, 0, totals);
            addParts(partial, 2, 1, deviations);
            for (int part = 0; part < parts; part++) {
                double numbers = (double) pixels(part) * images(part);
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
        Step sums = reduce(FOUR, 2, (begin, end, images, length, channel, at) -> {
            FloatVector centre0 = FloatVector.fromArray(SPECIES, mean, channel);
            FloatVector centre1 = FloatVector.fromArray(SPECIES, mean, channel + V);
            FloatVector centre2 = FloatVector.fromArray(SPECIES, mean, channel + 2 * V);
            FloatVector centre3 = FloatVector.fromArray(SPECIES, mean, channel + 3 * V);
            FloatVector joined0 = FloatVector.zero(SPECIES);
            FloatVector joined1 = FloatVector.zero(SPECIES);
            FloatVector joined2 = FloatVector.zero(SPECIES);
            FloatVector joined3 = FloatVector.zero(SPECIES);
            FloatVector total0 = FloatVector.zero(SPECIES);
            FloatVector total1 = FloatVector.zero(SPECIES);
            FloatVector total2 = FloatVector.zero(SPECIES);
            FloatVector total3 = FloatVector.zero(SPECIES);
            for (int pixel = begin; pixel < end; pixel++) {
                int start = offset(pixel, channel) + images;
                FloatVector sum0 = FloatVector.zero(SPECIES);
                FloatVector products0 = FloatVector.zero(SPECIES);
                FloatVector sum1 = FloatVector.zero(SPECIES);
                FloatVector products1 = FloatVector.zero(SPECIES);
                FloatVector sum2 = FloatVector.zero(SPECIES);
                FloatVector products2 = FloatVector.zero(SPECIES);
                FloatVector sum3 = FloatVector.zero(SPECIES);
                FloatVector products3 = FloatVector.zero(SPECIES);
                for (int i = start; i < start + length; i += BLOCK) {
                    FloatVector gradient0 = FloatVector.fromArray(SPECIES, dy, i);
                    FloatVector apart0 = FloatVector.fromArray(SPECIES, x, i).sub(centre0);
                    sum0 = sum0.add(gradient0);
                    products0 = apart0.fma(gradient0, products0);
                    FloatVector gradient1 = FloatVector.fromArray(SPECIES, dy, i + V);
                    FloatVector apart1 =
                            FloatVector.fromArray(SPECIES, x, i + V).sub(centre1);
                    sum1 = sum1.add(gradient1);
                    products1 = apart1.fma(gradient1, products1);
                    FloatVector gradient2 = FloatVector.fromArray(SPECIES, dy, i + 2 * V);
                    FloatVector apart2 =
                            FloatVector.fromArray(SPECIES, x, i + 2 * V).sub(centre2);
                    sum2 = sum2.add(gradient2);
                    products2 = apart2.fma(gradient2, products2);
                    FloatVector gradient3 = FloatVector.fromArray(SPECIES, dy, i + 3 * V);
                    FloatVector apart3 =
                            FloatVector.fromArray(SPECIES, x, i + 3 * V).sub(centre3);
                    sum3 = sum3.add(gradient3);
                    products3 = apart3.fma(gradient3, products3);
                }
                total0 = total0.add(sum0);
                joined0 = joined0.add(products0);
                total1 = total1.add(sum1);
                joined1 = joined1.add(products1);
                total2 = total2.add(sum2);
                joined2 = joined2.add(products2);
                total3 = total3.add(sum3);
                joined3 = joined3.add(products3);
            }
            joined0.intoArray(partial, at);
            joined1.intoArray(partial, at + V);
            joined2.intoArray(partial, at + 2 * V);
            joined3.intoArray(partial, at + 3 * V);
            total0.intoArray(partial, at + columns);
            total1.intoArray(partial, at + columns + V);
            total2.intoArray(partial, at + columns + 2 * V);
            total3.intoArray(partial, at + columns + 3 * V);
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

    private int firstPixel(int part) {
        return Parts.begin(layout.pixels(), part / imageParts, pixelParts);
    }

    private int pixels(int part) {
        return Parts.begin(layout.pixels(), part / imageParts + 1, pixelParts) - firstPixel(part);
    }

    private int firstImage(int part) {
        return Parts.begin(n, part % imageParts, imageParts);
    }

    private int images(int part) {
        return Parts.begin(n, part % imageParts + 1, imageParts) - firstImage(part);
    }

    /** Where a channel of the first image lies. */
    private int offset(int pixel, int channel) {
        return layout.offset(pixel, channel / BLOCK) + channel % BLOCK;
    }

    /**
     * @param step channels that the kernel sums at once
     * @param sums of each channel
     */
    private Step reduce(int step, int sums, Kernel kernel) {
        return new Step() {
            @Override
            public int jobs() {
                return parts * blocks;
            }

            @Override
            public void run(int job) {
                int part = job / blocks;
                int block = job % blocks;
                int begin = firstPixel(part);
                int end = begin + pixels(part);
                int images = firstImage(part) * BLOCK;
                int length = images(part) * BLOCK;
                for (int channel = block * BLOCK; channel < (block + 1) * BLOCK; channel += step) {
                    kernel.run(begin, end, images, length, channel, sums * part * columns + channel);
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
