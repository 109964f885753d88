package dcgan.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dcgan.nn.Pass.Gradients;
import dcgan.nn.Pass.Wanted;
import dcgan.nn.testing.TestBackends;
import dcgan.nn.testing.TestBackends.OnEveryBackend;
import dcgan.tensor.Backend;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.Philox;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.Fill;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The backward ops that layers append, against central differences of what their forward ops yield. */
class GradientsTest {

    private static final Shape IMAGES = Shape.of(3, 2, 5, 5);

    private static final Sequential SMOOTH = Sequential.of(
            Conv2d.of(2, 3, 3).stride(2).padding(1),
            Tanh.of(),
            BatchNorm2d.of(3),
            ConvTranspose2d.of(3, 4, 3).stride(2).padding(1).outputPadding(1),
            Sigmoid.of(),
            Conv2d.of(4, 1, 6).bias(false));

    /** What is differentiated: the mean BCE of the logits against ones. */
    private static final String LOSS = "loss";

    @OnEveryBackend
    void training(String backend) {
        check(backend, SMOOTH, Mode.TRAINING);
    }

    @OnEveryBackend
    void evaluation(String backend) {
        check(backend, SMOOTH, Mode.EVALUATION);
    }

    @OnEveryBackend
    void kinks(String backend) {
        Sequential network = Sequential.of(
                Conv2d.of(2, 3, 3).stride(2).padding(1),
                LeakyReLU.of(0.2f),
                ConvTranspose2d.of(3, 4, 2).stride(2),
                ReLU.of(),
                Conv2d.of(4, 1, 6));
        check(backend, network, Mode.TRAINING);
    }

    /** In evaluation u and v stay as they are, and count as constants in the differences too. */
    @OnEveryBackend
    void spectralNorm(String backend) {
        Sequential network = Sequential.of(
                SpectralNorm.of(Conv2d.of(2, 3, 3).stride(2).padding(1)),
                Tanh.of(),
                SpectralNorm.of(Conv2d.of(3, 1, 3).bias(false)));
        check(backend, network, Mode.EVALUATION);
    }

    private static void check(String name, Sequential network, Mode mode) {
        Graph.Builder graph = Graph.builder();
        Scope scope = Scope.declare(graph, "n", network);
        Value x = graph.parameter("x", IMAGES);
        graph.stage("forward");
        Pass pass = network.forward(graph, scope, x, mode);
        Value target = graph.add(new Fill(pass.output().shape(), 1));
        Loss loss = BCEWithLogitsLoss.of();
        graph.output(LOSS, loss.value(graph, pass.output(), target));
        graph.stage("backward");
        Gradients gradients = pass.backward(loss.gradient(graph, pass.output(), target), new Wanted(true, true));
        graph.output("x.grad", gradients.input().orElseThrow());
        gradients.parameters().forEach((parameter, gradient) -> graph.output("n." + parameter + ".grad", gradient));
        try (Backend backend = TestBackends.open(name);
                Executable executable = backend.compile(graph.build())) {
            int stream = 0;
            for (Map.Entry<String, Value> parameter :
                    executable.graph().parameters().entrySet()) {
                float[] values = new float[parameter.getValue().shape().size()];
                boolean variance = parameter.getKey().endsWith("running_var");
                Philox.uniform(11, stream++, 0, variance ? 0.5f : -0.9f, variance ? 1.5f : 0.9f, values);
                executable.write(parameter.getKey(), values);
            }
            executable.run();
            for (String output : executable.graph().outputs().keySet()) {
                if (!output.equals(LOSS)) {
                    compare(executable, output);
                }
            }
        }
    }

    private static void compare(Executable executable, String output) {
        String parameter = output.substring(0, output.length() - ".grad".length());
        float[] gradient = executable.read(output);
        float[] values = executable.read(parameter);
        double greatest = 0;
        for (float g : gradient) {
            greatest = Math.max(greatest, Math.abs(g));
        }
        assertTrue(greatest > 1e-4, output + " is all zeros");
        float delta = 1e-3f;
        for (int i = 0; i < values.length; i += 1 + values.length / 12) {
            float value = values[i];
            values[i] = value + delta;
            float up = loss(executable, parameter, values);
            values[i] = value - delta;
            float down = loss(executable, parameter, values);
            values[i] = value;
            assertEquals((up - down) / (2.0 * delta), gradient[i], 0.02 * greatest + 2e-4, output + "[" + i + "]");
        }
        executable.write(parameter, values);
    }

    private static float loss(Executable executable, String parameter, float[] values) {
        executable.write(parameter, values);
        // The running statistics move with each pass, but in training the output does not depend on them.
        executable.run("forward");
        return executable.read(LOSS)[0];
    }

    @Test
    void onlyWhatIsWantedIsComputed() {
        Sequential network = Sequential.of(Tanh.of(), Conv2d.of(2, 3, 3), ReLU.of(), Conv2d.of(3, 1, 3));
        // Weights and biases of two convolutions, the gradient through the second and through ReLU.
        assertEquals(
                List.of(
                        "Conv2dGradWeight",
                        "ChannelSum",
                        "Conv2dGradInput",
                        "ReLUBackward",
                        "Conv2dGradWeight",
                        "ChannelSum"),
                backwardOps(network, Wanted.PARAMETERS));
        assertEquals(
                List.of("Conv2dGradInput", "ReLUBackward", "Conv2dGradInput", "TanhBackward"),
                backwardOps(network, Wanted.INPUT));
        assertEquals(List.of(), backwardOps(network, new Wanted(false, false)));
        assertEquals(List.of(), backwardOps(Sequential.of(Tanh.of(), ReLU.of()), Wanted.PARAMETERS));
    }

    private static List<String> backwardOps(Sequential network, Wanted wanted) {
        Graph.Builder graph = Graph.builder();
        Scope scope = Scope.declare(graph, "n", network);
        graph.stage("forward");
        Pass pass = network.forward(graph, scope, graph.input("x", IMAGES), Mode.TRAINING);
        graph.stage("backward");
        Gradients gradients = pass.backward(pass.output(), wanted);
        assertEquals(wanted.input(), gradients.input().isPresent());
        return graph.build().stage("backward").nodes().stream()
                .map(node -> node.op().name())
                .toList();
    }
}
