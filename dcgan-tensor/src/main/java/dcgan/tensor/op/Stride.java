package dcgan.tensor.op;

/**
 * The step between two windows of a convolution, in pixels.
 *
 * @param h along the height
 * @param w along the width
 */
public record Stride(int h, int w) {

    /**
     * @throws IllegalArgumentException if either is below 1
     */
    public Stride {
        if (h < 1 || w < 1) {
            throw new IllegalArgumentException("stride must be at least 1, but is " + h + " × " + w);
        }
    }

    /** The same for height and width; reads well when imported statically. */
    public static Stride stride(int both) {
        return new Stride(both, both);
    }

    /** One for the height and one for the width. */
    public static Stride stride(int h, int w) {
        return new Stride(h, w);
    }

    @Override
    public String toString() {
        return "stride (" + h + ", " + w + ")";
    }
}
