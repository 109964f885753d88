package dcgan.tensor;

/**
 * A compiled {@link Graph} with its buffers. It runs many times and allocates nothing in a run. Not thread-safe: one
 * thread at a time may use it.
 */
public interface Executable extends AutoCloseable {

    /** The graph that was compiled. */
    Graph graph();

    /**
     * Overwrites an input, a parameter or an output.
     *
     * @param name as declared in the graph
     * @param values row-major, as many as the buffer's shape holds
     * @throws IllegalArgumentException if there is no such buffer or the number of values is wrong
     */
    void write(String name, float[] values);

    /**
     * Reads an input, a parameter or an output into an array.
     *
     * @param name as declared in the graph
     * @param into receives the row-major values; as long as the buffer's shape is large
     * @throws IllegalArgumentException if there is no such buffer or the array's length is wrong
     */
    void read(String name, float[] into);

    /**
     * Reads an input, a parameter or an output.
     *
     * @param name as declared in the graph
     * @return the row-major values in a fresh array
     * @throws IllegalArgumentException if there is no such buffer
     */
    default float[] read(String name) {
        float[] values = new float[graph().named(name).shape().size()];
        read(name, values);
        return values;
    }

    /** Runs all stages in order; see {@link #run(String)}. */
    default void run() {
        for (Graph.Stage stage : graph().stages()) {
            run(stage.name());
        }
    }

    /**
     * Runs one stage.
     *
     * @throws IllegalArgumentException if there is no such stage
     * @throws BackendException if the device cannot run it, for want of memory say
     */
    void run(String stage);

    /** Gives the buffers back. */
    @Override
    void close();
}
