package dcgan.tensor;

import dcgan.tensor.op.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Something that runs graphs: an algorithm family on one device. Opened by {@link Backends#open}.
 *
 * <p>Any number of threads may share a backend, each with executables of its own. After {@link #close()} it compiles nothing,
 * and neither it nor its executables run: they throw {@link IllegalStateException}.
 */
public interface Backend extends AutoCloseable {

    /** The name by which {@link Backends#open} finds it, such as {@code simd}. */
    String name();

    /** The device that it runs on. */
    Device device();

    /**
     * Makes a graph ready to run.
     *
     * @param graph to compile
     * @return an executable for one thread at a time
     * @throws BackendException if this backend cannot run the graph, for instance because a buffer is too large for it
     * @throws IllegalStateException if the backend is closed
     */
    Executable compile(Graph graph);

    /**
     * How many bytes of the device's memory an executable of a graph would take. Nothing is compiled.
     *
     * @return {@link Long#MAX_VALUE} if it is more than {@link #memoryLimit()} and not counted; 0 for a backend on the host, whose
     *     arrays the JVM counts
     */
    default long memory(Graph graph) {
        return 0;
    }

    /** How many bytes of the device's memory an executable can take at most. */
    default long memoryLimit() {
        return Long.MAX_VALUE;
    }

    /**
     * Runs a single op, for those who want only one: {@code backend.run(v -> Conv2d.of(v.get(0), v.get(1), stride(2),
     * padding(1)), images, weight)}.
     *
     * @param op makes the op from handles to the operands, in their order
     * @param operands what the op reads
     * @return what the op yields
     * @throws BackendException as {@link #compile} and {@link Executable#run(String)} do
     */
    default Tensor run(Function<List<Value>, Op.Pure> op, Tensor... operands) {
        requirePresent(op, operands);
        Graph.Builder builder = Graph.builder();
        Value result = builder.add(op.apply(parameters(builder, operands)));
        builder.output("result", result);
        try (Executable executable = compile(builder.build())) {
            write(executable, operands);
            executable.run();
            return new Tensor(result.shape(), executable.read("result"));
        }
    }

    /**
     * Runs a single op that changes its operands.
     *
     * @param op makes the op from handles to the operands, in their order
     * @param operands what the op reads and changes; the arrays themselves are left as they are
     * @return the operands after the op, in their order
     * @throws BackendException as {@link #compile} and {@link Executable#run(String)} do
     */
    default List<Tensor> update(Function<List<Value>, Op.InPlace> op, Tensor... operands) {
        requirePresent(op, operands);
        Graph.Builder builder = Graph.builder();
        builder.update(op.apply(parameters(builder, operands)));
        try (Executable executable = compile(builder.build())) {
            write(executable, operands);
            executable.run();
            List<Tensor> after = new ArrayList<>();
            for (int i = 0; i < operands.length; i++) {
                after.add(new Tensor(operands[i].shape(), executable.read(Integer.toString(i))));
            }
            return after;
        }
    }

    private static void requirePresent(Object op, Tensor... operands) {
        if (op == null || operands == null) {
            throw new IllegalArgumentException(op == null ? "the op is null" : "the operands are null");
        }
        for (int i = 0; i < operands.length; i++) {
            if (operands[i] == null) {
                throw new IllegalArgumentException("operand " + i + " is null");
            }
        }
    }

    private static List<Value> parameters(Graph.Builder builder, Tensor... operands) {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < operands.length; i++) {
            values.add(builder.parameter(Integer.toString(i), operands[i].shape()));
        }
        return values;
    }

    private static void write(Executable executable, Tensor... operands) {
        for (int i = 0; i < operands.length; i++) {
            executable.write(Integer.toString(i), operands[i].data());
        }
    }

    /**
     * Closes its executables, waiting for runs that other threads have begun, and gives threads and device memory back. Closing it
     * again does nothing.
     */
    @Override
    void close();
}
