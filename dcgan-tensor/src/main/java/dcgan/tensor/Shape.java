package dcgan.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The extents of a tensor, outermost first, such as {@code [N, C, H, W]}. Every extent is at least 1 and the number of
 * elements fits an {@code int}.
 */
public final class Shape {

    /** The shape {@code [1]} of a single number: a loss, a mean, a counter. */
    public static final Shape SCALAR = Shape.of(1);

    private final int[] extents;
    private final int size;

    private Shape(int[] extents) {
        this.extents = extents;
        long product = 1;
        for (int extent : extents) {
            if (extent < 1) {
                throw new IllegalArgumentException("shape " + this + " has an extent below 1");
            }
            product *= extent;
            if (product > Integer.MAX_VALUE) {
                throw new TooLargeException("shape " + this + " has more than 2^31 - 1 elements");
            }
        }
        this.size = (int) product;
    }

    /**
     * A shape of the given extents.
     *
     * @throws TooLargeException if their product exceeds 2^31 - 1
     * @throws IllegalArgumentException if there are none, or one is below 1
     */
    public static Shape of(int... extents) {
        if (extents == null || extents.length == 0) {
            throw new IllegalArgumentException("a shape needs at least one extent");
        }
        return new Shape(extents.clone());
    }

    /** The number of extents. */
    public int rank() {
        return extents.length;
    }

    /**
     * The extent of one axis.
     *
     * @throws IndexOutOfBoundsException if the axis is not in {@code [0, rank)}
     */
    public int dim(int axis) {
        return extents[axis];
    }

    /** The number of elements. */
    public int size() {
        return size;
    }

    /** The extents, outermost first, as a fresh array. */
    public int[] toArray() {
        return extents.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(extents, shape.extents);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(extents);
    }

    /** As PyTorch prints it: {@code [64, 3, 32, 32]}. */
    @Override
    public String toString() {
        return Arrays.stream(extents).mapToObj(Integer::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
