package dcgan.tensor.simd;

/** Memory that steps of different ops share, because none needs it after the op. It is as large as the neediest asks. */
final class Scratch {

    private int length;
    private float[] data;

    void require(int floats) {
        length = Math.max(length, floats);
    }

    float[] data() {
        if (data == null) {
            data = new float[length];
        }
        return data;
    }
}
