package dcgan.data;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;

/**
 * Labelled images of one shape. An image is {@code [channels, height, width]}, one unsigned byte per value, plane after plane (R, G,
 * B), row-major. Images are immutable and safe to share between threads. They are counted from 0; an index that is not there throws
 * an {@link IndexOutOfBoundsException}.
 */
public interface Images {
    /**
     * Images in memory. The pixel arrays are taken over, not copied: do not change them afterwards.
     *
     * <p>An image costs its bytes and an array header: 60,000 of {@code [3, 32, 32]} take about 186 MB of heap.
     *
     * @param images each {@code [channels, height, width]}
     * @param labels one for each image, an index into {@code classNames}
     * @param classNames the classes, all different
     * @throws IllegalArgumentException if the sizes do not agree or class names are the same
     * @throws IndexOutOfBoundsException if a label names no class
     */
    static Images of(ImageShape shape, List<byte[]> images, int[] labels, List<String> classNames) {
        return ImagesInMemory.of(shape, images, labels, classNames);
    }

    /**
     * Images in one piece of memory, such as a mapped file. It is not copied, and must stay accessible and unchanged.
     *
     * @param pixels each image is {@code [channels, height, width]}
     * @param offsets where in it each image begins
     * @param labels one for each image, an index into {@code classNames}
     * @param classNames the classes, all different
     * @throws IllegalArgumentException if the sizes do not agree or class names are the same
     * @throws IndexOutOfBoundsException if a label names no class, or an image is not within the memory
     */
    static Images of(ImageShape shape, MemorySegment pixels, long[] offsets, int[] labels, List<String> classNames) {
        return ImagesInSegment.of(shape, pixels, offsets, labels, classNames);
    }

    /** The shape of every image. */
    ImageShape shape();

    /** How many images there are. */
    int size();

    /** The classes in the order of their labels. */
    List<String> classNames();

    /** The class of image {@code i}, an index into {@link #classNames}. */
    int label(int i);

    /**
     * Copies image {@code i}, {@code [channels, height, width]}, to {@code target} from {@code offset} on.
     *
     * @throws IndexOutOfBoundsException if it does not fit there
     */
    void copyBytes(int i, byte[] target, int offset);

    /** Some of the images, in the same order and with the same classes, sharing their pixels with these. */
    Images subset(Subset subset);

    /** The name of the class of image {@code i}. */
    default String className(int i) {
        return classNames().get(label(i));
    }

    /** How many images each class has, in the order of {@link #classNames}. */
    default int[] countsPerClass() {
        int[] counts = new int[classNames().size()];
        for (int i = 0; i < size(); i++) {
            counts[label(i)]++;
        }
        return counts;
    }

    /** Image {@code i}, {@code [channels, height, width]}, as a new array. */
    default byte[] bytes(int i) {
        byte[] image = new byte[shape().size()];
        copyBytes(i, image, 0);
        return image;
    }

    /** Image {@code i}, {@code [channels, height, width]}, in [-1, 1], as a new array. */
    default float[] floats(int i) {
        float[] image = new float[shape().size()];
        copyFloats(i, image, 0);
        return image;
    }

    /**
     * Writes image {@code i}, {@code [channels, height, width]}, to {@code target} from {@code offset} on, each byte x as (x / 255 -
     * 0.5) / 0.5, which lies in [-1, 1].
     *
     * @throws IndexOutOfBoundsException if it does not fit there
     */
    default void copyFloats(int i, float[] target, int offset) {
        byte[] image = bytes(i);
        Objects.checkFromIndexSize(offset, image.length, target.length);
        Levels.toFloats(image, target, offset);
    }

    /**
     * All images in their own order, {@code batchSize} at a time; see {@link Batches#shuffled} for another order.
     *
     * @throws IllegalArgumentException if the batch size is below 1
     * @throws DatasetException if it is larger than the number of images, or than an array can be
     */
    default Batches batches(int batchSize) {
        return Batches.of(this, batchSize);
    }
}
