package dcgan.data.convert;

import dcgan.data.ImageShape;
import dcgan.data.Images;
import dcgan.data.Subset;
import dcgan.data.decode.Scaling;
import java.util.List;
import java.util.Objects;

/** Images in another shape, converted one by one whenever they are asked for. */
final class ConvertedImages implements Images {
    private static final int RED = 299;
    private static final int GREEN = 587;
    private static final int BLUE = 114;

    private final Images images;
    private final ImageShape shape;
    private final Scaling scaling;

    ConvertedImages(Images images, ImageShape shape) {
        this.images = images;
        this.shape = shape;
        this.scaling = Scaling.of(images.shape(), shape);
    }

    @Override
    public ImageShape shape() {
        return shape;
    }

    @Override
    public int size() {
        return images.size();
    }

    @Override
    public List<String> classNames() {
        return images.classNames();
    }

    @Override
    public int label(int i) {
        return images.label(i);
    }

    @Override
    public void copyBytes(int i, byte[] target, int offset) {
        byte[] scaled = scaling.scale(planes(images.bytes(i)));
        Objects.checkFromIndexSize(offset, shape.size(), target.length);
        for (int at = 0; at < shape.size(); at += scaled.length) {
            // One plane serves three channels where grey becomes colour.
            System.arraycopy(scaled, 0, target, offset + at, scaled.length);
        }
    }

    @Override
    public Images subset(Subset subset) {
        return new ConvertedImages(images.subset(subset), shape);
    }

    /** The planes that are scaled: a single one if the image or its new shape is grey. */
    private float[][] planes(byte[] image) {
        int pixels = images.shape().pixels();
        float[][] planes = new float[Math.min(images.shape().channels(), shape.channels())][pixels];
        boolean toGrey = images.shape().channels() > planes.length;
        for (int channel = 0; channel < planes.length; channel++) {
            for (int p = 0; p < pixels; p++) {
                planes[channel][p] = toGrey
                        ? luma(image[p] & 0xFF, image[pixels + p] & 0xFF, image[2 * pixels + p] & 0xFF)
                        : image[channel * pixels + p] & 0xFF;
            }
        }
        return planes;
    }

    /** The luma of ITU-R 601. */
    private static float luma(int red, int green, int blue) {
        return (RED * red + GREEN * green + BLUE * blue) / 1000f;
    }
}
