package dcgan.tensor.simd;

import dcgan.tensor.BackendException;

/**
 * Memory that steps of different ops share, because none needs it after the op. It is as large as the neediest asks, and is
 * allocated once all have asked, before any thread uses it.
 */
final class Scratch {

    private int length;
    private float[] data;

    /**
     * @throws BackendException if no array is that long
     */
    void require(long floats) {
        if (floats > Layout.MAX_LENGTH) {
            throw new BackendException("simd cannot hold " + floats
                    + " partial sums of a gradient to a weight; choose a smaller kernel or fewer channels");
        }
        length = Math.max(length, (int) floats);
    }

    void allocate() {
        data = new float[length];
    }

    float[] data() {
        return data;
    }
}
