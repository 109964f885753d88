package dcgan.data.shapes;

import dcgan.data.ImageShape;
import dcgan.data.Images;
import dcgan.data.Subset;
import java.util.Arrays;
import java.util.List;

/**
 * Images of shapes, each drawn whenever it is asked for, so that they take no memory.
 *
 * @param numbers which images these are, as {@link ShapeDrawing} counts them
 */
record ShapeImages(ImageShape shape, long seed, int[] numbers) implements Images {
    @Override
    public int size() {
        return numbers.length;
    }

    @Override
    public List<String> classNames() {
        return Shape.names();
    }

    @Override
    public int label(int i) {
        return Shape.shown(numbers[i]).ordinal();
    }

    @Override
    public void copyBytes(int i, byte[] target, int offset) {
        byte[] image = bytes(i);
        System.arraycopy(image, 0, target, offset, image.length);
    }

    @Override
    public byte[] bytes(int i) {
        byte[] pixels = new byte[shape.size()];
        ShapeDrawing.of(Shape.shown(numbers[i]), shape.width(), seed, numbers[i])
                .draw(Palette.of(shape.channels()), pixels);
        return pixels;
    }

    @Override
    public Images subset(Subset subset) {
        int[] chosen = Arrays.stream(subset.indices(labels(), classNames().size()))
                .map(i -> numbers[i])
                .toArray();
        return new ShapeImages(shape, seed, chosen);
    }

    /** The same images, drawn now and kept. */
    Images inMemory() {
        List<byte[]> pixels =
                Arrays.stream(indices()).parallel().mapToObj(this::bytes).toList();
        return Images.of(shape, pixels, labels(), classNames());
    }

    /** How many bytes the images are. */
    long bytes() {
        return (long) size() * shape.size();
    }

    private int[] indices() {
        int[] indices = new int[size()];
        Arrays.setAll(indices, i -> i);
        return indices;
    }

    private int[] labels() {
        return Arrays.stream(indices()).map(this::label).toArray();
    }
}
