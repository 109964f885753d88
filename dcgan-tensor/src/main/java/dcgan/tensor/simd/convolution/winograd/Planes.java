package dcgan.tensor.simd.convolution.winograd;

import static dcgan.tensor.simd.vector.FloatSpecies.SPECIES;

import dcgan.tensor.simd.memory.ImageLayout;
import dcgan.tensor.simd.memory.Layout;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Equally long stretches of arrays that belong together, such as the pixels of a small window or the taps of a kernel. Some
 * may be missing: zeros are loaded from such a plane, and what is stored in it is lost. Mutable, because the jobs of a thread use
 * the same ones again and again.
 */
final class Planes {

    private final float[][] arrays;
    private final int[] starts;
    private final float[] missing;

    /**
     * @param count of planes
     * @param missing an array with space for the longest plane from {@link Layout#START} on, used for those that are missing
     */
    Planes(int count, float[] missing) {
        this.arrays = new float[count][];
        this.starts = new int[count];
        this.missing = missing;
    }

    /** Planes of one array at equal distances. */
    Planes(int count, int distance) {
        this(count, new float[0]);
        Arrays.fill(arrays, new float[Layout.START + count * distance]);
        Arrays.setAll(starts, plane -> Layout.START + plane * distance);
    }

    /** Says where a plane begins. */
    void set(int plane, float[] array, int start) {
        arrays[plane] = array;
        starts[plane] = start;
    }

    /** Forgets the arrays of all planes. */
    void forget() {
        Arrays.fill(arrays, null);
    }

    /** Says that a plane is missing. */
    void miss(int plane) {
        set(plane, missing, Layout.START);
    }

    /**
     * Says that the planes are pixels of an image.
     *
     * @param pixels -1 for a missing one
     * @param block of channels
     * @param first image of the batch
     */
    void setPixels(float[] array, ImageLayout layout, int[] pixels, int block, int first) {
        for (int i = 0; i < pixels.length; i++) {
            if (pixels[i] < 0) {
                miss(i);
            } else {
                set(
                        i,
                        array,
                        layout.offset(pixels[i], block)
                                + first * layout.blocks().size());
            }
        }
    }

    float[] array(int plane) {
        return arrays[plane];
    }

    int start(int plane) {
        return starts[plane];
    }

    FloatVector load(int plane, int offset) {
        return FloatVector.fromArray(SPECIES, arrays[plane], starts[plane] + offset);
    }

    void store(int plane, int offset, FloatVector vector) {
        vector.intoArray(arrays[plane], starts[plane] + offset);
    }
}
