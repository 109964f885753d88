package dcgan.tensor.op;

/**
 * The rows and columns of zeros on each side of an image, in pixels.
 *
 * @param h along the height
 * @param w along the width
 */
public record Padding(int h, int w) {

    /**
     * @throws IllegalArgumentException if either is below 0
     */
    public Padding {
        if (h < 0 || w < 0) {
            throw new IllegalArgumentException("padding must be at least 0, but is " + h + " × " + w);
        }
    }

    /** The same for height and width; reads well when imported statically. */
    public static Padding padding(int both) {
        return new Padding(both, both);
    }

    /** One for the height and one for the width. */
    public static Padding padding(int h, int w) {
        return new Padding(h, w);
    }

    @Override
    public String toString() {
        return "padding (" + h + ", " + w + ")";
    }
}
