package dcgan.tensor.simd;

/**
 * Memory that steps of different ops share, because none needs it after the op. It is as large as the neediest asks, and is
 * allocated once all have asked, before any thread uses it.
 */
final class Scratch {

    private int length;
    private float[] data;

    void require(int floats) {
        length = Math.max(length, floats);
    }

    void allocate() {
        data = new float[length];
    }

    float[] data() {
        return data;
    }
}
