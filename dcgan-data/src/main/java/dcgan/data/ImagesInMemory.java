package dcgan.data;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/** Images of which each is an array of its own. */
final class ImagesInMemory implements Images {
    private final ImageShape shape;
    private final byte[][] images;
    private final int[] labels;
    private final List<String> classNames;

    private ImagesInMemory(ImageShape shape, byte[][] images, int[] labels, List<String> classNames) {
        this.shape = shape;
        this.images = images;
        this.labels = labels;
        this.classNames = classNames;
    }

    static ImagesInMemory of(ImageShape shape, List<byte[]> images, int[] labels, List<String> classNames) {
        requireLabels(images.size(), labels, classNames);
        byte[][] pixels = images.toArray(byte[][]::new);
        for (int i = 0; i < pixels.length; i++) {
            if (pixels[i].length != shape.size()) {
                throw new IllegalArgumentException(
                        "image " + i + " has " + pixels[i].length + " values, not " + shape.size());
            }
        }
        return new ImagesInMemory(shape, pixels, labels.clone(), List.copyOf(classNames));
    }

    static void requireLabels(int images, int[] labels, List<String> classNames) {
        if (images != labels.length) {
            throw new IllegalArgumentException(images + " images but " + labels.length + " labels");
        }
        if (new HashSet<>(classNames).size() != classNames.size()) {
            throw new IllegalArgumentException("class names must differ: " + classNames);
        }
        for (int label : labels) {
            Objects.checkIndex(label, classNames.size());
        }
    }

    @Override
    public ImageShape shape() {
        return shape;
    }

    @Override
    public int size() {
        return images.length;
    }

    @Override
    public List<String> classNames() {
        return classNames;
    }

    @Override
    public int label(int i) {
        return labels[i];
    }

    @Override
    public void copyBytes(int i, byte[] target, int offset) {
        System.arraycopy(images[i], 0, target, offset, images[i].length);
    }

    @Override
    public void copyFloats(int i, float[] target, int offset) {
        byte[] image = images[i];
        Objects.checkFromIndexSize(offset, image.length, target.length);
        Levels.toFloats(image, target, offset);
    }

    @Override
    public Images subset(Subset subset) {
        int[] indices = subset.indices(labels, classNames.size());
        if (indices.length == size()) {
            return this;
        }
        byte[][] chosenImages = new byte[indices.length][];
        int[] chosenLabels = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            chosenImages[i] = images[indices[i]];
            chosenLabels[i] = labels[indices[i]];
        }
        return new ImagesInMemory(shape, chosenImages, chosenLabels, classNames);
    }
}
