package dcgan.tensor;

/**
 * A compiled {@link Graph} with its buffers, to run many times. {@code simd} and {@code tornado} allocate nothing after the first
 * run; {@code reference} may.
 *
 * <p>One thread at a time may use an executable. While it does, every method but {@link #graph()} throws
 * {@link IllegalStateException} in other threads. After {@link #close()} every method but {@code graph} and {@code close} does so
 * in all threads. After an exception in a run the contents of the buffers are undefined.
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
     * @throws IllegalStateException if the executable is closed or in use by another thread
     */
    void write(String name, float[] values);

    /**
     * Reads an input, a parameter or an output into an array.
     *
     * @param name as declared in the graph
     * @param into receives the row-major values; must have as many elements as the buffer's shape
     * @throws IllegalArgumentException if there is no such buffer or the array's length is wrong
     * @throws IllegalStateException if the executable is closed or in use by another thread
     */
    void read(String name, float[] into);

    /**
     * Reads an input, a parameter or an output.
     *
     * @param name as declared in the graph
     * @return the row-major values in a fresh array
     * @throws IllegalArgumentException if there is no such buffer
     * @throws IllegalStateException if the executable is closed or in use by another thread
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
     * @throws BackendException if the device cannot run it, for instance because its memory is too small
     * @throws IllegalStateException if the executable is closed or in use by another thread
     */
    void run(String stage);

    /**
     * Gives the buffers back. Closing it again does nothing.
     *
     * @throws IllegalStateException if it is in use by another thread
     */
    @Override
    void close();
}
