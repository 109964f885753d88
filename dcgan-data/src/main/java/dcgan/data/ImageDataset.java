package dcgan.data;

import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * Labelled images of one size, held in memory as bytes: an image is {@code [channels, height, width]}, plane after
 * plane (R, G, B), row-major, as CIFAR-10 has it. Immutable, and safe to share between threads. Images are counted from
 * 0; to ask for one that is not there throws an {@link IndexOutOfBoundsException}.
 *
 * <p>An image costs its bytes and an array header: 60,000 of {@code [3, 32, 32]} take about 186 MB of heap.
 */
public final class ImageDataset {
    private static final float[] NORMALISED = new float[256];

    static {
        for (int value = 0; value < NORMALISED.length; value++) {
            NORMALISED[value] = (value / 255f - 0.5f) / 0.5f;
        }
    }

    private final int channels;
    private final int height;
    private final int width;
    private final byte[][] images;
    private final int[] labels;
    private final List<String> classNames;

    private ImageDataset(int channels, int height, int width, byte[][] images, int[] labels, List<String> classNames) {
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.images = images;
        this.labels = labels;
        this.classNames = classNames;
    }

    /**
     * A data set of the given images. The pixel arrays are taken over, not copied: do not change them afterwards.
     *
     * @param images each {@code [channels, height, width]}, one unsigned byte a value
     * @param labels one for each image, an index into {@code classNames}
     * @param classNames the classes, all different
     * @throws IllegalArgumentException if the sizes do not agree or class names are the same
     * @throws IndexOutOfBoundsException if a label names no class
     */
    public static ImageDataset of(
            int channels, int height, int width, List<byte[]> images, int[] labels, List<String> classNames) {
        if ((channels != 1 && channels != 3) || height < 1 || width < 1) {
            throw new IllegalArgumentException("images must have 1 or 3 channels and at least one pixel, not ["
                    + channels + ", " + height + ", " + width + "]");
        }
        int length = Math.multiplyExact(channels, Math.multiplyExact(height, width));
        if (images.size() != labels.length) {
            throw new IllegalArgumentException(images.size() + " images but " + labels.length + " labels");
        }
        if (new HashSet<>(classNames).size() != classNames.size()) {
            throw new IllegalArgumentException("class names must differ: " + classNames);
        }
        byte[][] pixels = images.toArray(byte[][]::new);
        for (int i = 0; i < pixels.length; i++) {
            if (pixels[i].length != length) {
                throw new IllegalArgumentException(
                        "image " + i + " has " + pixels[i].length + " values, not " + length);
            }
            Objects.checkIndex(labels[i], classNames.size());
        }
        return new ImageDataset(channels, height, width, pixels, labels.clone(), List.copyOf(classNames));
    }

    /** How many images there are. */
    public int size() {
        return images.length;
    }

    /** Values a pixel: 3 for colour, 1 for grey. */
    public int channels() {
        return channels;
    }

    /** Rows of an image. */
    public int height() {
        return height;
    }

    /** Columns of an image. */
    public int width() {
        return width;
    }

    /** Values an image: channels × height × width. */
    public int imageLength() {
        return channels * height * width;
    }

    /** The classes in the order of their labels. */
    public List<String> classNames() {
        return classNames;
    }

    /**
     * The first {@code n} images (all of them if there are fewer), sharing their pixels with this data set.
     *
     * @throws IllegalArgumentException if {@code n} is below 1
     */
    public ImageDataset limit(int n) {
        return subset(Subset.first(n));
    }

    /** Some of the images, in the same order and with the same classes, sharing their pixels with this data set. */
    public ImageDataset subset(Subset subset) {
        int[] indices = subset.of(labels, classNames.size());
        if (indices.length == size()) {
            return this;
        }
        byte[][] chosenImages = new byte[indices.length][];
        int[] chosenLabels = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            chosenImages[i] = images[indices[i]];
            chosenLabels[i] = labels[indices[i]];
        }
        return new ImageDataset(channels, height, width, chosenImages, chosenLabels, classNames);
    }

    /** The class of image {@code i}, an index into {@link #classNames}. */
    public int label(int i) {
        return labels[i];
    }

    /** The name of the class of image {@code i}. */
    public String className(int i) {
        return classNames.get(labels[i]);
    }

    /** How many images each class has, in the order of {@link #classNames}. */
    public int[] countsPerClass() {
        int[] counts = new int[classNames.size()];
        for (int label : labels) {
            counts[label]++;
        }
        return counts;
    }

    /** The bytes of image {@code i}, {@code [channels, height, width]}, as a copy. */
    public byte[] bytes(int i) {
        return images[i].clone();
    }

    /** Image {@code i}, {@code [channels, height, width]}, in [-1, 1], as a new array. */
    public float[] image(int i) {
        float[] image = new float[imageLength()];
        copyTo(i, image, 0);
        return image;
    }

    /**
     * Writes image {@code i}, {@code [channels, height, width]}, to {@code target} from {@code offset} on, each byte x
     * as (x / 255 - 0.5) / 0.5, which lies in [-1, 1].
     *
     * @throws IndexOutOfBoundsException if it does not fit there
     */
    public void copyTo(int i, float[] target, int offset) {
        byte[] image = images[i];
        Objects.checkFromIndexSize(offset, image.length, target.length);
        for (int k = 0; k < image.length; k++) {
            target[offset + k] = NORMALISED[image[k] & 0xFF];
        }
    }

    /** Image {@code i} as a picture of {@code width} × {@code height} pixels. */
    public BufferedImage picture(int i) {
        return PictureGrid.of(this, i, 1).padding(0).render();
    }

    /**
     * All images in their own order, {@code batchSize} at a time; see {@link Batches#shuffled} for another order.
     *
     * @throws IllegalArgumentException if the batch size is below 1
     * @throws DatasetException if it is larger than the data set, or than an array can be
     */
    public Batches batches(int batchSize) {
        return Batches.of(this, batchSize);
    }

    /** The pixel itself, without a copy, for neighbours that only look. */
    int value(int image, int channel, int y, int x) {
        return images[image][(channel * height + y) * width + x] & 0xFF;
    }
}
