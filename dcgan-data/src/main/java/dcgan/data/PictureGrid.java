package dcgan.data;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Images as pictures that a person can see: side by side in a grid, with a margin around each, and enlarged by a whole
 * factor without blurring.
 *
 * <pre>{@code
 * PngFiles.write(PictureGrid.of(images, 64, 3, 32, 32).columns(8).scale(3).render(), Path.of("grid.png"));
 * }</pre>
 */
public final class PictureGrid {
    private static final int DEFAULT_COLUMNS = 8;
    private static final int DEFAULT_PADDING = 2;

    private final Source source;
    private final int count;
    private final int height;
    private final int width;
    private final int columns;
    private final int padding;
    private final int scale;
    private final int background;

    /** Where the pixels come from, each as 0xRRGGBB. */
    @FunctionalInterface
    private interface Source {
        int rgb(int image, int y, int x);
    }

    private PictureGrid(
            Source source, int count, int height, int width, int columns, int padding, int scale, int background) {
        this.source = source;
        this.count = count;
        this.height = height;
        this.width = width;
        this.columns = columns;
        this.padding = padding;
        this.scale = scale;
        this.background = background;
    }

    /**
     * A grid of images as a generator makes them.
     *
     * @param images {@code [count, channels, height, width]} or more, row-major, read when the grid is rendered; -1 is
     *     black, 1 is full, what lies outside counts as the nearer of both, and what is not a number as black
     * @param channels 3, or 1 for grey
     * @throws IllegalArgumentException if there is no image, or one without pixels or with other channels
     * @throws IndexOutOfBoundsException if the array is shorter than that
     */
    public static PictureGrid of(float[] images, int count, int channels, int height, int width) {
        check(count, channels, height, width);
        Objects.checkFromIndexSize(0, Math.multiplyExact(count, channels * height * width), images.length);
        int plane = height * width;
        return grid(
                (image, y, x) -> {
                    int first = image * channels * plane + y * width + x;
                    int red = level(images[first]);
                    return channels == 1
                            ? grey(red)
                            : rgb(red, level(images[first + plane]), level(images[first + 2 * plane]));
                },
                count,
                height,
                width);
    }

    /**
     * A grid of {@code count} images of a data set, from image {@code first} on.
     *
     * @throws IllegalArgumentException if the count is 0
     * @throws IndexOutOfBoundsException if there are not so many
     */
    public static PictureGrid of(ImageDataset dataset, int first, int count) {
        Objects.checkFromIndexSize(first, count, dataset.size());
        check(count, dataset.channels(), dataset.height(), dataset.width());
        return grid(
                (image, y, x) -> {
                    int red = dataset.value(first + image, 0, y, x);
                    return dataset.channels() == 1
                            ? grey(red)
                            : rgb(red, dataset.value(first + image, 1, y, x), dataset.value(first + image, 2, y, x));
                },
                count,
                dataset.height(),
                dataset.width());
    }

    private static PictureGrid grid(Source source, int count, int height, int width) {
        return new PictureGrid(source, count, height, width, DEFAULT_COLUMNS, DEFAULT_PADDING, 1, 0);
    }

    private static void check(int count, int channels, int height, int width) {
        if (count < 1 || (channels != 1 && channels != 3) || height < 1 || width < 1) {
            throw new IllegalArgumentException("a grid needs at least one image of 1 or 3 channels, not [" + count
                    + ", " + channels + ", " + height + ", " + width + "]");
        }
    }

    /**
     * This grid with that many images a row (8 unless told).
     *
     * @throws IllegalArgumentException if below 1
     */
    public PictureGrid columns(int columns) {
        return new PictureGrid(source, count, height, width, atLeast(1, columns), padding, scale, background);
    }

    /**
     * This grid with a margin of that many pixels around each image, before enlargement (2 unless told).
     *
     * @throws IllegalArgumentException if below 0
     */
    public PictureGrid padding(int padding) {
        return new PictureGrid(source, count, height, width, columns, atLeast(0, padding), scale, background);
    }

    /**
     * This grid with each pixel drawn as a square of {@code scale} × {@code scale} (1 unless told).
     *
     * @throws IllegalArgumentException if below 1
     */
    public PictureGrid scale(int scale) {
        return new PictureGrid(source, count, height, width, columns, padding, atLeast(1, scale), background);
    }

    /** This grid with margins and unused places in that colour, 0xRRGGBB (black unless told). */
    public PictureGrid background(int background) {
        return new PictureGrid(source, count, height, width, columns, padding, scale, background);
    }

    /**
     * Draws all of it, row after row. Fewer images than columns make a grid as wide as they are.
     *
     * @throws DatasetException if the picture would have more pixels than a picture can
     */
    public BufferedImage render() {
        int across = Math.min(columns, count);
        int down = Math.ceilDiv(count, across);
        BufferedImage picture = picture(
                scale * (padding + across * ((long) width + padding)),
                scale * (padding + down * ((long) height + padding)));
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                picture.setRGB(x, y, background);
            }
        }
        for (int image = 0; image < count; image++) {
            draw(
                    image,
                    picture,
                    scale * (padding + image % across * (width + padding)),
                    scale * (padding + image / across * (height + padding)));
        }
        return picture;
    }

    /**
     * Draws each image on its own, enlarged, and writes it as {@code prefix-0001.png}, {@code prefix-0002.png}, …
     *
     * @throws DatasetException if one would have more pixels than a picture can, or cannot be written; those before it are
     *     then there
     */
    public void writeEach(Path folder, String prefix) {
        for (int image = 0; image < count; image++) {
            BufferedImage picture = picture((long) scale * width, (long) scale * height);
            draw(image, picture, 0, 0);
            PngFiles.writeOneOfMany(picture, folder.resolve(Messages.format("%s-%04d.png", prefix, image + 1)));
        }
    }

    private static BufferedImage picture(long width, long height) {
        // All pixels must fit one array; divided, because the product might not even fit a long.
        if (width >= Integer.MAX_VALUE / height) {
            throw new DatasetException(Messages.format(
                    "A picture of %,d x %,d pixels is too large; draw fewer images, or enlarge them less.",
                    width, height));
        }
        return new BufferedImage((int) width, (int) height, BufferedImage.TYPE_INT_RGB);
    }

    private void draw(int image, BufferedImage picture, int left, int top) {
        for (int y = 0; y < scale * height; y++) {
            for (int x = 0; x < scale * width; x++) {
                picture.setRGB(left + x, top + y, source.rgb(image, y / scale, x / scale));
            }
        }
    }

    /** The inverse of {@link ImageDataset#copyTo}, rounded. */
    private static int level(float value) {
        return Math.clamp((long) Math.rint((value * 0.5f + 0.5f) * 255f), 0, 255);
    }

    private static int grey(int level) {
        return rgb(level, level, level);
    }

    private static int rgb(int red, int green, int blue) {
        return red << 16 | green << 8 | blue;
    }

    private static int atLeast(int least, int value) {
        if (value < least) {
            throw new IllegalArgumentException("must be at least " + least + ", not " + value);
        }
        return value;
    }
}
