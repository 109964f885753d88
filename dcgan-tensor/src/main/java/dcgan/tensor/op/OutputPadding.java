package dcgan.tensor.op;

/**
 * The rows and columns added to one side of a transposed convolution's output, which choose among the sizes that a
 * convolution with the same stride would reduce to the same image.
 *
 * @param h along the height
 * @param w along the width
 */
public record OutputPadding(int h, int w) {

    /**
     * @throws IllegalArgumentException if either is below 0
     */
    public OutputPadding {
        if (h < 0 || w < 0) {
            throw new IllegalArgumentException("output padding must be at least 0, but is " + h + " × " + w);
        }
    }

    /** The same for height and width; reads well when imported statically. */
    public static OutputPadding outputPadding(int both) {
        return new OutputPadding(both, both);
    }

    /** One for the height and one for the width. */
    public static OutputPadding outputPadding(int h, int w) {
        return new OutputPadding(h, w);
    }

    @Override
    public String toString() {
        return "output padding (" + h + ", " + w + ")";
    }
}
