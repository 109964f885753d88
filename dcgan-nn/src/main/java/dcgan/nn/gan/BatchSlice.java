package dcgan.nn.gan;

/**
 * The part of every batch that one of several trainers takes. Each has the same number of pictures, in the order of the trainers.
 *
 * @param index which part, counted from 0
 * @param count how many parts there are
 */
public record BatchSlice(int index, int count) {

    /** All of the batch. */
    public static final BatchSlice WHOLE = new BatchSlice(0, 1);

    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException if there is no such part
     */
    public BatchSlice {
        if (count < 1 || index < 0 || index >= count) {
            throw new IllegalArgumentException("there is no slice " + index + " of " + count);
        }
    }

    /** Whether it is all of the batch. */
    public boolean isWhole() {
        return count == 1;
    }

    /**
     * How many pictures the slice has.
     *
     * @param batchSize of the whole batch
     * @throws IllegalArgumentException if the batch cannot be cut into equal parts
     */
    public int size(int batchSize) {
        if (batchSize % count != 0) {
            throw new IllegalArgumentException(
                    "a batch of " + batchSize + " cannot be cut into " + count + " equal slices");
        }
        return batchSize / count;
    }

    /**
     * The index in the whole batch of the slice's first picture.
     *
     * @param batchSize of the whole batch
     * @throws IllegalArgumentException if the batch cannot be cut into equal parts
     */
    public int first(int batchSize) {
        return index * size(batchSize);
    }
}
