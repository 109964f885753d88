package dcgan.cli.record;

import dcgan.data.ImageShape;

/**
 * How samples are drawn: how many, and how much enlarged. Their size decides, so that a grid takes up about a screen and drawing
 * takes about as much memory, whatever the images.
 *
 * @param shape the shape of an image
 */
public record SampleLayout(ImageShape shape) {
    /** Images in a row, and in a walk from one latent to the next. */
    public static final int ROW = 8;

    private static final int GRID = ROW * ROW;

    /** The width of an enlarged image in a row of samples, unless it is wider by itself. */
    private static final int ROW_WIDTH = 128;

    /** The same in a grid. */
    private static final int GRID_WIDTH = 96;

    /** An animation takes many times the room of a picture, so that it must be narrower. */
    private static final int ANIMATION_WIDTH = 560;

    /** The width of an enlarged image of an animated walk, unless it is wider by itself. */
    private static final int WALK_WIDTH = 256;

    /** Around each image of a grid, in pixels of that image. */
    public static final int MARGIN = 2;

    /** Larger images would make a grid of 8 × 8 wider than a screen. */
    private static final int MAX_WIDTH_OF_EIGHT = 128;

    /** The pixels of the images that a generator draws at once: 64 images of 64 px. */
    private static final int CHUNK_PIXELS = 64 * 64 * 64;

    private static final int MAX_CHUNK = 64;

    /** How many times the images of a row of samples are enlarged. */
    public int rowScale() {
        return Math.ceilDiv(ROW_WIDTH, shape.width());
    }

    /** How many times the images of a grid are enlarged. */
    public int gridScale() {
        return Math.ceilDiv(GRID_WIDTH, shape.width());
    }

    /** The images in a row of a grid of samples. */
    public int gridColumns() {
        return shape.width() > MAX_WIDTH_OF_EIGHT ? ROW / 2 : ROW;
    }

    /** The images in a row of the animation of samples, the first of those in a grid. */
    public int animationColumns() {
        return Math.min(gridColumns(), (ANIMATION_WIDTH - MARGIN) / (shape.width() + MARGIN));
    }

    /** How many times the images of the animation of samples are enlarged. */
    public int animationScale() {
        return Math.max(1, ANIMATION_WIDTH / (MARGIN + animationColumns() * (shape.width() + MARGIN)));
    }

    /** How many times the images of an animated walk are enlarged. */
    public int walkScale() {
        return Math.ceilDiv(WALK_WIDTH, shape.width());
    }

    /** The images of a grid of samples. */
    public int gridCount() {
        return gridColumns() * gridColumns();
    }

    /** How many of some images a generator draws at once. */
    public int chunk(int count) {
        return Math.min(count, Math.clamp(CHUNK_PIXELS / shape.pixels(), 1, MAX_CHUNK));
    }
}
