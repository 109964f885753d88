package dcgan.tensor.simd;

import static dcgan.tensor.simd.Lanes.SPECIES;
import static dcgan.tensor.simd.Lanes.V;

import dcgan.tensor.simd.Layout.Image;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Maps of an image that differ from channel to channel: BatchNorm's, and a bias. Arrays of one number a channel are long enough
 * that a vector may be loaded from any channel on.
 *
 * <p>Each kernel has a loop of its own over the batch, so that no new vector is passed through a call that the compiler
 * might not inline: it would be an object on the heap.
 */
final class ChannelMaps {

    private final Image layout;
    private final int size;
    private final int blocks;
    private final int n;

    /** The lanes within a block of the vector at channels 0, V, 2V, … of it. */
    private final List<VectorMask<Float>> masks;

    ChannelMaps(Image layout) {
        this.layout = layout;
        this.size = layout.blocks().size();
        this.blocks = layout.blocks().count();
        this.n = layout.n();
        this.masks = Lanes.masks(size);
    }

    /** A loop over the batch at one pixel, for a vector of neighbouring channels. */
    @FunctionalInterface
    private interface Rows {
        /**
         * @param place of the first image's channels in the image's array
         * @param channel the first one
         * @param mask the channels that are within the block
         */
        void run(int place, int channel, VectorMask<Float> mask);
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
        Step map = map(epilogue, (place, channel, mask) -> {
            FloatVector centre = FloatVector.fromArray(SPECIES, mean, channel);
            FloatVector factor = FloatVector.fromArray(SPECIES, scale, channel);
            FloatVector shift = FloatVector.fromArray(SPECIES, bias, channel);
            for (int image = 0; image < n; image++) {
                int i = place + image * size;
                FloatVector.fromArray(SPECIES, x, i, mask)
                        .sub(centre)
                        .fma(factor, shift)
                        .intoArray(y, i, mask);
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
        double count = (double) n * layout.pixels();
        Step prepare = new SingleStep(() -> {
            for (int c = 0; c < layout.blocks().channels(); c++) {
                double inverse = 1 / Math.sqrt((double) variance[c] + eps);
                scale[c] = (float) (weight[c] * inverse);
                shift[c] = (float) (gradBias[c] / count);
                slope[c] = (float) (gradWeight[c] * inverse / count);
            }
        });
        Step map = map(Epilogue.NONE, (place, channel, mask) -> {
            FloatVector centre = FloatVector.fromArray(SPECIES, mean, channel);
            FloatVector factor = FloatVector.fromArray(SPECIES, scale, channel);
            FloatVector constant = FloatVector.fromArray(SPECIES, shift, channel);
            FloatVector linear = FloatVector.fromArray(SPECIES, slope, channel);
            for (int image = 0; image < n; image++) {
                int i = place + image * size;
                FloatVector deviation =
                        FloatVector.fromArray(SPECIES, x, i, mask).sub(centre);
                FloatVector.fromArray(SPECIES, dy, i, mask)
                        .sub(constant)
                        .sub(deviation.mul(linear))
                        .mul(factor)
                        .intoArray(dx, i, mask);
            }
        });
        return new Step[] {prepare, map};
    }

    /** {@code dx = weight[c] / √(variance[c] + eps) · dy}. */
    Step[] evalGradInput(float[] dy, float[] variance, float[] weight, float eps, float[] dx) {
        float[] scale = new float[variance.length];
        Step map = map(Epilogue.NONE, (place, channel, mask) -> {
            FloatVector factor = FloatVector.fromArray(SPECIES, scale, channel);
            for (int image = 0; image < n; image++) {
                int i = place + image * size;
                FloatVector.fromArray(SPECIES, dy, i, mask).mul(factor).intoArray(dx, i, mask);
            }
        });
        return new Step[] {scale(weight, variance, eps, scale), map};
    }

    /** Adds {@code bias[c]} to a part of a convolution's result that lies within one block. */
    Epilogue addBias(float[] image, float[] bias) {
        return (from, to) -> {
            int channel = (from - Layout.START) / layout.blockLength() % blocks * size;
            for (int j = 0; j < size; j += V) {
                VectorMask<Float> mask = masks.get(j / V);
                FloatVector shift = FloatVector.fromArray(SPECIES, bias, channel + j);
                for (int i = from + j; i < to; i += size) {
                    FloatVector.fromArray(SPECIES, image, i, mask).add(shift).intoArray(image, i, mask);
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

    private Step map(Epilogue epilogue, Rows rows) {
        return new Step() {
            @Override
            public int jobs() {
                return layout.pixels() * blocks;
            }

            @Override
            public void run(int job) {
                int base = layout.offset(0, job);
                int channel = job % blocks * size;
                for (int j = 0; j < size; j += V) {
                    rows.run(base + j, channel + j, masks.get(j / V));
                }
                epilogue.apply(base, base + layout.blockLength());
            }
        };
    }
}
