package dcgan.tensor;

/**
 * A handle to one buffer of a {@link Graph}: what an op reads, yields or updates. Handles are made by
 * {@link Graph.Builder} and are of use within that one graph only.
 *
 * @param id the index of the buffer in its graph, counted from 0
 * @param shape the buffer's shape
 */
public record Value(int id, Shape shape) {}
