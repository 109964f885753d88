package dcgan.tensor;

/**
 * Numbers on the host: row-major float32 {@code data} of the given shape. The array is not copied.
 *
 * @param shape the extents, outermost first
 * @param data {@code shape.size()} elements, the last axis contiguous
 */
public record Tensor(Shape shape, float[] data) {

    /**
     * @throws IllegalArgumentException if the array's length is not the shape's size, or either is null
     */
    public Tensor {
        if (shape == null || data == null) {
            throw new IllegalArgumentException("the " + (shape == null ? "shape" : "data") + " of a tensor is null");
        }
        if (data.length != shape.size()) {
            throw new IllegalArgumentException(
                    "shape " + shape + " needs " + shape.size() + " elements, the array has " + data.length);
        }
    }

    /** A tensor of zeros. */
    public static Tensor zeros(Shape shape) {
        return new Tensor(shape, new float[shape.size()]);
    }
}
