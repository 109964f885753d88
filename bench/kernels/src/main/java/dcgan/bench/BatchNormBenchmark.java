package dcgan.bench;

import dcgan.tensor.Shape;
import dcgan.tensor.op.BatchNorm2d;
import dcgan.tensor.op.ChannelMean;
import dcgan.tensor.op.ChannelVariance;
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

/** Batch normalisation with its mean and variance, of the largest images that have one, the generator's third layer's. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class BatchNormBenchmark {
    private static final int CHANNELS = 128;

    /** Compiles the ops. */
    @Setup
    public void compile(OneOp op) {
        op.compile(graph -> {
            var x = graph.input("x", Shape.of(64, CHANNELS, 16, 16));
            var mean = graph.add(new ChannelMean(x));
            var variance = graph.add(new ChannelVariance(x, mean));
            var weight = graph.parameter("weight", Shape.of(CHANNELS));
            var bias = graph.parameter("bias", Shape.of(CHANNELS));
            graph.output("y", graph.add(new BatchNorm2d(x, mean, variance, weight, bias, 1e-5f)));
        });
    }

    /** Runs them. */
    @Benchmark
    public void run(OneOp op) {
        op.run();
    }
}
