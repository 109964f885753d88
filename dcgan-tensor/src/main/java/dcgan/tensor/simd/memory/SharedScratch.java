package dcgan.tensor.simd.memory;

/**
 * Memory that steps of different ops share, because none needs it after the op. It is as large as the neediest asks, and is
 * allocated once all have asked, before any thread uses it.
 */
public final class SharedScratch {

    private int length;
    private float[] data;

    /**
     * @throws dcgan.tensor.BackendException if no array is that long
     */
    public void require(long floats) {
        length = Math.max(length, ArrayLength.require(floats, "the partial sums of a gradient to a weight"));
    }

    public void allocate() {
        data = new float[length];
    }

    public float[] data() {
        return data;
    }
}
