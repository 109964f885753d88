package dcgan.bench;

import dcgan.tensor.Backend;
import dcgan.tensor.BackendOptions;
import dcgan.tensor.Backends;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import java.util.Random;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A compiled graph, and what it is computed on. */
@State(Scope.Benchmark)
public class OneOp {
    /** The backend's name. */
    @Param("simd")
    public String backend;

    /** Its threads. */
    @Param("1")
    public int threads;

    private Backend opened;
    private Executable executable;

    /** Compiles what is added to the graph, and fills its inputs and parameters with numbers above 0. */
    void compile(Consumer<Graph.Builder> ops) {
        opened = Backends.open(backend, BackendOptions.DEFAULT.withThreads(threads));
        Graph.Builder builder = Graph.builder();
        ops.accept(builder);
        Graph graph = builder.build();
        executable = opened.compile(graph);
        Random random = new Random(1);
        graph.inputs().forEach((name, value) -> executable.write(name, numbers(random, value.shape())));
        graph.parameters().forEach((name, value) -> executable.write(name, numbers(random, value.shape())));
    }

    void run() {
        executable.run();
    }

    /** Closes the graph and the backend. */
    @TearDown
    public void close() {
        executable.close();
        opened.close();
    }

    private static float[] numbers(Random random, Shape shape) {
        float[] numbers = new float[shape.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = random.nextFloat() + 0.5f;
        }
        return numbers;
    }
}
