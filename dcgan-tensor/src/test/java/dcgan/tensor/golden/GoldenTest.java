package dcgan.tensor.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dcgan.tensor.Backend;
import dcgan.tensor.BackendsUnderTest;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Tensor;
import dcgan.tensor.Value;
import dcgan.tensor.op.Adam;
import dcgan.tensor.op.BCELoss;
import dcgan.tensor.op.BCELossBackward;
import dcgan.tensor.op.BatchNorm2d;
import dcgan.tensor.op.BatchNorm2dEvalGradInput;
import dcgan.tensor.op.BatchNorm2dGradInput;
import dcgan.tensor.op.BatchNorm2dGradWeight;
import dcgan.tensor.op.ChannelMean;
import dcgan.tensor.op.ChannelSum;
import dcgan.tensor.op.ChannelVariance;
import dcgan.tensor.op.Conv2d;
import dcgan.tensor.op.Conv2dGradInput;
import dcgan.tensor.op.Conv2dGradWeight;
import dcgan.tensor.op.ConvTranspose2d;
import dcgan.tensor.op.ConvTranspose2dGradInput;
import dcgan.tensor.op.ConvTranspose2dGradWeight;
import dcgan.tensor.op.Increment;
import dcgan.tensor.op.LeakyReLU;
import dcgan.tensor.op.LeakyReLUBackward;
import dcgan.tensor.op.Op;
import dcgan.tensor.op.OutputPadding;
import dcgan.tensor.op.Padding;
import dcgan.tensor.op.ReLU;
import dcgan.tensor.op.ReLUBackward;
import dcgan.tensor.op.Reduction;
import dcgan.tensor.op.RunningAverage;
import dcgan.tensor.op.Sigmoid;
import dcgan.tensor.op.SigmoidBackward;
import dcgan.tensor.op.Stride;
import dcgan.tensor.op.Tanh;
import dcgan.tensor.op.TanhBackward;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every backend computes what PyTorch does. */
class GoldenTest {

    private static final String NAMES = "dcgan.tensor.BackendsUnderTest#names";
    private static final double TOLERANCE = 1e-5;
    private static final double ELEMENTWISE_TOLERANCE = 1e-6;

    @ParameterizedTest
    @MethodSource(NAMES)
    void conv2d(String name) {
        try (Backend backend = BackendsUnderTest.open(name)) {
            for (JsonNode c : Golden.of("conv2d")) {
                Stride stride = stride(c);
                Padding padding = padding(c);
                Convolution tensors = Convolution.of(c, 0);
                Tensor x = tensors.x();
                Tensor w = tensors.w();
                Tensor dy = tensors.dy();
                Tensor y = c.get("bias").booleanValue()
                        ? backend.run(
                                v -> new Conv2d(v.get(0), v.get(1), v.get(2), stride, padding), x, w, tensors.bias())
                        : backend.run(v -> Conv2d.of(v.get(0), v.get(1), stride, padding), x, w);
                tensors.check(
                        y,
                        backend.run(v -> new Conv2dGradInput(v.get(0), v.get(1), x.shape(), stride, padding), dy, w),
                        backend.run(v -> new Conv2dGradWeight(v.get(0), v.get(1), w.shape(), stride, padding), x, dy),
                        backend.run(v -> new ChannelSum(v.get(0)), dy));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(NAMES)
    void convTranspose2d(String name) {
        try (Backend backend = BackendsUnderTest.open(name)) {
            for (JsonNode c : Golden.of("conv_transpose2d")) {
                Stride stride = stride(c);
                Padding padding = padding(c);
                int[] pair = Golden.ints(c.get("output_padding"));
                OutputPadding outputPadding = new OutputPadding(pair[0], pair[1]);
                Convolution tensors = Convolution.of(c, 1);
                Tensor x = tensors.x();
                Tensor w = tensors.w();
                Tensor dy = tensors.dy();
                Tensor y = c.get("bias").booleanValue()
                        ? backend.run(
                                v -> new ConvTranspose2d(v.get(0), v.get(1), v.get(2), stride, padding, outputPadding),
                                x,
                                w,
                                tensors.bias())
                        : backend.run(
                                v -> new ConvTranspose2d(v.get(0), v.get(1), null, stride, padding, outputPadding),
                                x,
                                w);
                tensors.check(
                        y,
                        backend.run(
                                v -> new ConvTranspose2dGradInput(v.get(0), v.get(1), x.shape(), stride, padding),
                                dy,
                                w),
                        backend.run(
                                v -> new ConvTranspose2dGradWeight(v.get(0), v.get(1), w.shape(), stride, padding),
                                x,
                                dy),
                        backend.run(v -> new ChannelSum(v.get(0)), dy));
            }
        }
    }

    /** The tensors of one case, which are made by the file's formulas. */
    private record Convolution(JsonNode expected, Tensor x, Tensor w, Tensor bias, Tensor dy) {

        static Convolution of(JsonNode c, int outputChannelsOfWeight) {
            Shape weight = Shape.of(Golden.ints(c.get("weight_shape")));
            return new Convolution(
                    c,
                    Golden.v(Shape.of(Golden.ints(c.get("in_shape"))), 0.1, 1),
                    Golden.v(weight, 0.2, 0.5),
                    Golden.v(Shape.of(weight.dim(outputChannelsOfWeight)), 0.3, 0.3),
                    Golden.v(Shape.of(Golden.ints(c.get("out_shape"))), 0.4, 1));
        }

        void check(Tensor y, Tensor gradInput, Tensor gradWeight, Tensor gradBias) {
            assertEquals(dy.shape(), y.shape());
            Golden.assertClose(expected.get("out"), y.data(), TOLERANCE, "out");
            Golden.assertClose(expected.get("grad_in"), gradInput.data(), TOLERANCE, "grad_in");
            Golden.assertClose(expected.get("grad_weight"), gradWeight.data(), TOLERANCE, "grad_weight");
            if (expected.has("grad_bias")) {
                assertBiasClose(expected, gradBias.data());
            }
        }
    }

    /** A bias's gradient is a sum of many numbers that nearly cancel, of which float32 keeps only the absolute error small. */
    private static void assertBiasClose(JsonNode expected, float[] gradBias) {
        Golden.assertEachClose(expected.get("grad_bias"), gradBias, ELEMENTWISE_TOLERANCE, "grad_bias");
    }

    private static Stride stride(JsonNode c) {
        int[] pair = Golden.ints(c.get("stride"));
        return new Stride(pair[0], pair[1]);
    }

    private static Padding padding(JsonNode c) {
        int[] pair = Golden.ints(c.get("padding"));
        return new Padding(pair[0], pair[1]);
    }

    @ParameterizedTest
    @MethodSource(NAMES)
    void unary(String name) {
        try (Backend backend = BackendsUnderTest.open(name)) {
            for (JsonNode c : Golden.of("unary")) {
                String op = c.get("op").textValue();
                Shape shape = Shape.of(c.get("x").size());
                Tensor x = new Tensor(shape, Golden.floats(c.get("x")));
                Tensor one = new Tensor(shape, ones(shape.size()));
                Tensor y = backend.run(v -> activation(op, v.getFirst()), x);
                Golden.assertEachClose(c.get("y"), y.data(), ELEMENTWISE_TOLERANCE, op);
                Tensor dx = backend.run(v -> activationBackward(op, v.get(0), v.get(1)), one, y);
                Golden.assertEachClose(c.get("dy_dx"), dx.data(), ELEMENTWISE_TOLERANCE, "gradient of " + op);
            }
        }
    }

    private static Op.Pure activation(String op, Value x) {
        return switch (op) {
            case "leaky_relu(0.2)" -> new LeakyReLU(x, 0.2f);
            case "leaky_relu(0.01)" -> new LeakyReLU(x, 0.01f);
            case "relu" -> new ReLU(x);
            case "sigmoid" -> new Sigmoid(x);
            case "tanh" -> new Tanh(x);
            default -> throw new AssertionError("unknown op " + op);
        };
    }

    private static Op.Pure activationBackward(String op, Value dy, Value y) {
        return switch (op) {
            case "leaky_relu(0.2)" -> new LeakyReLUBackward(dy, y, 0.2f);
            case "leaky_relu(0.01)" -> new LeakyReLUBackward(dy, y, 0.01f);
            case "relu" -> new ReLUBackward(dy, y);
            case "sigmoid" -> new SigmoidBackward(dy, y);
            case "tanh" -> new TanhBackward(dy, y);
            default -> throw new AssertionError("unknown op " + op);
        };
    }

    @ParameterizedTest
    @MethodSource(NAMES)
    void bceLoss(String name) {
        try (Backend backend = BackendsUnderTest.open(name)) {
            for (JsonNode c : Golden.of("bce_loss")) {
                Shape shape = Shape.of(c.get("pred").size());
                Tensor p = new Tensor(shape, Golden.floats(c.get("pred")));
                Tensor t = new Tensor(shape, Golden.floats(c.get("target")));
                Reduction reduction =
                        Reduction.valueOf(c.get("reduction").textValue().toUpperCase(Locale.ROOT));
                Tensor loss = backend.run(v -> new BCELoss(v.get(0), v.get(1), reduction), p, t);
                Golden.assertEachClose(c.get("loss"), loss.data(), ELEMENTWISE_TOLERANCE, "loss");
                Tensor gradient = backend.run(v -> new BCELossBackward(v.get(0), v.get(1), reduction), p, t);
                Golden.assertEachClose(c.get("grad_pred"), gradient.data(), ELEMENTWISE_TOLERANCE, "gradient");
            }
        }
    }

    @ParameterizedTest
    @MethodSource(NAMES)
    void batchNorm2d(String name) {
        JsonNode golden = Golden.of("batch_norm2d");
        Shape shape = Shape.of(Golden.ints(golden.get("shape")));
        try (Backend backend = BackendsUnderTest.open(name);
                Executable norm = backend.compile(batchNormGraph(shape))) {
            Shape channels = Shape.of(shape.dim(1));
            norm.write("weight", Golden.formula(channels, golden.get("weight")).data());
            norm.write("bias", Golden.formula(channels, golden.get("bias")).data());
            norm.write("running_mean", Golden.floats(golden.get("initial_running_mean")));
            norm.write("running_var", Golden.floats(golden.get("initial_running_var")));
            for (JsonNode step : golden.get("train")) {
                norm.write("x", Golden.formula(shape, step.get("input")).data());
                norm.write("dy", Golden.formula(shape, step.get("grad_out")).data());
                norm.run("train");
                for (String result : new String[] {"out", "grad_in", "grad_weight"}) {
                    Golden.assertClose(step.get(result), norm.read("train " + result), TOLERANCE, result);
                }
                assertBiasClose(step, norm.read("train grad_bias"));
                for (String running : new String[] {"running_mean", "running_var"}) {
                    Golden.assertClose(step.get(running), norm.read(running), TOLERANCE, running);
                }
            }
            JsonNode eval = golden.get("eval");
            norm.write("x", Golden.formula(shape, eval.get("input")).data());
            norm.write("dy", Golden.formula(shape, eval.get("grad_out")).data());
            norm.run("eval");
            for (String result : new String[] {"out", "grad_in", "grad_weight"}) {
                Golden.assertClose(eval.get(result), norm.read("eval " + result), TOLERANCE, "eval " + result);
            }
            assertBiasClose(eval, norm.read("eval grad_bias"));
        }
    }

    private static Graph batchNormGraph(Shape shape) {
        float eps = 1e-5f;
        Shape channels = Shape.of(shape.dim(1));
        int count = shape.size() / shape.dim(1);
        Graph.Builder g = Graph.builder();
        Value x = g.input("x", shape);
        Value dy = g.input("dy", shape);
        Value weight = g.parameter("weight", channels);
        Value bias = g.parameter("bias", channels);
        Value runningMean = g.parameter("running_mean", channels);
        Value runningVar = g.parameter("running_var", channels);
        g.stage("train");
        Value mean = g.add(new ChannelMean(x));
        Value variance = g.add(new ChannelVariance(x, mean));
        g.update(new RunningAverage(runningMean, mean, 0.1f, 1));
        g.update(new RunningAverage(runningVar, variance, 0.1f, count / (count - 1f)));
        g.output("train out", g.add(new BatchNorm2d(x, mean, variance, weight, bias, eps)));
        Value gradBias = g.output("train grad_bias", g.add(new ChannelSum(dy)));
        Value gradWeight = g.output("train grad_weight", g.add(new BatchNorm2dGradWeight(dy, x, mean, variance, eps)));
        g.output(
                "train grad_in",
                g.add(new BatchNorm2dGradInput(dy, x, mean, variance, weight, gradWeight, gradBias, eps)));
        g.stage("eval");
        g.output("eval out", g.add(new BatchNorm2d(x, runningMean, runningVar, weight, bias, eps)));
        g.output("eval grad_bias", g.add(new ChannelSum(dy)));
        g.output("eval grad_weight", g.add(new BatchNorm2dGradWeight(dy, x, runningMean, runningVar, eps)));
        g.output("eval grad_in", g.add(new BatchNorm2dEvalGradInput(dy, runningVar, weight, eps)));
        return g.build();
    }

    @ParameterizedTest
    @MethodSource(NAMES)
    void adam(String name) {
        try (Backend backend = BackendsUnderTest.open(name)) {
            for (JsonNode c : Golden.of("adam")) {
                Shape shape = Shape.of(c.get("n").intValue());
                Graph.Builder g = Graph.builder();
                Value param = g.parameter("param", shape);
                Value grad = g.input("grad", shape);
                Value expAvg = g.parameter("exp_avg", shape);
                Value expAvgSq = g.parameter("exp_avg_sq", shape);
                Value step = g.parameter("t", Shape.SCALAR);
                g.update(new Increment(step));
                g.update(new Adam(
                        param,
                        grad,
                        expAvg,
                        expAvgSq,
                        step,
                        new Adam.Settings(
                                c.get("lr").doubleValue(),
                                c.get("betas").get(0).doubleValue(),
                                c.get("betas").get(1).doubleValue(),
                                c.get("eps").doubleValue(),
                                c.get("weight_decay").doubleValue())));
                try (Executable adam = backend.compile(g.build())) {
                    adam.write("param", Golden.formula(shape, c.get("param0")).data());
                    for (JsonNode after : c.get("after")) {
                        adam.write("grad", Golden.floats(after.get("grad")));
                        adam.run();
                        assertArrayEquals(new float[] {after.get("t").intValue()}, adam.read("t"));
                        for (String buffer : new String[] {"param", "exp_avg", "exp_avg_sq"}) {
                            Golden.assertClose(after.get(buffer), adam.read(buffer), ELEMENTWISE_TOLERANCE, buffer);
                        }
                    }
                }
            }
        }
    }

    private static float[] ones(int length) {
        float[] ones = new float[length];
        Arrays.fill(ones, 1);
        return ones;
    }
}
