package dcgan.tensor.simd;

/**
 * Memory that steps of different ops share, because none needs it after the op. It is as large as the neediest asks, and is
 * allocated once all have asked, before any thread uses it.
 */
final class Scratch {

    private int length;
    private float[] data;

    /**
     * @throws dcgan.tensor.BackendException if no array is that long
     */
    void require(long floats) {
        length = Math.max(length, Layout.requireLength(floats, "the partial sums of a gradient to a weight"));
    }

    void allocate() {
        data = new float[length];
    }

    float[] data() {
        return data;
    }
}
