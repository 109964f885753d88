package dcgan.tensor.simd.channel;

import static dcgan.tensor.simd.memory.ChannelBlocks.BLOCK;
import static dcgan.tensor.simd.vector.FloatSpecies.SPECIES;
import static dcgan.tensor.simd.vector.FloatSpecies.V;

import dcgan.tensor.simd.memory.ChannelBlocks;
import dcgan.tensor.simd.memory.Epilogue;
import dcgan.tensor.simd.memory.ImageLayout;
import dcgan.tensor.simd.run.SingleStep;
import dcgan.tensor.simd.run.Step;
import jdk.incubator.vector.FloatVector;

/**
 * Maps of an image that differ from channel to channel, as BatchNorm has them. Arrays of one number a channel are long enough for
 * the padding of the last block, too.
 *
 * <p>Each kernel has a loop of its own over a block, which it passes through as it lies in memory, so that the processor sees
 * what comes next. What differs from channel to channel it loads anew for each image, from the first-level cache.
 */
final class ChannelMaps {

    private final ImageLayout layout;

    /** @param layout of all images here, in blocks with room for {@value ChannelBlocks#BLOCK} channels */
    ChannelMaps(ImageLayout layout) {
        this.layout = layout;
    }

    /** A loop over one block of one pixel. */
    @FunctionalInterface
    private interface Kernel {
        /**
         * @param from the block's first index
         * @param to the index after its last one
         * @param channel its first one
         */
        void run(int from, int to, int channel);
    }

    /** {@code y = (x − mean[c]) · weight[c] / √(variance[c] + eps) + bias[c]}, then the epilogue. */
    Step[] normalise(
            float[] x,
            float[] mean,
            float[] variance,
            float[] weight,
            float eps,
            float[] bias,
            float[] y,
            Epilogue epilogue) {
        float[] scale = new float[mean.length];
        Step map = map(epilogue, (from, to, channel) -> {
            for (int i = from; i < to; i += V) {
                int c = channel + (i - from) % BLOCK;
                FloatVector.fromArray(SPECIES, x, i)
                        .sub(FloatVector.fromArray(SPECIES, mean, c))
                        .fma(FloatVector.fromArray(SPECIES, scale, c), FloatVector.fromArray(SPECIES, bias, c))
                        .intoArray(y, i);
            }
        });
        return new Step[] {scale(weight, variance, eps, scale), map};
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
        double count = (double) layout.n() * layout.pixels();
        Step prepare = new SingleStep(() -> {
            for (int c = 0; c < layout.blocks().channels(); c++) {
                double inverse = 1 / Math.sqrt((double) variance[c] + eps);
                scale[c] = (float) (weight[c] * inverse);
                shift[c] = (float) (gradBias[c] / count);
                slope[c] = (float) (gradWeight[c] * inverse / count);
            }
        });
        Step map = map(Epilogue.NONE, (from, to, channel) -> {
            for (int i = from; i < to; i += V) {
                int c = channel + (i - from) % BLOCK;
                FloatVector deviation =
                        FloatVector.fromArray(SPECIES, x, i).sub(FloatVector.fromArray(SPECIES, mean, c));
                FloatVector.fromArray(SPECIES, dy, i)
                        .sub(FloatVector.fromArray(SPECIES, shift, c))
                        .sub(deviation.mul(FloatVector.fromArray(SPECIES, slope, c)))
                        .mul(FloatVector.fromArray(SPECIES, scale, c))
                        .intoArray(dx, i);
            }
        });
        return new Step[] {prepare, map};
    }

    /** {@code dx = weight[c] / √(variance[c] + eps) · dy}. */
    Step[] evalGradInput(float[] dy, float[] variance, float[] weight, float eps, float[] dx) {
        float[] scale = new float[variance.length];
        Step map = map(Epilogue.NONE, (from, to, channel) -> {
            for (int i = from; i < to; i += V) {
                int c = channel + (i - from) % BLOCK;
                FloatVector.fromArray(SPECIES, dy, i)
                        .mul(FloatVector.fromArray(SPECIES, scale, c))
                        .intoArray(dx, i);
            }
        });
        return new Step[] {scale(weight, variance, eps, scale), map};
    }

    private Step scale(float[] weight, float[] variance, float eps, float[] scale) {
        return new SingleStep(() -> {
            for (int c = 0; c < layout.blocks().channels(); c++) {
                scale[c] = (float) (weight[c] / Math.sqrt((double) variance[c] + eps));
            }
        });
    }

    private Step map(Epilogue epilogue, Kernel kernel) {
        int blocks = layout.blocks().count();
        return new Step() {
            @Override
            public int jobs() {
                return layout.pixels() * blocks;
            }

            @Override
            public void run(int job) {
                int from = layout.offset(0, job);
                int to = from + layout.blockLength();
                kernel.run(from, to, job % blocks * BLOCK);
                epilogue.apply(from, to);
            }
        };
    }
}
