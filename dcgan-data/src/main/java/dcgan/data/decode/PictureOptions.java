package dcgan.data.decode;

/**
 * Everything but the shape that decides which pixels a picture file becomes.
 *
 * @param fit what happens to pictures that are not square
 * @param background the colour behind transparent pixels and beside padded pictures, 0xRRGGBB
 */
public record PictureOptions(Fit fit, int background) {
    /** The middle square, on white. */
    public static final PictureOptions DEFAULT = new PictureOptions(Fit.CROP, 0xFFFFFF);

    /**
     * Checks the colour.
     *
     * @throws IllegalArgumentException if it is not between 0 and 0xFFFFFF
     */
    public PictureOptions {
        if (background < 0 || background > 0xFFFFFF) {
            throw new IllegalArgumentException(
                    "the background must be a colour 0xRRGGBB, not 0x" + Integer.toHexString(background));
        }
    }
}
