package dcgan.data.picture;

import dcgan.data.DatasetException;
import dcgan.data.ImageShape;
import dcgan.data.Images;
import dcgan.data.Levels;
import dcgan.data.text.Messages;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;

/**
 * Images as pictures that a person can see: side by side in a grid, with a margin around each, and enlarged by a whole
 * factor without blurring.
 *
 * <pre>{@code
 * PngFiles.write(PictureGrid.of(images, 64, shape).columns(8).scale(3).render(), Path.of("grid.png"));
 * }</pre>
 */
public final class PictureGrid {
    private static final int DEFAULT_COLUMNS = 8;
    private static final int DEFAULT_PADDING = 2;

    private final Source source;
    private final int count;
    private final ImageShape shape;
    private final int columns;
    private final int padding;
    private final int scale;
    private final int background;

    /** Where the images come from, each as {@code [channels, height, width]} bytes. */
    @FunctionalInterface
    private interface Source {
        byte[] levels(int image);
    }

    private PictureGrid(
            Source source, int count, ImageShape shape, int columns, int padding, int scale, int background) {
        this.source = source;
        this.count = count;
        this.shape = shape;
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
     * @param shape the shape of each image
     * @throws IllegalArgumentException if there is no image
     * @throws IndexOutOfBoundsException if the array is shorter than that
     */
    public static PictureGrid of(float[] images, int count, ImageShape shape) {
        Objects.checkFromIndexSize(0, Math.multiplyExact(count, shape.size()), images.length);
        return grid(image -> levels(images, image * shape.size(), shape.size()), count, shape);
    }

    /**
     * A grid of {@code count} images, from image {@code first} on.
     *
     * @throws IllegalArgumentException if the count is 0
     * @throws IndexOutOfBoundsException if there are not so many
     */
    public static PictureGrid of(Images images, int first, int count) {
        Objects.checkFromIndexSize(first, count, images.size());
        return grid(image -> images.bytes(first + image), count, images.shape());
    }

    /**
     * A grid of images that are made while they are drawn, so that they need not all be in memory.
     *
     * @param images makes an image, {@code [channels, height, width]}; asked for each once, from 0 on, by each method that draws;
     *     the numbers are as in {@link #of(float[], int, ImageShape)}
     * @param shape the shape of each image
     * @throws IllegalArgumentException if there is no image
     */
    public static PictureGrid of(IntFunction<float[]> images, int count, ImageShape shape) {
        return grid(image -> levels(images.apply(image), 0, shape.size()), count, shape);
    }

    private static PictureGrid grid(Source source, int count, ImageShape shape) {
        if (count < 1) {
            throw new IllegalArgumentException("a grid needs at least one image");
        }
        return new PictureGrid(source, count, shape, DEFAULT_COLUMNS, DEFAULT_PADDING, 1, 0);
    }

    /**
     * This grid with that many images a row (8 unless told).
     *
     * @throws IllegalArgumentException if below 1
     */
    public PictureGrid columns(int columns) {
        return new PictureGrid(source, count, shape, atLeast(1, columns), padding, scale, background);
    }

    /**
     * This grid with a margin of that many pixels around each image, before enlargement (2 unless told).
     *
     * @throws IllegalArgumentException if below 0
     */
    public PictureGrid padding(int padding) {
        return new PictureGrid(source, count, shape, columns, atLeast(0, padding), scale, background);
    }

    /**
     * This grid with each pixel drawn as a square of {@code scale} × {@code scale} (1 unless told).
     *
     * @throws IllegalArgumentException if below 1
     */
    public PictureGrid scale(int scale) {
        return new PictureGrid(source, count, shape, columns, padding, atLeast(1, scale), background);
    }

    /** This grid with margins and unused places in that colour, 0xRRGGBB (black unless told). */
    public PictureGrid background(int background) {
        return new PictureGrid(source, count, shape, columns, padding, scale, background);
    }

    /**
     * Draws all of it, row after row. Fewer images than columns make a grid as wide as they are.
     *
     * @throws DatasetException if the picture would have more pixels than a picture can
     */
    public BufferedImage render() {
        return render((_, _) -> {});
    }

    /**
     * Does what {@link #render} and {@link #writeEach} do, and asks for each image only once.
     *
     * @throws DatasetException as they do
     */
    public BufferedImage renderAndWriteEach(Path folder, String prefix) {
        try (PngQueue queue = queue()) {
            BufferedImage picture = render((levels, image) -> write(levels, image, folder, prefix, queue));
            queue.finish();
            return picture;
        }
    }

    private BufferedImage render(ObjIntConsumer<byte[]> also) {
        int across = Math.min(columns, count);
        int down = Math.ceilDiv(count, across);
        BufferedImage picture = picture(
                scale * (padding + across * ((long) shape.width() + padding)),
                scale * (padding + down * ((long) shape.height() + padding)));
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                picture.setRGB(x, y, background);
            }
        }
        for (int image = 0; image < count; image++) {
            byte[] levels = source.levels(image);
            draw(
                    levels,
                    picture,
                    scale * (padding + image % across * (shape.width() + padding)),
                    scale * (padding + image / across * (shape.height() + padding)));
            also.accept(levels, image);
        }
        return picture;
    }

    /**
     * Draws each image on its own, enlarged, and writes it as {@code prefix-0001.png}, {@code prefix-0002.png}, … on other
     * threads, while the next ones are asked for on this one.
     *
     * @throws DatasetException if one would have more pixels than a picture can, or cannot be written, or this thread is
     *     interrupted; those before it are then there, each either whole or not at all
     */
    public void writeEach(Path folder, String prefix) {
        try (PngQueue queue = queue()) {
            for (int image = 0; image < count; image++) {
                write(source.levels(image), image, folder, prefix, queue);
            }
            queue.finish();
        }
    }

    private PngQueue queue() {
        return new PngQueue(Math.multiplyExact((long) scale * shape.width(), (long) scale * shape.height()));
    }

    private void write(byte[] levels, int image, Path folder, String prefix, PngQueue queue) {
        Path file = folder.resolve(Messages.format("%s-%04d.png", prefix, image + 1));
        if (image == 0) {
            // Makes the folder, and shows at once whether anything can be drawn and written there.
            PngFiles.writeOneOfMany(single(levels), file);
        } else {
            queue.add(file, () -> single(levels));
        }
    }

    private BufferedImage single(byte[] levels) {
        BufferedImage picture = picture((long) scale * shape.width(), (long) scale * shape.height());
        draw(levels, picture, 0, 0);
        return picture;
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

    private void draw(byte[] levels, BufferedImage picture, int left, int top) {
        for (int y = 0; y < scale * shape.height(); y++) {
            for (int x = 0; x < scale * shape.width(); x++) {
                picture.setRGB(left + x, top + y, rgb(levels, y / scale * shape.width() + x / scale));
            }
        }
    }

    /** The colour of a pixel, 0xRRGGBB; a grey pixel has one level for all three. */
    private int rgb(byte[] levels, int pixel) {
        int next = shape.channels() == 1 ? 0 : shape.pixels();
        return (levels[pixel] & 0xFF) << 16 | (levels[pixel + next] & 0xFF) << 8 | levels[pixel + 2 * next] & 0xFF;
    }

    private static byte[] levels(float[] images, int offset, int size) {
        byte[] levels = new byte[size];
        for (int i = 0; i < size; i++) {
            levels[i] = (byte) Levels.of(images[offset + i]);
        }
        return levels;
    }

    private static int atLeast(int least, int value) {
        if (value < least) {
            throw new IllegalArgumentException("must be at least " + least + ", not " + value);
        }
        return value;
    }
}
