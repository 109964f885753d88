package dcgan.tensor;

/**
 * A handle to one buffer of a {@link Graph}: what an op reads, yields or updates. Handles are made by
 * {@link Graph.Builder} and are of use within that one graph only.
 *
 * @param id the index of the buffer in its graph, counted from 0
 * @param shape the buffer's shape
 */
public record Value(int id, Shape shape) {

    /**
     * @throws IllegalArgumentException if the index is negative or there is no shape
     */
    public Value {
        if (id < 0) {
            throw new IllegalArgumentException("the id of a value must be at least 0, but is " + id);
        }
        if (shape == null) {
            throw new IllegalArgumentException("the shape of value " + id + " is null");
        }
    }
}
