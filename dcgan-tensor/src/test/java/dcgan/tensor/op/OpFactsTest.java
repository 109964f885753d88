package dcgan.tensor.op;

import static dcgan.tensor.op.OutputPadding.outputPadding;
import static dcgan.tensor.op.Padding.padding;
import static dcgan.tensor.op.Stride.stride;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.tensor.Graph;
import dcgan.tensor.Graph.Node;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every op of the set says of its buffers. */
class OpFactsTest {

    private static final String RESULT = "result";

    /** By op the names of its components, and of its result. */
    private record Facts(List<String> sameLayout, List<String> images) {

        static Facts of(String sameLayout, String images) {
            return new Facts(words(sameLayout), words(images));
        }
    }

    private static final Map<String, Facts> EXPECTED = Map.ofEntries(
            Map.entry("Conv2d", Facts.of("", "input result")),
            Map.entry("Conv2dGradInput", Facts.of("", "result gradOutput")),
            Map.entry("Conv2dGradWeight", Facts.of("", "input gradOutput")),
            Map.entry("ConvTranspose2d", Facts.of("", "result input")),
            Map.entry("ConvTranspose2dGradInput", Facts.of("", "gradOutput result")),
            Map.entry("ConvTranspose2dGradWeight", Facts.of("", "gradOutput input")),
            Map.entry("ReLU", Facts.of("input result", "")),
            Map.entry("LeakyReLU", Facts.of("input result", "")),
            Map.entry("Sigmoid", Facts.of("input result", "")),
            Map.entry("Tanh", Facts.of("input result", "")),
            Map.entry("ReLUBackward", Facts.of("gradOutput output result", "")),
            Map.entry("LeakyReLUBackward", Facts.of("gradOutput output result", "")),
            Map.entry("SigmoidBackward", Facts.of("gradOutput output result", "")),
            Map.entry("TanhBackward", Facts.of("gradOutput output result", "")),
            Map.entry("ChannelMean", Facts.of("", "input")),
            Map.entry("ChannelVariance", Facts.of("", "input")),
            Map.entry("ChannelSum", Facts.of("", "input")),
            Map.entry("BatchNorm2d", Facts.of("input result", "input result")),
            Map.entry("BatchNorm2dGradWeight", Facts.of("gradOutput input", "gradOutput input")),
            Map.entry("BatchNorm2dGradInput", Facts.of("gradOutput input result", "gradOutput input result")),
            Map.entry("BatchNorm2dEvalGradInput", Facts.of("gradOutput result", "gradOutput result")),
            Map.entry("BCELoss", Facts.of("prediction target", "")),
            Map.entry("BCELossBackward", Facts.of("prediction target result", "")),
            Map.entry("BCEWithLogitsLoss", Facts.of("logit target", "")),
            Map.entry("BCEWithLogitsLossBackward", Facts.of("logit target result", "")),
            Map.entry("HingeLoss", Facts.of("prediction target", "")),
            Map.entry("HingeLossBackward", Facts.of("prediction target result", "")),
            Map.entry("MSELoss", Facts.of("prediction target", "")),
            Map.entry("MSELossBackward", Facts.of("prediction target result", "")),
            Map.entry("Fill", Facts.of("", "")),
            Map.entry("Copy", Facts.of("input result", "")),
            Map.entry("Add", Facts.of("a b result", "")),
            Map.entry("Subtract", Facts.of("a b result", "")),
            Map.entry("Scale", Facts.of("input result", "")),
            Map.entry("Mean", Facts.of("", "")),
            Map.entry("Normal", Facts.of("", "")),
            Map.entry("ImageMean", Facts.of("", "input")),
            Map.entry("ColorJitter", Facts.of("input result", "input result")),
            Map.entry("ColorJitterBackward", Facts.of("gradOutput result", "gradOutput result")),
            Map.entry("Translate", Facts.of("input result", "input result")),
            Map.entry("TranslateBackward", Facts.of("gradOutput result", "gradOutput result")),
            Map.entry("MatrixVector", Facts.of("", "")),
            Map.entry("MatrixVectorTransposed", Facts.of("", "")),
            Map.entry("Normalize", Facts.of("input result", "")),
            Map.entry("Dot", Facts.of("a b", "")),
            Map.entry("Divide", Facts.of("input result", "")),
            Map.entry("SpectralNormBackward", Facts.of("gradOutput result", "")),
            Map.entry("Cutout", Facts.of("input result", "input result")),
            Map.entry("Adam", Facts.of("parameter gradient expAvg expAvgSq", "")),
            Map.entry("RunningAverage", Facts.of("running batch", "")),
            Map.entry("Lerp", Facts.of("average value", "")),
            Map.entry("Increment", Facts.of("", "")));

    /** Large image, small image, weight, bias. */
    private static final Map<String, List<String>> ROLES = Map.of(
            "Conv2d", words("input result weight bias"),
            "Conv2dGradInput", words("result gradOutput weight"),
            "Conv2dGradWeight", words("input gradOutput result"),
            "ConvTranspose2d", words("result input weight bias"),
            "ConvTranspose2dGradInput", words("gradOutput result weight"),
            "ConvTranspose2dGradWeight", words("gradOutput input result"));

    private static List<String> words(String words) {
        return words.isEmpty() ? List.of() : List.of(words.split(" "));
    }

    /** One node of each kind; every optional operand is there, and losses are reduced. */
    static List<Node> nodes() {
        Graph.Builder g = Graph.builder();
        Iterator<Integer> numbers = IntStream.iterate(0, i -> i + 1).iterator();
        Function<Shape, Value> buffer = shape -> g.parameter("p" + numbers.next(), shape);
        Supplier<Value> large = () -> buffer.apply(Shape.of(2, 3, 8, 8));
        Supplier<Value> small = () -> buffer.apply(Shape.of(2, 5, 4, 4));
        Supplier<Value> weight = () -> buffer.apply(Shape.of(5, 3, 4, 4));
        Supplier<Value> channels = () -> buffer.apply(Shape.of(3));
        Supplier<Value> one = () -> buffer.apply(Shape.SCALAR);
        Shape l = large.get().shape();
        Shape s = small.get().shape();
        Shape w = weight.get().shape();
        Stride two = stride(2);
        Padding pad = padding(1);
        Value bias = buffer.apply(Shape.of(5));

        g.add(new Conv2d(large.get(), weight.get(), bias, two, pad));
        g.add(new Conv2dGradInput(small.get(), weight.get(), l, two, pad));
        g.add(new Conv2dGradWeight(large.get(), small.get(), w, two, pad));
        g.add(new ConvTranspose2d(small.get(), weight.get(), channels.get(), two, pad, outputPadding(0)));
        g.add(new ConvTranspose2dGradInput(large.get(), weight.get(), s, two, pad));
        g.add(new ConvTranspose2dGradWeight(small.get(), large.get(), w, two, pad));
        g.add(new ReLU(large.get()));
        g.add(new LeakyReLU(large.get(), 0.2f));
        g.add(new Sigmoid(large.get()));
        g.add(new Tanh(large.get()));
        g.add(new ReLUBackward(large.get(), large.get()));
        g.add(new LeakyReLUBackward(large.get(), large.get(), 0.2f));
        g.add(new SigmoidBackward(large.get(), large.get()));
        g.add(new TanhBackward(large.get(), large.get()));
        g.add(new ChannelMean(large.get()));
        g.add(new ChannelVariance(large.get(), channels.get()));
        g.add(new ChannelSum(large.get()));
        g.add(new BatchNorm2d(large.get(), channels.get(), channels.get(), channels.get(), channels.get(), 1e-5f));
        g.add(new BatchNorm2dGradWeight(large.get(), large.get(), channels.get(), channels.get(), 1e-5f));
        g.add(new BatchNorm2dGradInput(
                large.get(),
                large.get(),
                channels.get(),
                channels.get(),
                channels.get(),
                channels.get(),
                channels.get(),
                1e-5f));
        g.add(new BatchNorm2dEvalGradInput(large.get(), channels.get(), channels.get(), 1e-5f));
        g.add(new BCELoss(large.get(), large.get(), Reduction.MEAN));
        g.add(new BCELossBackward(large.get(), large.get(), Reduction.MEAN));
        g.add(new BCEWithLogitsLoss(large.get(), large.get(), Reduction.SUM));
        g.add(new BCEWithLogitsLossBackward(large.get(), large.get(), Reduction.SUM));
        g.add(new HingeLoss(large.get(), large.get(), Reduction.MEAN));
        g.add(new HingeLossBackward(large.get(), large.get(), Reduction.MEAN));
        g.add(new MSELoss(large.get(), large.get(), Reduction.SUM));
        g.add(new MSELossBackward(large.get(), large.get(), Reduction.SUM));
        g.add(new Fill(l, 1));
        g.add(new Copy(large.get()));
        g.add(new Add(large.get(), large.get()));
        g.add(new Subtract(large.get(), large.get()));
        g.add(new Scale(large.get(), 2));
        g.add(new Mean(large.get()));
        g.add(new Normal(one.get(), 1, 1, l));
        Value perImage = buffer.apply(Shape.of(2));
        Value parameters = buffer.apply(AugmentParameters.shape(2));
        g.add(new ImageMean(large.get()));
        g.add(new ColorJitter(large.get(), perImage, parameters));
        g.add(new ColorJitterBackward(large.get(), perImage, parameters));
        g.add(new Translate(large.get(), parameters));
        g.add(new TranslateBackward(large.get(), parameters));
        g.add(new Cutout(large.get(), parameters, 4, 4));
        Value rows = buffer.apply(Shape.of(5));
        Value columns = buffer.apply(Shape.of(3 * 4 * 4));
        g.add(new MatrixVector(weight.get(), columns));
        g.add(new MatrixVectorTransposed(weight.get(), rows));
        g.add(new Normalize(rows, 1e-12f));
        g.add(new Dot(weight.get(), weight.get()));
        g.add(new Divide(weight.get(), one.get()));
        g.add(new SpectralNormBackward(weight.get(), one.get(), rows, columns, one.get()));
        g.update(new Adam(
                large.get(),
                large.get(),
                large.get(),
                large.get(),
                one.get(),
                one.get(),
                new Adam.Settings(2e-4, 0.5, 0.999, 1e-8, 0)));
        g.update(new RunningAverage(channels.get(), channels.get(), 0.1f, 1));
        g.update(new Lerp(channels.get(), channels.get(), one.get()));
        g.update(new Increment(one.get()));
        return g.build().stages().getFirst().nodes();
    }

    @Test
    void everyOpIsTested() {
        Set<String> all =
                new TreeSet<>(leaves(Op.class).map(Class::getSimpleName).toList());
        assertEquals(all, new TreeSet<>(EXPECTED.keySet()));
        assertEquals(
                all, nodes().stream().map(node -> node.op().name()).collect(Collectors.toCollection(TreeSet::new)));
        assertEquals(leaves(Convolution.class).map(Class::getSimpleName).collect(Collectors.toSet()), ROLES.keySet());
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(OpFactsTest::leaves)
                : Stream.of(type);
    }

    @ParameterizedTest
    @MethodSource("nodes")
    void saysWhatSharesALayoutAndWhatIsAnImage(Node node) {
        Facts expected = EXPECTED.get(node.op().name());
        assertEquals(expected.sameLayout(), names(node, node.op().sameLayout(node.result())));
        assertEquals(expected.images(), names(node, node.op().images(node.result())));
        assertTrue(node.op().images(node.result()).stream()
                .allMatch(image -> image.shape().rank() == 4));
        assertTrue(node.op().sameLayout(node.result()).stream()
                        .map(Value::shape)
                        .distinct()
                        .count()
                <= 1);
    }

    static List<Node> convolutions() {
        return nodes().stream().filter(node -> node.op() instanceof Convolution).toList();
    }

    @ParameterizedTest
    @MethodSource("convolutions")
    void convolutionsTellTheRolesOfTheirBuffers(Node node) {
        Convolution op = (Convolution) node.op();
        Convolution.Roles roles = op.roles(node.result());
        List<Value> buffers = new ArrayList<>(List.of(roles.large(), roles.small(), roles.weight()));
        Optional.ofNullable(roles.bias()).ifPresent(buffers::add);
        assertEquals(ROLES.get(op.name()), names(node, buffers));
        assertEquals(op.geometry().large(), roles.large().shape());
        assertEquals(op.geometry().small(), roles.small().shape());
        assertEquals(op.geometry().weight(), roles.weight().shape());
    }

    /** A loss that is not reduced is as large as its arguments. */
    @Test
    void elementsOfALossLieAsItsArguments() {
        Value p = new Value(0, Shape.of(2, 3));
        Value t = new Value(1, Shape.of(2, 3));
        Value y = new Value(2, Shape.of(2, 3));
        assertEquals(List.of(p, t, y), new BCELoss(p, t, Reduction.NONE).sameLayout(Optional.of(y)));
    }

    static List<Node> nodesWithFactsAboutTheirResult() {
        return nodes().stream()
                .filter(node -> !factsAboutTheResult(node).isEmpty())
                .toList();
    }

    private static List<Function<Optional<Value>, Object>> factsAboutTheResult(Node node) {
        Facts expected = EXPECTED.get(node.op().name());
        List<Function<Optional<Value>, Object>> facts = new ArrayList<>();
        if (expected.sameLayout().contains(RESULT)) {
            facts.add(node.op()::sameLayout);
        }
        if (expected.images().contains(RESULT)) {
            facts.add(node.op()::images);
        }
        if (node.op() instanceof Convolution op) {
            facts.add(op::roles);
        }
        return facts;
    }

    @ParameterizedTest
    @MethodSource("nodesWithFactsAboutTheirResult")
    void refusesTheResultOfAnotherOp(Node node) {
        Value other = new Value(99, Shape.of(9, 9, 9, 9, 9));
        for (Function<Optional<Value>, Object> fact : factsAboutTheResult(node)) {
            String message = assertThrows(IllegalArgumentException.class, () -> fact.apply(Optional.of(other)))
                    .getMessage();
            assertTrue(message.contains(node.op().name()) && message.contains("[9, 9, 9, 9, 9]"), message);
            assertThrows(IllegalArgumentException.class, () -> fact.apply(Optional.empty()));
        }
    }

    private static List<String> names(Node node, List<Value> values) {
        return values.stream().map(value -> name(node, value)).toList();
    }

    private static String name(Node node, Value value) {
        return Arrays.stream(node.op().getClass().getRecordComponents())
                .filter(component -> value.equals(get(node.op(), component)))
                .map(RecordComponent::getName)
                .findFirst()
                .orElseGet(() -> {
                    assertEquals(node.result(), Optional.of(value));
                    return RESULT;
                });
    }

    private static Object get(Op op, RecordComponent component) {
        try {
            return component.getAccessor().invoke(op);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
