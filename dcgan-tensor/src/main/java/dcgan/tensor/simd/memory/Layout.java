package dcgan.tensor.simd.memory;

import dcgan.tensor.Shape;

/**
 * How a value lies in an array. Elements of the array that belong to no element of the value are padding: kernels may leave
 * anything in them, and no result depends on it.
 */
public sealed interface Layout permits FlatLayout, ImageLayout, WeightLayout {

    /**
     * Where the elements of an image or a weight begin in their array. The JVM puts the first float of an array 16 bytes after
     * the start of the object; where objects start at multiples of 64 bytes, as the option
     * {@code -XX:ObjectAlignmentInBytes=64} demands, this one lies at such a multiple, and with it all vectors of the
     * kernels. Else each vector of 512 bits lies in two lines of the cache.
     */
    int START = 12;

    /** The value's shape. */
    Shape shape();

    /** Floats in the array. */
    int length();

    /** For each element, in row-major order, its index in the array. */
    int[] indices();
}
