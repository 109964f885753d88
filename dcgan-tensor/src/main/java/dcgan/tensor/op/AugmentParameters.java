package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;

/**
 * The columns of the parameters {@code [N, 7]} that augment a batch. Each image has a row of random numbers; each op reads its own
 * columns.
 */
public final class AugmentParameters {

    /** What {@link ColorJitter} adds to an image. */
    public static final int BRIGHTNESS = 0;

    /** By what {@link ColorJitter} multiplies the distance of a colour from grey. */
    public static final int SATURATION = 1;

    /** By what {@link ColorJitter} multiplies the distance of an image from its mean. */
    public static final int CONTRAST = 2;

    /** The row and the column of the input that {@link Translate} puts first: whole numbers, which may be negative. */
    public static final int SHIFT_Y = 3;

    public static final int SHIFT_X = 4;

    /** The first row and the first column that {@link Cutout} clears: whole numbers, which may be negative. */
    public static final int CUTOUT_Y = 5;

    public static final int CUTOUT_X = 6;

    /** The number of columns. */
    public static final int COUNT = 7;

    private AugmentParameters() {}

    /** The shape of the parameters of a batch. */
    public static Shape shape(int images) {
        return Shape.of(images, COUNT);
    }

    static void require(String op, Value image, Value parameters) {
        Shapes.requireImage(op, image);
        Shape expected = shape(image.shape().dim(0));
        Shapes.require(
                parameters.shape().equals(expected),
                () -> op + " of " + image.shape() + " needs parameters " + expected + ", but got "
                        + parameters.shape());
    }

    static void requirePerImage(String op, Value image, Value perImage) {
        Shape expected = Shape.of(image.shape().dim(0));
        Shapes.require(
                perImage.shape().equals(expected),
                () -> op + " of " + image.shape() + " needs per-image values " + expected + ", but got "
                        + perImage.shape());
    }
}
