package dcgan.tensor.simd.memory;

/** The memory of one value: an array, how the value lies in it, and how often it was written. */
public final class Storage {

    public final Layout layout;
    public final float[] data;
    private int version;

    Storage(Layout layout) {
        this(layout, new float[layout.length()]);
    }

    /**
     * @param data {@link Layout#length()} numbers, whatever they are
     */
    Storage(Layout layout, float[] data) {
        this.layout = layout;
        this.data = data;
    }

    /** Counts the writes, so that copies in another layout know whether they are stale. */
    int version() {
        return version;
    }

    public void written() {
        version++;
    }
}
