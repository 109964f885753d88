package dcgan.tensor.reference;

import static dcgan.tensor.op.Padding.padding;
import static dcgan.tensor.op.Stride.stride;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.Activation;
import dcgan.tensor.op.ActivationBackward;
import dcgan.tensor.op.AugmentParameters;
import dcgan.tensor.op.BCELoss;
import dcgan.tensor.op.BCELossBackward;
import dcgan.tensor.op.BCEWithLogitsLoss;
import dcgan.tensor.op.BCEWithLogitsLossBackward;
import dcgan.tensor.op.BatchNorm2d;
import dcgan.tensor.op.BatchNorm2dEvalGradInput;
import dcgan.tensor.op.BatchNorm2dGradInput;
import dcgan.tensor.op.BatchNorm2dGradWeight;
import dcgan.tensor.op.ChannelMean;
import dcgan.tensor.op.ChannelSum;
import dcgan.tensor.op.ChannelVariance;
import dcgan.tensor.op.ColorJitter;
import dcgan.tensor.op.ColorJitterBackward;
import dcgan.tensor.op.Conv2d;
import dcgan.tensor.op.Conv2dGradInput;
import dcgan.tensor.op.Conv2dGradWeight;
import dcgan.tensor.op.ConvTranspose2d;
import dcgan.tensor.op.ConvTranspose2dGradInput;
import dcgan.tensor.op.ConvTranspose2dGradWeight;
import dcgan.tensor.op.Cutout;
import dcgan.tensor.op.Divide;
import dcgan.tensor.op.Dot;
import dcgan.tensor.op.HingeLoss;
import dcgan.tensor.op.HingeLossBackward;
import dcgan.tensor.op.ImageMean;
import dcgan.tensor.op.LeakyReLU;
import dcgan.tensor.op.LeakyReLUBackward;
import dcgan.tensor.op.MSELoss;
import dcgan.tensor.op.MSELossBackward;
import dcgan.tensor.op.MatrixVector;
import dcgan.tensor.op.Op;
import dcgan.tensor.op.OutputPadding;
import dcgan.tensor.op.Padding;
import dcgan.tensor.op.ReLU;
import dcgan.tensor.op.ReLUBackward;
import dcgan.tensor.op.Reduction;
import dcgan.tensor.op.Sigmoid;
import dcgan.tensor.op.SigmoidBackward;
import dcgan.tensor.op.SpectralNormBackward;
import dcgan.tensor.op.Stride;
import dcgan.tensor.op.Tanh;
import dcgan.tensor.op.TanhBackward;
import dcgan.tensor.op.Translate;
import dcgan.tensor.op.TranslateBackward;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every backward op against central differences of its forward op, all in double: for operands {@code x} and a fixed
 * {@code dy}, the gradient of {@code Σ dy · y(x)} must be {@code (f(x + h) − f(x − h)) / 2h}.
 */
class GradientTest {

    private static final double H = 1e-5;
    private static final double TOLERANCE = 1e-7;
    private static final float EPS = 1e-5f;

    /** What a model is made of: its operands, its result, the gradient to the result, and the gradients to the operands. */
    private record Built(Graph graph, int gradients) {}

    /** A named graph: parameters {@code 0, 1, …} and {@code dy}, outputs {@code y} and {@code gradient 0, …}. */
    private record Model(String name, double low, double high, Built built) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The gradients to the operands, in their order; those that have none come last and are left out. */
    private interface Backward {
        List<Value> of(Graph.Builder g, List<Value> operands, Value y, Value dy);
    }

    private static Model model(
            String name,
            double low,
            double high,
            BiFunction<Graph.Builder, List<Value>, Value> forward,
            Backward backward,
            Shape... shapes) {
        Graph.Builder g = Graph.builder();
        List<Value> operands = IntStream.range(0, shapes.length)
                .mapToObj(k -> g.parameter(Integer.toString(k), shapes[k]))
                .toList();
        Value y = g.output("y", forward.apply(g, operands));
        Value dy = g.parameter("dy", y.shape());
        List<Value> gradients = backward.of(g, operands, y, dy);
        for (int k = 0; k < gradients.size(); k++) {
            g.output("gradient " + k, gradients.get(k));
        }
        return new Model(name, low, high, new Built(g.build(), gradients.size()));
    }

    static Stream<Model> models() {
        List<Model> models = new ArrayList<>();
        models.add(conv2d(Shape.of(2, 3, 6, 6), Shape.of(4, 3, 4, 4), stride(2), padding(1)));
        models.add(conv2d(Shape.of(1, 2, 5, 7), Shape.of(3, 2, 3, 2), stride(2, 3), padding(0, 1)));
        models.add(conv2d(Shape.of(2, 1, 8, 4), Shape.of(2, 1, 3, 3), stride(3), padding(2)));
        models.add(conv2d(Shape.of(3, 5, 4, 4), Shape.of(1, 5, 4, 4), stride(1), padding(0)));
        OutputPadding none = new OutputPadding(0, 0);
        models.add(convTranspose2d(Shape.of(2, 3, 3, 3), Shape.of(3, 4, 4, 4), stride(2), padding(1), none));
        models.add(convTranspose2d(Shape.of(2, 5, 1, 1), Shape.of(5, 2, 4, 4), stride(1), padding(0), none));
        models.add(convTranspose2d(
                Shape.of(1, 2, 3, 2), Shape.of(2, 3, 2, 3), stride(3, 2), padding(0, 1), new OutputPadding(2, 1)));

        models.add(activation("ReLU", ReLU::new, ReLUBackward::new));
        models.add(activation("LeakyReLU", x -> new LeakyReLU(x, 0.2f), (dy, y) -> new LeakyReLUBackward(dy, y, 0.2f)));
        models.add(activation("Sigmoid", Sigmoid::new, SigmoidBackward::new));
        models.add(activation("Tanh", Tanh::new, TanhBackward::new));

        models.add(batchNormTraining());
        models.add(batchNormEvaluation());

        models.add(spectralNorm());

        models.add(augmentation(
                "ColorJitter",
                (g, x, parameters) -> g.add(new ColorJitter(x, g.add(new ImageMean(x)), parameters)),
                (g, dy, parameters) -> g.add(new ColorJitterBackward(dy, g.add(new ImageMean(dy)), parameters))));
        models.add(augmentation(
                "Translate",
                (g, x, parameters) -> g.add(new Translate(x, parameters)),
                (g, dy, parameters) -> g.add(new TranslateBackward(dy, parameters))));
        models.add(augmentation(
                "Cutout",
                (g, x, parameters) -> g.add(new Cutout(x, parameters, 3, 2)),
                (g, dy, parameters) -> g.add(new Cutout(dy, parameters, 3, 2))));

        for (Reduction reduction : Reduction.values()) {
            models.add(loss(
                    "BCELoss " + reduction,
                    0.05,
                    (x, t) -> new BCELoss(x, t, reduction),
                    (x, t) -> new BCELossBackward(x, t, reduction)));
            models.add(loss(
                    "BCEWithLogitsLoss " + reduction,
                    -4,
                    (x, t) -> new BCEWithLogitsLoss(x, t, reduction),
                    (x, t) -> new BCEWithLogitsLossBackward(x, t, reduction)));
            models.add(loss(
                    "HingeLoss " + reduction,
                    -4,
                    (x, t) -> new HingeLoss(x, t, reduction),
                    (x, t) -> new HingeLossBackward(x, t, reduction)));
            models.add(loss(
                    "MSELoss " + reduction,
                    -4,
                    (x, t) -> new MSELoss(x, t, reduction),
                    (x, t) -> new MSELossBackward(x, t, reduction)));
        }
        return models.stream();
    }

    private static Model conv2d(Shape input, Shape weight, Stride stride, Padding padding) {
        return model(
                "Conv2d " + input + " with " + weight + ", " + stride + ", " + padding,
                -1,
                1,
                (g, v) -> g.add(new Conv2d(v.get(0), v.get(1), v.get(2), stride, padding)),
                (g, v, _, dy) -> List.of(
                        g.add(new Conv2dGradInput(dy, v.get(1), input, stride, padding)),
                        g.add(new Conv2dGradWeight(v.get(0), dy, weight, stride, padding)),
                        g.add(new ChannelSum(dy))),
                input,
                weight,
                Shape.of(weight.dim(0)));
    }

    private static Model convTranspose2d(
            Shape input, Shape weight, Stride stride, Padding padding, OutputPadding outputPadding) {
        return model(
                "ConvTranspose2d " + input + " with " + weight + ", " + stride + ", " + padding + ", " + outputPadding,
                -1,
                1,
                (g, v) -> g.add(new ConvTranspose2d(v.get(0), v.get(1), v.get(2), stride, padding, outputPadding)),
                (g, v, _, dy) -> List.of(
                        g.add(new ConvTranspose2dGradInput(dy, v.get(1), input, stride, padding)),
                        g.add(new ConvTranspose2dGradWeight(v.get(0), dy, weight, stride, padding)),
                        g.add(new ChannelSum(dy))),
                input,
                weight,
                Shape.of(weight.dim(1)));
    }

    private static Model activation(
            String name, Function<Value, Activation> forward, BiFunction<Value, Value, ActivationBackward> backward) {
        return model(
                name,
                -3,
                3,
                (g, v) -> g.add(forward.apply(v.getFirst())),
                (g, _, y, dy) -> List.of(g.add(backward.apply(dy, y))),
                Shape.of(3, 17));
    }

    private static Model batchNormTraining() {
        Shape channels = Shape.of(3);
        return model(
                "BatchNorm2d in training",
                -1,
                3,
                (g, v) -> {
                    Value mean = g.add(new ChannelMean(v.get(0)));
                    Value variance = g.add(new ChannelVariance(v.get(0), mean));
                    return g.add(new BatchNorm2d(v.get(0), mean, variance, v.get(1), v.get(2), EPS));
                },
                (g, v, _, dy) -> {
                    Value mean = g.add(new ChannelMean(v.get(0)));
                    Value variance = g.add(new ChannelVariance(v.get(0), mean));
                    Value gradWeight = g.add(new BatchNorm2dGradWeight(dy, v.get(0), mean, variance, EPS));
                    Value gradBias = g.add(new ChannelSum(dy));
                    return List.of(
                            g.add(new BatchNorm2dGradInput(
                                    dy, v.get(0), mean, variance, v.get(1), gradWeight, gradBias, EPS)),
                            gradWeight,
                            gradBias);
                },
                Shape.of(2, 3, 4, 5),
                channels,
                channels);
    }

    private static Model batchNormEvaluation() {
        Shape channels = Shape.of(3);
        return model(
                "BatchNorm2d in evaluation",
                0.5,
                2,
                (g, v) -> g.add(new BatchNorm2d(v.get(0), v.get(3), v.get(4), v.get(1), v.get(2), EPS)),
                (g, v, _, dy) -> List.of(
                        g.add(new BatchNorm2dEvalGradInput(dy, v.get(4), v.get(1), EPS)),
                        g.add(new BatchNorm2dGradWeight(dy, v.get(0), v.get(3), v.get(4), EPS)),
                        g.add(new ChannelSum(dy))),
                Shape.of(2, 3, 4, 5),
                channels,
                channels,
                channels,
                channels);
    }

    /** Of a weight; u and v are constants. */
    private static Model spectralNorm() {
        Shape weight = Shape.of(4, 3, 2, 2);
        return model(
                "spectral normalisation",
                0.1,
                1,
                (g, v) -> g.add(new Divide(v.get(0), sigma(g, v))),
                (g, v, y, dy) -> {
                    Value dot = g.add(new Dot(dy, y));
                    return List.of(g.add(new SpectralNormBackward(dy, dot, v.get(1), v.get(2), sigma(g, v))));
                },
                weight,
                Shape.of(4),
                Shape.of(12));
    }

    private static Value sigma(Graph.Builder g, List<Value> v) {
        return g.add(new Dot(v.get(1), g.add(new MatrixVector(v.get(0), v.get(2)))));
    }

    /** An op of an image and the parameters of the augmentation, or its gradient. */
    private interface Augmentation {
        Value of(Graph.Builder g, Value image, Value parameters);
    }

    /** Shifts and rectangles are whole numbers in this range. */
    private static Model augmentation(String name, Augmentation forward, Augmentation backward) {
        return model(
                name,
                -3,
                3,
                (g, v) -> forward.of(g, v.get(0), v.get(1)),
                (g, v, _, dy) -> List.of(backward.of(g, dy, v.get(1))),
                Shape.of(4, 3, 6, 5),
                AugmentParameters.shape(4));
    }

    private static Model loss(
            String name,
            double low,
            BiFunction<Value, Value, Op.Pure> forward,
            BiFunction<Value, Value, Op.Pure> backward) {
        return model(
                name,
                low,
                0.95,
                (g, v) -> g.add(forward.apply(v.get(0), v.get(1))),
                (g, v, _, _) -> List.of(g.add(backward.apply(v.get(0), v.get(1)))),
                Shape.of(23),
                Shape.of(23));
    }

    @ParameterizedTest
    @MethodSource("models")
    void isTheLimitOfDifferences(Model model) {
        try (ParallelLoop loop = new ParallelLoop(1);
                ReferenceExecutable executable =
                        new ReferenceExecutable(model.built().graph(), loop, ReferenceExecutable.Precision.FLOAT64)) {
            Random random = new Random(7);
            for (String name : executable.graph().parameters().keySet()) {
                double[] buffer = executable.buffer(name);
                Arrays.setAll(buffer, _ -> random.nextDouble(model.low(), model.high()));
            }
            if (model.name().contains("Loss")) {
                // The gradient of a loss is that of its sum; it takes no dy.
                Arrays.fill(executable.buffer("dy"), 1);
            }
            for (int k = 0; k < model.built().gradients(); k++) {
                executable.run();
                double[] gradient = executable.buffer("gradient " + k).clone();
                double[] operand = executable.buffer(Integer.toString(k));
                double magnitude = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
                for (int i = 0; i < operand.length; i++) {
                    double x = operand[i];
                    operand[i] = x + H;
                    double above = weightedSum(executable);
                    operand[i] = x - H;
                    double below = weightedSum(executable);
                    operand[i] = x;
                    double difference = (above - below) / (2 * H);
                    assertEquals(difference, gradient[i], TOLERANCE * magnitude, "operand " + k + "[" + i + "]");
                }
            }
        }
    }

    private static double weightedSum(ReferenceExecutable executable) {
        executable.run();
        double[] y = executable.buffer("y");
        double[] dy = executable.buffer("dy");
        return IntStream.range(0, y.length).mapToDouble(k -> dy[k] * y[k]).sum();
    }

    @Test
    void everyBackwardOpIsTested() {
        Set<String> tested = models().flatMap(model -> model.built().graph().stages().stream())
                .flatMap(stage -> stage.nodes().stream())
                .map(node -> node.op().name())
                .collect(toSet());
        Set<String> backward = leaves(Op.class)
                .map(Class::getSimpleName)
                .filter(name -> name.matches(".*(Grad|Backward).*"))
                .collect(toSet());
        backward.removeAll(tested);
        assertEquals(Set.of(), backward);
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(GradientTest::leaves)
                : Stream.of(type);
    }
}
