package dcgan.bench;

import static dcgan.tensor.op.Padding.padding;
import static dcgan.tensor.op.Stride.stride;

import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.op.Conv2d;
import dcgan.tensor.op.Conv2dGradInput;
import dcgan.tensor.op.Conv2dGradWeight;
import dcgan.tensor.op.Op;
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

/** The convolutions of the DCGAN; a layer of the generator is the input gradient of the discriminator's that mirrors it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class ConvolutionBenchmark {
    /** What a layer computes. */
    public enum Pass {
        /** The output. */
        FORWARD,
        /** The gradient to the input. */
        GRAD_INPUT,
        /** The gradient to the weight. */
        GRAD_WEIGHT
    }

    /** The layers, as convolutions: channels in and out, pixels in. */
    public enum Layer {
        /** The discriminator's first, the generator's last but for 128 channels. */
        FROM_3_TO_64(3, 64, 32, 2, 1),
        /** The generator's last. */
        FROM_3_TO_128(3, 128, 32, 2, 1),
        /** The discriminator's second. */
        FROM_64_TO_128(64, 128, 16, 2, 1),
        /** The generator's third. */
        FROM_128_TO_256(128, 256, 16, 2, 1),
        /** The discriminator's third. */
        FROM_128_TO_256_SMALL(128, 256, 8, 2, 1),
        /** The generator's second. */
        FROM_256_TO_512(256, 512, 8, 2, 1),
        /** The discriminator's last. */
        FROM_256_TO_1(256, 1, 4, 1, 0),
        /** The generator's first. */
        FROM_512_TO_100(512, 100, 4, 1, 0);

        private final int in;
        private final int out;
        private final int size;
        private final int stride;
        private final int padding;

        Layer(int in, int out, int size, int stride, int padding) {
            this.in = in;
            this.out = out;
            this.size = size;
            this.stride = stride;
            this.padding = padding;
        }

        Shape input(int batchSize) {
            return Shape.of(batchSize, in, size, size);
        }

        Shape weight() {
            return Shape.of(out, in, 4, 4);
        }

        Shape output(int batchSize) {
            int reduced = (size + 2 * padding - 4) / stride + 1;
            return Shape.of(batchSize, out, reduced, reduced);
        }
    }

    /** The layer. */
    @Param
    public Layer layer;

    /** What it computes. */
    @Param
    public Pass pass;

    /** Images. */
    @Param("64")
    public int batchSize;

    /** Compiles the op. */
    @Setup
    public void compile(OneOp op) {
        op.compile(graph -> graph.output("result", graph.add(op(graph))));
    }

    private Op.Pure op(Graph.Builder graph) {
        var stride = stride(layer.stride);
        var padding = padding(layer.padding);
        Shape input = layer.input(batchSize);
        Shape output = layer.output(batchSize);
        return switch (pass) {
            case FORWARD -> Conv2d.of(graph.input("x", input), graph.parameter("w", layer.weight()), stride, padding);
            case GRAD_INPUT ->
                new Conv2dGradInput(
                        graph.input("g", output), graph.parameter("w", layer.weight()), input, stride, padding);
            case GRAD_WEIGHT ->
                new Conv2dGradWeight(
                        graph.input("x", input), graph.input("g", output), layer.weight(), stride, padding);
        };
    }

    /** Runs it. */
    @Benchmark
    public void run(OneOp op) {
        op.run();
    }
}
