package dcgan.tensor.simd;

import java.util.Arrays;

/**
 * Equally long stretches of an array that belong together, such as the pixels of a small window or the taps of a kernel. Some
 * may be missing. Mutable, because the jobs of a thread use the same ones again and again.
 */
final class Planes {

    private final int[] starts;
    private float[] array;

    /**
     * @param count of planes
     */
    Planes(int count) {
        this.starts = new int[count];
    }

    /** Says in which array the planes lie. */
    void in(float[] data) {
        array = data;
    }

    /** Says where a plane begins; -1 if it is missing. */
    void set(int plane, int start) {
        starts[plane] = start;
    }

    /** Copies a part of each plane into an array, zeros for one that is missing. */
    void gather(int from, int length, float[] to, int distance) {
        for (int plane = 0; plane < starts.length; plane++) {
            int place = plane * distance;
            if (starts[plane] < 0) {
                Arrays.fill(to, place, place + length, 0);
            } else {
                System.arraycopy(array, starts[plane] + from, to, place, length);
            }
        }
    }

    /** Copies parts from an array to each plane but the missing ones. */
    void scatter(int to, int length, float[] from, int distance) {
        for (int plane = 0; plane < starts.length; plane++) {
            if (starts[plane] >= 0) {
                System.arraycopy(from, plane * distance, array, starts[plane] + to, length);
            }
        }
    }
}
