package dcgan.data;

/**
 * The shape of an image, {@code [channels, height, width]}.
 *
 * @param channels values per pixel: 3 for red, green and blue, 1 for grey
 * @param height rows
 * @param width columns
 */
public record ImageShape(int channels, int height, int width) {
    /**
     * Checks the shape.
     *
     * @throws IllegalArgumentException if there are not 1 or 3 channels, or there is no pixel
     * @throws ArithmeticException if an image of this shape does not fit into an array
     */
    public ImageShape {
        if ((channels != 1 && channels != 3) || height < 1 || width < 1) {
            throw new IllegalArgumentException("images must have 1 or 3 channels and at least one pixel, not ["
                    + channels + ", " + height + ", " + width + "]");
        }
        Math.multiplyExact(channels, Math.multiplyExact(height, width));
    }

    /** Square images, {@code [channels, size, size]}. */
    public static ImageShape square(int channels, int size) {
        return new ImageShape(channels, size, size);
    }

    /** The number of pixels: height × width. */
    public int pixels() {
        return height * width;
    }

    /** The number of values: channels × height × width. */
    public int size() {
        return channels * height * width;
    }

    /** Whether height and width are the same. */
    public boolean isSquare() {
        return height == width;
    }

    /** {@code [3, 32, 32]}. */
    @Override
    public String toString() {
        return "[" + channels + ", " + height + ", " + width + "]";
    }
}
