package dcgan.nn.gan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dcgan.nn.BCELoss;
import dcgan.nn.Mode;
import dcgan.nn.Parameter;
import dcgan.nn.Pass;
import dcgan.nn.Scope;
import dcgan.nn.Sequential;
import dcgan.nn.testing.TestBackends;
import dcgan.nn.testing.TestBackends.OnEveryBackend;
import dcgan.tensor.Backend;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Tensor;
import dcgan.tensor.Value;
import dcgan.tensor.op.Fill;
import java.util.HashMap;
import java.util.Map;

/**
 * Two training steps with BatchNorm, done by hand: every pass in a graph of its own, gradients added and Adam computed on
 * the host, as one would write the loop in PyTorch.
 */
class HandMadeStepTest {

    private static final float LR = 0.01f;
    private static final Shape LATENTS = Shape.of(SmallGan.BATCH, 6, 1, 1);
    private static final Shape IMAGES = Shape.of(SmallGan.BATCH, 3, 8, 8);

    private final Map<String, float[]> state = new HashMap<>();
    private final Map<String, float[]> gradients = new HashMap<>();
    private final Map<String, double[]> moments = new HashMap<>();

    @OnEveryBackend
    void theTrainerDoesTheSame(String name) {
        float[][] latents = new float[4][];
        for (int draw = 0; draw < 4; draw++) {
            latents[draw] = Latents.draw(draw, SmallGan.BATCH, 6);
        }
        try (Backend backend = TestBackends.open(name);
                GanTrainer trainer = SmallGan.trainer(SmallGan.config().optimizers(AdamConfig.DEFAULT.lr(LR)))
                        .latents((draw, z) -> System.arraycopy(latents[draw], 0, z, 0, z.length))
                        .on(backend)) {
            trainer.graph().parameters().keySet().forEach(tensor -> state.put(tensor, trainer.read(tensor)));
            for (int step = 1; step <= 2; step++) {
                float[] real = SmallGan.images(1, step - 1);
                StepReport reported = trainer.step(ImageBatch.of(new Tensor(trainer.batchShape(), real)));

                gradients.clear();
                float lossDReal = discriminate(backend, real, 1, true).loss();
                float[] fake = generate(backend, latents[2 * step - 2], null);
                float lossDFake = discriminate(backend, fake, 0, true).loss();
                adam(step);
                gradients.clear();
                float[] again = generate(backend, latents[2 * step - 1], null);
                Map<String, float[]> before = new HashMap<>(state);
                Judgement judgement = discriminate(backend, again, 1, false);
                // The pass that is differentiated is the one above, so that its statistics are updated once.
                Map<String, float[]> judged = new HashMap<>(state);
                state.putAll(before);
                generate(backend, latents[2 * step - 1], judgement.toImages());
                state.clear();
                state.putAll(judged);
                adam(step);

                assertEquals(lossDReal, reported.get("lossD_real"), 1e-5 * lossDReal);
                assertEquals(lossDFake, reported.get("lossD_fake"), 1e-5 * lossDFake);
                assertEquals(judgement.loss(), reported.get("lossG"), 1e-5 * judgement.loss());
                state.forEach((tensor, values) -> {
                    if (!tensor.startsWith("optimizer")) {
                        assertArrayEquals(values, trainer.read(tensor), 2e-5f, tensor);
                    }
                });
            }
            assertEquals(4, trainer.read("generator.1.num_batches_tracked")[0]);
            assertEquals(6, trainer.read("discriminator.3.num_batches_tracked")[0]);
        }
    }

    /** What a pass through the discriminator gives. */
    private record Judgement(float loss, float[] toImages) {}

    private Judgement discriminate(Backend backend, float[] images, float target, boolean trained) {
        Sequential network = SmallGan.discriminator();
        Graph.Builder graph = Graph.builder();
        Scope scope = Scope.declare(graph, "discriminator", network);
        Pass pass = network.forward(graph, scope, graph.input("x", IMAGES), Mode.TRAINING);
        Value targets = graph.add(new Fill(pass.output().shape(), target));
        graph.output("loss", BCELoss.of().value(graph, pass.output(), targets));
        Pass.Gradients backward =
                pass.backward(BCELoss.of().gradient(graph, pass.output(), targets), new Pass.Wanted(true, true));
        graph.output("x.grad", backward.input().orElseThrow());
        backward.parameters().forEach((name, value) -> graph.output(name + ".grad", value));
        try (Executable executable = run(backend, graph.build(), images, null)) {
            if (trained) {
                addGradients("discriminator.", network, executable);
            }
            return new Judgement(executable.read("loss")[0], executable.read("x.grad"));
        }
    }

    private float[] generate(Backend backend, float[] latents, float[] toImages) {
        Sequential network = SmallGan.generator();
        Graph.Builder graph = Graph.builder();
        Scope scope = Scope.declare(graph, "generator", network);
        Pass pass = network.forward(graph, scope, graph.input("x", LATENTS), Mode.TRAINING);
        graph.output("images", pass.output());
        if (toImages != null) {
            pass.backward(graph.input("images.grad", IMAGES), new Pass.Wanted(true, true))
                    .parameters()
                    .forEach((name, value) -> graph.output(name + ".grad", value));
        }
        try (Executable executable = run(backend, graph.build(), latents, toImages)) {
            if (toImages != null) {
                addGradients("generator.", network, executable);
            }
            return executable.read("images");
        }
    }

    private Executable run(Backend backend, Graph graph, float[] x, float[] toImages) {
        Executable executable = backend.compile(graph);
        graph.parameters().keySet().forEach(name -> executable.write(name, state.get(name)));
        executable.write("x", x);
        if (toImages != null) {
            executable.write("images.grad", toImages);
        }
        executable.run();
        graph.parameters().keySet().forEach(name -> state.put(name, executable.read(name)));
        return executable;
    }

    private void addGradients(String prefix, Sequential network, Executable executable) {
        for (Parameter parameter : network.parameters()) {
            if (parameter.trained()) {
                float[] gradient = executable.read(parameter.name() + ".grad");
                gradients.merge(prefix + parameter.name(), gradient, (sum, more) -> {
                    for (int i = 0; i < sum.length; i++) {
                        sum[i] += more[i];
                    }
                    return sum;
                });
            }
        }
    }

    private void adam(int t) {
        gradients.forEach((name, gradient) -> {
            float[] values = state.get(name);
            double[] m = moments.computeIfAbsent(name + "/m", key -> new double[values.length]);
            double[] v = moments.computeIfAbsent(name + "/v", key -> new double[values.length]);
            for (int i = 0; i < values.length; i++) {
                m[i] = 0.5 * m[i] + 0.5 * gradient[i];
                v[i] = 0.999 * v[i] + 0.001 * gradient[i] * gradient[i];
                double denominator = Math.sqrt(v[i]) / Math.sqrt(1 - Math.pow(0.999, t)) + 1e-8;
                values[i] -= (float) (LR / (1 - Math.pow(0.5, t)) * m[i] / denominator);
            }
        });
    }
}
