package dcgan.tensor.simd.convolution;

import static dcgan.tensor.simd.vector.FloatSpecies.SPECIES;
import static dcgan.tensor.simd.vector.FloatSpecies.V;

import dcgan.tensor.simd.memory.Epilogue;
import dcgan.tensor.simd.memory.ImageLayout;
import dcgan.tensor.simd.memory.Layout;
import dcgan.tensor.simd.memory.Storage;
import dcgan.tensor.simd.vector.FloatSpecies;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Adds {@code bias[c]} to a part of a convolution's result, whole images of one block.
 *
 * @param layout of the result
 * @param image the result's array
 * @param masks the lanes within a block of the vectors at its channels 0, V, 2V, …
 */
record Bias(ImageLayout layout, float[] image, float[] bias, List<VectorMask<Float>> masks) implements Epilogue {

    Bias(Storage result, float[] bias) {
        this(
                (ImageLayout) result.layout,
                result.data,
                bias,
                FloatSpecies.masks(((ImageLayout) result.layout).blocks().size()));
    }

    @Override
    public void apply(int from, int to) {
        int size = layout.blocks().size();
        int block =
                (from - Layout.START) / layout.blockLength() % layout.blocks().count();
        for (int i = from; i < to; i += size) {
            for (int j = 0; j < size; j += V) {
                VectorMask<Float> mask = masks.get(j / V);
                FloatVector.fromArray(SPECIES, image, i + j, mask)
                        .add(FloatVector.fromArray(SPECIES, bias, block * size + j))
                        .intoArray(image, i + j, mask);
            }
        }
    }
}
