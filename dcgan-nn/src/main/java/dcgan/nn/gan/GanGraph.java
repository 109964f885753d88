package dcgan.nn.gan;

import dcgan.nn.Adam;
import dcgan.nn.Loss;
import dcgan.nn.Mode;
import dcgan.nn.Parameter;
import dcgan.nn.Pass;
import dcgan.nn.Pass.Wanted;
import dcgan.nn.Scope;
import dcgan.nn.Sequential;
import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.Add;
import dcgan.tensor.op.Fill;
import dcgan.tensor.op.Increment;
import dcgan.tensor.op.Mean;
import dcgan.tensor.op.Normal;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds the graph of one training step: for each network a stage that computes its gradients and one that updates it. The
 * gradients are outputs, so that the host can exchange them in between.
 */
final class GanGraph {

    static final String REAL = "real";
    static final String D_X = "D(x)";
    static final String D_G_Z1 = "D(G(z)).1";
    static final String D_G_Z2 = "D(G(z)).2";
    static final String DRAWS = "latents.draws";

    // Kept, because a step that asks for them should allocate nothing.
    private static final Map<Network, String> GRADIENTS = named(".gradients");
    private static final Map<Network, String> UPDATE = named(".update");
    private static final Map<Network, String> LATENTS = named(".latents");

    private final Graph.Builder graph = Graph.builder();
    private final Settings settings;
    private final Scope generator;
    private final Scope discriminator;
    private final Value draws;

    /**
     * What the graph depends on.
     *
     * @param latents {@code [B, latent size, 1, 1]}
     * @param drawsLatents whether the graph draws the latents; if not they are inputs
     */
    record Settings(
            Sequential generator,
            Sequential discriminator,
            Shape latents,
            boolean drawsLatents,
            Objective objective,
            Loss loss,
            Adam adam,
            long seed) {}

    private GanGraph(Settings settings) {
        this.settings = settings;
        this.generator = Scope.declare(graph, Network.GENERATOR.toString(), settings.generator());
        this.discriminator = Scope.declare(graph, Network.DISCRIMINATOR.toString(), settings.discriminator());
        this.draws = settings.drawsLatents() ? graph.parameter(DRAWS, Shape.SCALAR) : null;
    }

    static Graph build(Settings settings) {
        GanGraph gan = new GanGraph(settings);
        gan.discriminatorStages();
        gan.generatorStages();
        return gan.graph.build();
    }

    /** The stage that computes a network's gradients. */
    static String gradients(Network network) {
        return GRADIENTS.get(network);
    }

    /** The stage that updates a network. */
    static String update(Network network) {
        return UPDATE.get(network);
    }

    /** The output that holds the gradient to a parameter. */
    static String gradient(Network network, String parameter) {
        return network + "." + parameter + ".grad";
    }

    private static Map<Network, String> named(String suffix) {
        Map<Network, String> names = new EnumMap<>(Network.class);
        for (Network network : Network.values()) {
            names.put(network, network + suffix);
        }
        return names;
    }

    /** The input that takes the latents of a network's step, if the graph does not draw them. */
    static String latents(Network network) {
        return LATENTS.get(network);
    }

    private void discriminatorStages() {
        graph.stage(gradients(Network.DISCRIMINATOR));
        // The generator is not trained here, so that nothing is computed backwards through it.
        Pass fake = forwardGenerator(Network.DISCRIMINATOR, Streams.DISCRIMINATOR_LATENTS);
        Value images = graph.input(REAL, fake.output().shape());
        Judged real = judge(images, 1, StandardObjective.LOSS_D_REAL, D_X, StandardObjective.D_X);
        Judged made = judge(fake.output(), 0, StandardObjective.LOSS_D_FAKE, D_G_Z1, StandardObjective.D_G_Z1);
        Map<String, Value> ofReal = real.backward(Wanted.PARAMETERS).parameters();
        Map<String, Value> ofMade = made.backward(Wanted.PARAMETERS).parameters();
        Map<String, Value> sum = new LinkedHashMap<>();
        ofReal.forEach((name, gradient) -> sum.put(name, graph.add(new Add(gradient, ofMade.get(name)))));
        updateStage(Network.DISCRIMINATOR, settings.discriminator(), discriminator, sum);
    }

    private void generatorStages() {
        graph.stage(gradients(Network.GENERATOR));
        Pass fake = forwardGenerator(Network.GENERATOR, Streams.GENERATOR_LATENTS);
        Judged made = judge(fake.output(), 1, StandardObjective.LOSS_G, D_G_Z2, StandardObjective.D_G_Z2);
        Value toImages = made.backward(Wanted.INPUT).input().orElseThrow();
        Map<String, Value> gradients =
                fake.backward(toImages, Wanted.PARAMETERS).parameters();
        updateStage(Network.GENERATOR, settings.generator(), generator, gradients);
        if (settings.drawsLatents()) {
            graph.update(new Increment(draws));
        }
    }

    private Pass forwardGenerator(Network step, int stream) {
        Value latents = settings.drawsLatents()
                ? graph.add(new Normal(draws, settings.seed(), stream, settings.latents()))
                : graph.input(latents(step), settings.latents());
        return settings.generator().forward(graph, generator, latents, Mode.TRAINING);
    }

    private Judged judge(Value images, float target, String loss, String opinion, String mean) {
        Pass pass = settings.discriminator().forward(graph, discriminator, images, Mode.TRAINING);
        Value targets = graph.add(new Fill(pass.output().shape(), target));
        graph.output(loss, settings.loss().value(graph, pass.output(), targets));
        Value probability = settings.loss().probability(graph, pass.output());
        graph.output(opinion, probability);
        graph.output(mean, graph.add(new Mean(probability)));
        return new Judged(pass, targets);
    }

    private void updateStage(Network network, Sequential layers, Scope scope, Map<String, Value> gradients) {
        List<String> trained = trained(layers);
        Map<String, Value> parameters = new LinkedHashMap<>();
        for (String name : trained) {
            graph.output(gradient(network, name), gradients.get(name));
            parameters.put(name, scope.get(name));
        }
        graph.stage(update(network));
        settings.adam().step(graph, network.optimizer(), parameters, gradients);
    }

    static List<String> trained(Sequential layers) {
        return layers.parameters().stream()
                .filter(Parameter::trained)
                .map(Parameter::name)
                .toList();
    }

    /** A pass through the discriminator, and what it should have said. */
    private final class Judged {

        private final Pass pass;
        private final Value targets;

        private Judged(Pass pass, Value targets) {
            this.pass = pass;
            this.targets = targets;
        }

        private Pass.Gradients backward(Wanted wanted) {
            return pass.backward(settings.loss().gradient(graph, pass.output(), targets), wanted);
        }
    }
}
