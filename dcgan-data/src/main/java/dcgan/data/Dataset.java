package dcgan.data;

import java.util.List;

/**
 * A data set: labelled images of one shape, in one split or several. What one is made from, a file, a folder or a seed, only its
 * own class knows.
 *
 * <p>A data set may be opened without reading its images. They are read, decoded or drawn when a split is asked for, and only
 * those that are in the subset.
 */
public interface Dataset {
    /** The name, such as {@code cifar10}. */
    String name();

    /** The shape of every image. */
    ImageShape shape();

    /** The classes in the order of their labels, the same in all splits. */
    List<String> classNames();

    /** The splits that there are, at least one. */
    List<Split> splits();

    /**
     * Some of the images of a split, in their own order and with all classes.
     *
     * @throws IllegalArgumentException if there is no such split
     * @throws DatasetException if an image cannot be read
     */
    Images images(Split split, Subset subset);

    /**
     * All images of a split.
     *
     * @throws IllegalArgumentException if there is no such split
     * @throws DatasetException if an image cannot be read
     */
    default Images images(Split split) {
        return images(split, Subset.ALL);
    }

    /**
     * All images to train with.
     *
     * @throws IllegalArgumentException if there are none
     * @throws DatasetException if an image cannot be read
     */
    default Images train() {
        return images(Split.TRAIN);
    }

    /**
     * All images to test with.
     *
     * @throws IllegalArgumentException if there are none
     * @throws DatasetException if an image cannot be read
     */
    default Images test() {
        return images(Split.TEST);
    }
}
