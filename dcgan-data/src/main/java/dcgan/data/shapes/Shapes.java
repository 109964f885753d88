package dcgan.data.shapes;

import dcgan.data.Dataset;
import dcgan.data.ImageShape;
import dcgan.data.Images;
import dcgan.data.Split;
import dcgan.data.Subset;
import dcgan.data.text.Messages;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A data set to try everything with, without a download: shapes of ten classes, drawn from a seed, of any size, in colour or grey.
 * The pixels are the same on every machine and every Java. Images take turns through the ten classes. An image of another size
 * shows the same, enlarged or reduced.
 */
public final class Shapes implements Dataset {
    /** The smallest size at which the classes can be told apart. */
    public static final int MIN_SIZE = 8;

    /** Up to so many bytes images are drawn once and kept. Larger ones are drawn whenever they are asked for. */
    private static final long KEPT_BYTES = 256 << 20;

    private final ImageShape shape;
    private final int train;
    private final int test;
    private final long seed;

    private Shapes(ImageShape shape, int train, int test, long seed) {
        this.shape = shape;
        this.train = train;
        this.test = test;
        this.seed = seed;
    }

    /**
     * A data set of shapes. Nothing is drawn before its images are asked for.
     *
     * @param shape square, at least {@value #MIN_SIZE} pixels wide
     * @param train how many images there are to train with
     * @param test how many there are to test with; they are numbered after those to train with, so that they differ
     * @throws IllegalArgumentException if the shape is another one, or a number is below 1
     */
    public static Shapes of(ImageShape shape, int train, int test, long seed) {
        if (!shape.isSquare() || shape.width() < MIN_SIZE) {
            throw new IllegalArgumentException(
                    "shapes are drawn in squares of at least " + MIN_SIZE + " pixels, not " + shape);
        }
        if (train < 1 || test < 1 || train > Integer.MAX_VALUE - test) {
            throw new IllegalArgumentException(
                    Messages.format("there cannot be %,d images to train with and %,d to test with", train, test));
        }
        return new Shapes(shape, train, test, seed);
    }

    @Override
    public String name() {
        return "shapes";
    }

    @Override
    public ImageShape shape() {
        return shape;
    }

    @Override
    public List<String> classNames() {
        return Shape.names();
    }

    @Override
    public List<Split> splits() {
        return List.of(Split.TRAIN, Split.TEST);
    }

    @Override
    public Images images(Split split, Subset subset) {
        int first = split == Split.TRAIN ? 0 : train;
        int[] labels = IntStream.range(first, first + (split == Split.TRAIN ? train : test))
                .map(image -> Shape.shown(image).ordinal())
                .toArray();
        int[] numbers = Arrays.stream(subset.indices(labels, Shape.values().length))
                .map(i -> first + i)
                .toArray();
        ShapeImages images = new ShapeImages(shape, seed, numbers);
        return images.bytes() <= KEPT_BYTES ? images.inMemory() : images;
    }
}
