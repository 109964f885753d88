package dcgan.data;

/**
 * Some images and their labels, ready for a trainer. The arrays are used again: they hold this batch until the next one
 * is asked for, so copy what must live longer.
 */
public final class Batch {
    private final float[] images;
    private final int[] labels;
    private int index;

    Batch(int size, int imageLength) {
        this.images = new float[size * imageLength];
        this.labels = new int[size];
    }

    /** The images, {@code [size, channels, height, width]}, row-major, in [-1, 1]. */
    public float[] images() {
        return images;
    }

    /** The class of each image, {@code [size]}. */
    public int[] labels() {
        return labels;
    }

    /** How many images these are. */
    public int size() {
        return labels.length;
    }

    /** Which batch of its epoch this is, counted from 0. */
    public int index() {
        return index;
    }

    void index(int index) {
        this.index = index;
    }
}
