package dcgan.bench;

import dcgan.tensor.Shape;
import dcgan.tensor.op.Adam;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Adam on the largest weight, that of the generator's second layer. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class AdamBenchmark {
    private static final Shape WEIGHT = Shape.of(512, 256, 4, 4);

    /** Compiles the op. */
    @Setup
    public void compile(OneOp op) {
        op.compile(graph -> graph.update(new Adam(
                graph.parameter("weight", WEIGHT),
                graph.parameter("gradient", WEIGHT),
                graph.parameter("mean", WEIGHT),
                graph.parameter("variance", WEIGHT),
                graph.parameter("step", Shape.of(1)),
                new Adam.Settings(0.0002, 0.5, 0.999, 1e-8, 0))));
    }

    /** Runs it. */
    @Benchmark
    public void run(OneOp op) {
        op.run();
    }
}
