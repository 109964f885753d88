package dcgan.bench;

import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.BatchNorm2d;
import dcgan.tensor.op.BatchNorm2dGradInput;
import dcgan.tensor.op.BatchNorm2dGradWeight;
import dcgan.tensor.op.ChannelMean;
import dcgan.tensor.op.ChannelSum;
import dcgan.tensor.op.ChannelVariance;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Batch normalisation of the largest images that have one, the generator's third layer's: with its mean and variance, or all its
 * gradients.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class BatchNormBenchmark {
    private static final int CHANNELS = 128;
    private static final Shape PER_CHANNEL = Shape.of(CHANNELS);
    private static final float EPS = 1e-5f;

    /** What is computed. */
    public enum Pass {
        /** The output. */
        FORWARD,
        /** The gradients to the bias, the weight and the input. */
        BACKWARD
    }

    /** What is computed. */
    @Param
    public Pass pass;

    /** Compiles the ops. */
    @Setup
    public void compile(OneOp op) {
        op.compile(graph -> {
            var x = graph.input("x", Shape.of(64, CHANNELS, 16, 16));
            var weight = graph.parameter("weight", PER_CHANNEL);
            switch (pass) {
                case FORWARD -> forward(graph, x, weight);
                case BACKWARD -> backward(graph, x, weight);
            }
        });
    }

    private static void forward(Graph.Builder graph, Value x, Value weight) {
        var mean = graph.add(new ChannelMean(x));
        var variance = graph.add(new ChannelVariance(x, mean));
        var bias = graph.parameter("bias", PER_CHANNEL);
        graph.output("y", graph.add(new BatchNorm2d(x, mean, variance, weight, bias, EPS)));
    }

    private static void backward(Graph.Builder graph, Value x, Value weight) {
        var dy = graph.input("dy", x.shape());
        var mean = graph.input("mean", PER_CHANNEL);
        var variance = graph.input("variance", PER_CHANNEL);
        var gradBias = graph.add(new ChannelSum(dy));
        var gradWeight = graph.add(new BatchNorm2dGradWeight(dy, x, mean, variance, EPS));
        graph.output("gradBias", gradBias);
        graph.output("gradWeight", gradWeight);
        graph.output(
                "gradInput",
                graph.add(new BatchNorm2dGradInput(dy, x, mean, variance, weight, gradWeight, gradBias, EPS)));
    }

    /** Runs them. */
    @Benchmark
    public void run(OneOp op) {
        op.run();
    }
}
