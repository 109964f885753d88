package dcgan.tensor.verify;

import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.ActivationBackward;
import dcgan.tensor.op.Add;
import dcgan.tensor.op.ChannelSum;
import dcgan.tensor.op.Conv2d;
import dcgan.tensor.op.Conv2dGradInput;
import dcgan.tensor.op.Conv2dGradWeight;
import dcgan.tensor.op.ConvTranspose2d;
import dcgan.tensor.op.ConvTranspose2dGradInput;
import dcgan.tensor.op.ConvTranspose2dGradWeight;
import dcgan.tensor.op.Convolution;
import dcgan.tensor.op.Copy;
import dcgan.tensor.op.LeakyReLU;
import dcgan.tensor.op.LeakyReLUBackward;
import dcgan.tensor.op.Op;
import dcgan.tensor.op.OutputPadding;
import dcgan.tensor.op.Padding;
import dcgan.tensor.op.ReLU;
import dcgan.tensor.op.ReLUBackward;
import dcgan.tensor.op.RunningAverage;
import dcgan.tensor.op.Sigmoid;
import dcgan.tensor.op.SigmoidBackward;
import dcgan.tensor.op.Stride;
import dcgan.tensor.op.Tanh;
import dcgan.tensor.op.TanhBackward;
import java.util.Random;

/**
 * A graph around one convolution, drawn from a seed: forward and both gradients, with or without a bias, activations, other readers
 * of the same values, and an update of the weight between two runs. The batch sizes and the numbers of channels lie below, at and
 * above the sizes at which kernels change.
 */
final class RandomGraph {

    private static final int[] BATCHES = {1, 2, 7, 31, 32, 33, 64, 65, 70};
    private static final int[] CHANNELS = {1, 2, 3, 4, 5, 6, 8, 15, 16, 17, 31, 33, 63, 64, 65, 70, 130};

    /** Of one pass, so that the reference is done in a fraction of a second. */
    private static final long MOST_FLOPS = 50_000_000;

    private final Random random;
    private final Graph.Builder graph = Graph.builder();
    private int outputs;

    /** With which the result is about 1, as in a network: tanh of larger numbers would magnify rounding errors. */
    private float weightMagnitude;

    private RandomGraph(long seed) {
        this.random = new Random(seed);
    }

    /** The graph of a seed, run twice. */
    static Case of(long seed) {
        RandomGraph graph = new RandomGraph(seed);
        String description = graph.build();
        return Case.ofGraph("random", "seed " + seed + ", " + description, graph.graph, graph::runTwice);
    }

    private void runTwice(Executable executable) {
        Case.drawAll(executable);
        Case.draw(executable, "w", 76, weightMagnitude);
        executable.run();
        // What the first run left behind must not show, and a copy of the weight that is not renewed must.
        Case.draw(executable, "x", 77, 1);
        executable.run();
    }

    private String build() {
        ConvolutionCases.Shapes shapes = shapes();
        boolean transposed = random.nextBoolean();
        while (!isPossible(shapes, transposed)) {
            shapes = shapes();
        }
        Value x = graph.input("x", Shape.of(shapes.n(), shapes.in(), shapes.h(), shapes.w()));
        Value read = random.nextInt(4) == 0 ? graph.add(new Copy(x)) : x;
        weightMagnitude = (float) (3 / Math.sqrt(shapes.in() * shapes.kH() * shapes.kW()));
        Value w = graph.parameter("w", weight(shapes, transposed));
        Value b = shapes.bias() ? graph.parameter("b", Shape.of(shapes.out())) : null;
        Convolution forward = forward(shapes, transposed, read, w, b);
        Value y = graph.add(forward);
        if (random.nextBoolean()) {
            Value z = graph.add(activation(y));
            output(z);
            if (random.nextInt(3) == 0) {
                output(graph.add(new Add(z, y)));
            }
        } else {
            output(y);
        }
        Value dz = graph.input("dy", y.shape());
        Value dy = random.nextBoolean() ? graph.add(backward(dz, graph.input("y", y.shape()))) : dz;
        Value dx = graph.add(gradInput(shapes, transposed, dy, w, x.shape()));
        if (random.nextBoolean()) {
            dx = graph.add(backward(dx, random.nextBoolean() ? x : graph.input("x'", x.shape())));
        }
        output(dx);
        if (random.nextInt(3) == 0) {
            graph.stage("gradient");
        }
        Value dw = graph.add(gradWeight(shapes, transposed, read, dy, w.shape()));
        output(dw);
        if (b != null) {
            output(graph.add(new ChannelSum(dy)));
        }
        if (random.nextInt(3) == 0) {
            output(graph.add(new Copy(dx)));
        }
        if (random.nextBoolean()) {
            graph.update(new RunningAverage(w, dw, 0.1f, 0.01f));
        }
        return (transposed ? "transposed " : "") + shapes;
    }

    private void output(Value value) {
        graph.output("output " + outputs++, value);
    }

    private ConvolutionCases.Shapes shapes() {
        boolean usual = random.nextBoolean();
        Stride stride = usual ? new Stride(2, 2) : new Stride(random.nextInt(1, 4), random.nextInt(1, 4));
        return new ConvolutionCases.Shapes(
                one(BATCHES),
                one(CHANNELS),
                one(CHANNELS),
                random.nextInt(1, 14),
                random.nextInt(1, 14),
                usual ? 4 : random.nextInt(1, 6),
                usual ? 4 : random.nextInt(1, 6),
                stride,
                new Padding(random.nextInt(3), random.nextInt(3)),
                new OutputPadding(random.nextInt(stride.h()), random.nextInt(stride.w())),
                random.nextBoolean());
    }

    private int one(int[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static boolean isPossible(ConvolutionCases.Shapes shapes, boolean transposed) {
        try {
            Value x = new Value(0, Shape.of(shapes.n(), shapes.in(), shapes.h(), shapes.w()));
            Value w = new Value(1, weight(shapes, transposed));
            return forward(shapes, transposed, x, w, null).geometry().flops() <= MOST_FLOPS;
        } catch (IllegalArgumentException e) {
            // The kernel does not fit the image.
            return false;
        }
    }

    private static Shape weight(ConvolutionCases.Shapes s, boolean transposed) {
        return transposed ? Shape.of(s.in(), s.out(), s.kH(), s.kW()) : Shape.of(s.out(), s.in(), s.kH(), s.kW());
    }

    private static Convolution forward(ConvolutionCases.Shapes s, boolean transposed, Value x, Value w, Value b) {
        return transposed
                ? new ConvTranspose2d(x, w, b, s.stride(), s.padding(), s.outputPadding())
                : new Conv2d(x, w, b, s.stride(), s.padding());
    }

    private static Convolution gradInput(ConvolutionCases.Shapes s, boolean transposed, Value dy, Value w, Shape x) {
        return transposed
                ? new ConvTranspose2dGradInput(dy, w, x, s.stride(), s.padding())
                : new Conv2dGradInput(dy, w, x, s.stride(), s.padding());
    }

    private static Convolution gradWeight(ConvolutionCases.Shapes s, boolean transposed, Value x, Value dy, Shape w) {
        return transposed
                ? new ConvTranspose2dGradWeight(x, dy, w, s.stride(), s.padding())
                : new Conv2dGradWeight(x, dy, w, s.stride(), s.padding());
    }

    private Op.Pure activation(Value x) {
        return switch (random.nextInt(4)) {
            case 0 -> new ReLU(x);
            case 1 -> new LeakyReLU(x, 0.2f);
            case 2 -> new Tanh(x);
            default -> new Sigmoid(x);
        };
    }

    /** {@code y} is an input: a computed one near 0 could differ in its sign, and then the whole gradient. */
    private ActivationBackward backward(Value dy, Value y) {
        return switch (random.nextInt(4)) {
            case 0 -> new ReLUBackward(dy, y);
            case 1 -> new LeakyReLUBackward(dy, y, 0.2f);
            case 2 -> new TanhBackward(dy, y);
            default -> new SigmoidBackward(dy, y);
        };
    }
}
