package dcgan.cli.config;

import dcgan.data.ImageShape;
import dcgan.tensor.Shape;

/** The shapes of images as data sets have them, and as networks have them. */
public final class ImageShapes {
    private ImageShapes() {}

    /** A network's shape, {@code [channels, height, width]}, as that of a data set. */
    public static ImageShape of(Shape shape) {
        int[] sizes = shape.toArray();
        return new ImageShape(sizes[0], sizes[1], sizes[2]);
    }

    /** A data set's shape as that of a network. */
    public static Shape of(ImageShape shape) {
        return Shape.of(shape.channels(), shape.height(), shape.width());
    }
}
