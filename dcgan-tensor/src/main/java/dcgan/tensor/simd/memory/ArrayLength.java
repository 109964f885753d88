package dcgan.tensor.simd.memory;

import dcgan.tensor.BackendException;
import dcgan.tensor.Shape;

/** How long arrays are, and that they can be so long. */
public final class ArrayLength {

    /** The length of a value's array is a multiple of this, so that a vector may be loaded from anywhere. */
    private static final int ALIGNMENT = 64;

    /** The longest array whose length can still be rounded up. */
    private static final int MAX = Integer.MAX_VALUE - ALIGNMENT;

    private ArrayLength() {}

    /**
     * The length of the array of a value.
     *
     * @param shape of the value, for the message
     * @param floats that the array must hold
     * @throws BackendException if no array is that long
     */
    static int padded(Shape shape, long floats) {
        return Math.ceilDiv(require(floats, "a buffer " + shape + " with its padding"), ALIGNMENT) * ALIGNMENT;
    }

    /**
     * Checks the length of an array.
     *
     * @param what it shall hold, for the message
     * @throws BackendException if no array is that long
     */
    public static int require(long length, String what) {
        if (length > MAX) {
            throw new BackendException("simd cannot hold " + what + ", which takes " + length
                    + " numbers; choose a smaller batch or image");
        }
        return (int) length;
    }
}
