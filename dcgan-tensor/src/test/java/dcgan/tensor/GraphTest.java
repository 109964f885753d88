package dcgan.tensor;

import static dcgan.tensor.op.OutputPadding.outputPadding;
import static dcgan.tensor.op.Padding.padding;
import static dcgan.tensor.op.Stride.stride;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.tensor.op.Adam;
import dcgan.tensor.op.Add;
import dcgan.tensor.op.BCELoss;
import dcgan.tensor.op.BatchNorm2d;
import dcgan.tensor.op.ChannelMean;
import dcgan.tensor.op.Conv2d;
import dcgan.tensor.op.Conv2dGradInput;
import dcgan.tensor.op.Conv2dGradWeight;
import dcgan.tensor.op.ConvTranspose2d;
import dcgan.tensor.op.Fill;
import dcgan.tensor.op.Increment;
import dcgan.tensor.op.LeakyReLU;
import dcgan.tensor.op.Padding;
import dcgan.tensor.op.Reduction;
import dcgan.tensor.op.Stride;
import dcgan.tensor.op.Tanh;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class GraphTest {

    private final Graph.Builder g = Graph.builder();

    private int inputs;

    private Value value(int... shape) {
        return g.input("input " + inputs++, Shape.of(shape));
    }

    /** Asserts that an action is refused with a message that has all these parts. */
    private static void refused(Executable action, String... parts) {
        String message = assertThrows(IllegalArgumentException.class, action).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "\"" + part + "\" is not in: " + message);
        }
    }

    @Test
    void wrongShapesNameBoth() {
        refused(() -> new Add(value(2, 3), value(3, 2)), "Add", "[2, 3]", "[3, 2]");
        refused(() -> new BCELoss(value(4), value(5), Reduction.MEAN), "BCELoss", "[4]", "[5]");
        refused(
                () -> Conv2d.of(value(2, 3, 8, 8), value(4, 5, 3, 3), stride(1), padding(1)),
                "Conv2d",
                "[2, 3, 8, 8]",
                "[4, 5, 3, 3]");
        refused(
                () -> ConvTranspose2d.of(value(2, 3, 8, 8), value(4, 3, 3, 3), stride(1), padding(1)),
                "ConvTranspose2d",
                "[2, 3, 8, 8]",
                "[4, 3, 3, 3]");
        refused(
                () -> new Conv2d(value(2, 3, 8, 8), value(4, 3, 3, 3), value(3), stride(1), padding(1)),
                "Conv2d",
                "[4, 3, 3, 3]",
                "[4]",
                "[3]");
        refused(
                () -> new Conv2dGradInput(
                        value(2, 4, 5, 5), value(4, 3, 3, 3), Shape.of(2, 3, 8, 8), stride(2), padding(1)),
                "[2, 4, 5, 5]",
                "[2, 3, 8, 8]");
        refused(
                () -> new Conv2dGradWeight(
                        value(2, 3, 8, 8), value(3, 4, 4, 4), Shape.of(4, 3, 4, 4), stride(2), padding(1)),
                "batch",
                "[2, 3, 8, 8]",
                "[3, 4, 4, 4]");
        refused(
                () -> new BatchNorm2d(value(2, 3, 4, 4), value(3), value(3), value(3), value(2), 1e-5f),
                "BatchNorm2d",
                "[2, 3, 4, 4]",
                "[3]",
                "[2]");
        refused(() -> new ChannelMean(value(2, 3)), "ChannelMean", "[N, C, H, W]", "[2, 3]");
        refused(() -> new Increment(value(2)), "Increment", "[1]", "[2]");
        Adam.Settings settings = new Adam.Settings(0.1, 0.9, 0.999, 1e-8, 0);
        refused(() -> new Adam(value(2), value(3), value(2), value(2), value(1), settings), "Adam", "[2]", "[3]");
        refused(() -> new Adam(value(2), value(2), value(2), value(2), value(2), settings), "Adam", "[1]", "[2]");
    }

    @Test
    void wrongSettingsNameTheValue() {
        refused(
                () -> Conv2d.of(value(1, 1, 2, 2), value(1, 1, 5, 5), stride(1), padding(1)),
                "kernel",
                "[1, 1, 5, 5]",
                "[1, 1, 2, 2]");
        refused(
                () -> ConvTranspose2d.of(value(1, 1, 1, 1), value(1, 1, 2, 2), stride(1), padding(1)),
                "padding (1, 1)",
                "[1, 1, 1, 1]",
                "[1, 1, 2, 2]");
        refused(
                () -> new ConvTranspose2d(
                        value(1, 1, 2, 2), value(1, 1, 2, 2), null, stride(2), padding(0), outputPadding(2)),
                "output padding (2, 2)",
                "stride (2, 2)");
        // Products that would turn negative, or small again, as an int.
        refused(
                () -> ConvTranspose2d.of(value(1, 1, 3, 3), value(1, 1, 2, 2), stride(1 << 30), padding(0)),
                "[1, 1, 3, 3]",
                "[1, 1, 2, 2]",
                "stride (1073741824, 1073741824)",
                "too large: 2147483650 x 2147483650");
        refused(
                () -> ConvTranspose2d.of(value(1, 1, 5, 5), value(1, 1, 2, 2), stride(1 << 30), padding(0)),
                "too large: 4294967298 x 4294967298");
        refused(
                () -> new Conv2d(value(1, 1, 2, 2), value(1, 1, 2, 2), null, stride(1), padding(1 << 30)),
                "padding 1073741824",
                "too large: 2147483649");
        refused(() -> new Stride(0, 1), "stride", "0");
        refused(() -> new Padding(0, -1), "padding", "-1");
        refused(() -> outputPadding(-1), "output padding", "-1");
        refused(() -> new LeakyReLU(value(1), 0), "negative slope", "0.0");
        refused(() -> new Adam.Settings(0, 0.9, 0.999, 1e-8, 0), "lr", "0.0");
        refused(() -> new Adam.Settings(0.1, 1, 0.999, 1e-8, 0), "beta1", "1.0");
        refused(() -> new Adam.Settings(0.1, 0.9, Double.NaN, 1e-8, 0), "beta2", "NaN");
        refused(() -> new Adam.Settings(0.1, 0.9, 0.999, -1, 0), "eps", "-1.0");
    }

    @Test
    void namesAreUnique() {
        g.input("x", Shape.of(1));
        refused(() -> g.input("x", Shape.of(1)), "already has a buffer \"x\"");
        refused(() -> g.parameter("x", Shape.of(1)), "already has a buffer \"x\"");
        Value y = g.add(new Tanh(value(1)));
        refused(() -> g.output("x", y), "already has a buffer \"x\"");
        g.stage("train");
        refused(() -> g.stage("train"), "already has a stage \"train\"");
    }

    @Test
    void valuesOfAnotherGraphAreRefused() {
        Value foreign = Graph.builder().input("x", Shape.of(2, 3));
        refused(() -> g.add(new Tanh(foreign)), "[2, 3]", "another graph");
        value(2, 3);
        refused(() -> g.add(new Tanh(foreign)), "[2, 3]", "another graph");
        refused(() -> g.output("y", foreign), "another graph");
        refused(() -> g.update(new Increment(Graph.builder().parameter("n", Shape.SCALAR))), "another graph");
    }

    @Test
    void onlyParametersAreUpdated() {
        refused(() -> g.update(new Increment(value(1))), "Increment", "[1]", "no parameter");
        Value result = g.add(new Fill(Shape.SCALAR, 0));
        refused(() -> g.update(new Increment(result)), "Increment", "[1]", "no parameter");
        g.update(new Increment(g.parameter("counter", Shape.SCALAR)));
    }

    @Test
    void onlyResultsAreOutputs() {
        Value x = value(1);
        refused(() -> g.output("y", x), "\"y\"", "input or a parameter");
        Value w = g.parameter("w", Shape.of(1));
        refused(() -> g.output("y", w), "\"y\"", "input or a parameter");
    }

    @Test
    void aGraphNeedsAnOp() {
        value(1);
        refused(g::build, "no ops");
        g.stage("empty");
        refused(g::build, "no ops");
    }

    @Test
    void aGraphKnowsItsParts() {
        Value x = g.input("x", Shape.of(2));
        Value w = g.parameter("w", Shape.of(2));
        Value sum = g.add(new Add(x, w));
        g.stage("second");
        Value y = g.output("y", g.add(new Tanh(sum)));
        Graph graph = g.build();
        assertEquals(List.of(x, w, sum, y), graph.values());
        assertEquals(
                List.of(Graph.DEFAULT_STAGE, "second"),
                graph.stages().stream().map(Graph.Stage::name).toList());
        assertSame(w, graph.named("w"));
        assertSame(w, graph.named("w", 2));
        refused(() -> graph.named("w", 3), "\"w\"", "[2]", "has 2 elements", "has 3");
        assertSame(y, graph.stage("second").nodes().getFirst().result().orElseThrow());
        refused(() -> graph.named("z"), "\"z\"", "[x]", "[w]", "[y]");
        refused(() -> graph.stage("third"), "\"third\"", "[main, second]");
        g.add(new Tanh(y));
        assertEquals(4, graph.values().size(), "a built graph does not change with its builder");
    }
}
