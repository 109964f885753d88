package dcgan.nn.gan;

import dcgan.nn.Layer;
import dcgan.nn.Mode;
import dcgan.nn.Parameter;
import dcgan.nn.Pass;
import dcgan.nn.Pass.Wanted;
import dcgan.nn.Scope;
import dcgan.nn.Sequential;
import dcgan.nn.Sigmoid;
import dcgan.nn.SyncBatchNorm2d;
import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.Add;
import dcgan.tensor.op.AugmentParameters;
import dcgan.tensor.op.Increment;
import dcgan.tensor.op.Lerp;
import dcgan.tensor.op.Normal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds the graph of one training step: for each network a stage that computes its gradients and one that updates it. The
 * gradients are outputs, so that the host can exchange them in between. Where the host synchronises BatchNorm, the computation of
 * the gradients is cut into several stages.
 */
final class GanGraph {

    static final String REAL = "real";
    static final String DRAWS = "latents.draws";

    /** The input that takes what the learning rates are multiplied with, if they fall. */
    static final String LR_FACTOR = "lr.factor";

    /** The input that takes how much of the generator goes into its average, if there is one. */
    static final String AVERAGE_WEIGHT = "average.weight";

    // Kept, because a step that asks for them should allocate nothing.
    private static final Map<Network, String> GRADIENTS = named(".gradients");
    private static final Map<Network, String> UPDATE = named(".update");
    private static final Map<Network, String> LATENTS = named(".latents");

    private final Graph.Builder graph = Graph.builder();
    private final List<Start> starts = new ArrayList<>();
    private final List<Augmented> augmented = new ArrayList<>();
    private final Map<Network, List<Segment>> segments = new EnumMap<>(Network.class);
    private final Settings settings;
    private final Sequential generatorLayers;
    private final Sequential discriminatorLayers;
    private final Objective objective;
    private final Scope generator;
    private final Scope discriminator;
    private final Value draws;
    private final Value lrFactor;

    /**
     * What the graph depends on.
     *
     * @param config its network, if it has one, is that of the layers
     * @param generator the layers of the generator
     * @param discriminator the layers of the discriminator
     * @param latentSize channels of a latent
     * @param drawsLatents whether the trainer draws the latents; if not the caller gives them
     * @param slice which part of each batch the graph computes
     * @param syncBatchNorm whether BatchNorm takes the statistics of the whole batch
     */
    record Settings(
            TrainingConfig config,
            Sequential generator,
            Sequential discriminator,
            int latentSize,
            boolean drawsLatents,
            BatchSlice slice,
            boolean syncBatchNorm) {

        /** How many pictures of each batch the graph computes. */
        int batchSize() {
            return slice.size(config.batchSize());
        }

        /** The same for another batch size. */
        Settings batchSize(int number) {
            return new Settings(
                    config.batchSize(number), generator, discriminator, latentSize, drawsLatents, slice, syncBatchNorm);
        }

        /** The latents of a step, {@code [B, latent size, 1, 1]}. */
        Shape latents() {
            return Shape.of(batchSize(), latentSize, 1, 1);
        }

        /** Whether the graph draws the latents; if not they are inputs. */
        boolean drawsInGraph() {
            return drawsLatents && slice.isWhole();
        }
    }

    /**
     * A stage of those that compute a network's gradients.
     *
     * @param stage its name
     * @param statistics the outputs that the host is to synchronise after it; none after the last one
     */
    record Segment(String stage, List<String> statistics) {}

    /**
     * What a parameter of the graph starts from, unless from zeros.
     *
     * @param parameter under its name in the graph
     * @param stream of the random numbers that it is drawn from
     */
    record Start(Parameter parameter, int stream) {}

    /**
     * The pictures of a pass through the discriminator that are augmented.
     *
     * @param step whose step the pass is in
     * @param input takes the parameters {@code [B, 7]}, see {@link AugmentParameters}
     * @param stream of the random numbers that they are drawn from
     */
    record Augmented(Network step, String input, int stream) {}

    GanGraph(Settings settings) {
        this.settings = settings;
        this.objective = settings.config().objective();
        this.generatorLayers = synchronised(settings.generator());
        this.discriminatorLayers = synchronised(settings.discriminator());
        this.generator = declare(Network.GENERATOR, settings.generator());
        this.discriminator = declare(Network.DISCRIMINATOR, settings.discriminator());
        this.lrFactor = settings.config().decay() == null ? null : graph.input(LR_FACTOR, Shape.SCALAR);
        this.draws = settings.drawsLatents() ? graph.parameter(DRAWS, Shape.SCALAR) : null;
        generatorStages(discriminatorStages());
    }

    private Sequential synchronised(Sequential layers) {
        return settings.syncBatchNorm() && !settings.slice().isWhole()
                ? SyncBatchNorm2d.in(layers, new StagedStatistics())
                : layers;
    }

    private Scope declare(Network network, Sequential layers) {
        List<Parameter> parameters = layers.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            starts.add(new Start(parameters.get(i).in(network.toString()), Streams.initialisation(network, i)));
        }
        return Scope.declare(graph, network.toString(), layers);
    }

    Graph build() {
        return graph.build();
    }

    /** What the parameters start from. */
    List<Start> starts() {
        return starts;
    }

    /** The pictures that are augmented. */
    List<Augmented> augmented() {
        return augmented;
    }

    /** The stages that compute a network's gradients, in their order. */
    List<Segment> segments(Network network) {
        return segments.get(network);
    }

    /** The stage that computes a network's gradients, or the first of them. */
    static String gradients(Network network) {
        return GRADIENTS.get(network);
    }

    private void beginGradients(Network network) {
        graph.stage(gradients(network));
        segments.put(network, new ArrayList<>(List.of(new Segment(gradients(network), List.of()))));
    }

    /** Statistics that the host averages between two stages. */
    private final class StagedStatistics implements SyncBatchNorm2d.Statistics {

        @Override
        public int count() {
            return settings.slice().count();
        }

        @Override
        public void average(Graph.Builder builder, Value... values) {
            Network network = segments.containsKey(Network.GENERATOR) ? Network.GENERATOR : Network.DISCRIMINATOR;
            List<Segment> stages = segments.get(network);
            String before = stages.removeLast().stage();
            String prefix = network + ".statistics." + stages.size() + ".";
            List<String> names = new ArrayList<>();
            for (int i = 0; i < values.length; i++) {
                names.add(prefix + i);
                builder.output(names.get(i), values[i]);
            }
            stages.add(new Segment(before, List.copyOf(names)));
            String next = gradients(network) + "." + stages.size();
            builder.stage(next);
            stages.add(new Segment(next, List.of()));
        }
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

    /** Yields the real pictures. */
    private Value discriminatorStages() {
        beginGradients(Network.DISCRIMINATOR);
        // The generator is not trained here, so that nothing is computed backwards through it.
        Pass fake = forwardGenerator(Network.DISCRIMINATOR);
        Value images = graph.input(REAL, fake.output().shape());
        Judged real = new Judged(Network.DISCRIMINATOR, images, true);
        Judged made = new Judged(Network.DISCRIMINATOR, fake.output(), false);
        // BatchNorm's running statistics depend on the order of the passes.
        real.output();
        made.output();
        Objective.Gradients toOutputs = objective.discriminator(graph, real, made);
        Scores.REAL.report(graph, objective.score(graph, real));
        Scores.FAKE.report(graph, objective.score(graph, made));
        Map<String, Value> ofReal =
                real.backward(toOutputs.real(), Wanted.PARAMETERS).parameters();
        Map<String, Value> ofMade =
                made.backward(toOutputs.fake(), Wanted.PARAMETERS).parameters();
        Map<String, Value> sum = new LinkedHashMap<>();
        ofReal.forEach((name, gradient) -> sum.put(name, graph.add(new Add(gradient, ofMade.get(name)))));
        updateStage(Network.DISCRIMINATOR, settings.discriminator(), discriminator, sum);
        return images;
    }

    private void generatorStages(Value images) {
        beginGradients(Network.GENERATOR);
        Pass fake = forwardGenerator(Network.GENERATOR);
        Judged made = new Judged(Network.GENERATOR, fake.output(), false);
        Value toOutput = objective.generator(graph, new Judged(Network.GENERATOR, images, true), made);
        Scores.FAKE_UPDATED.report(graph, objective.score(graph, made));
        Value toImages = made.backward(toOutput, Wanted.INPUT).input().orElseThrow();
        Map<String, Value> gradients =
                fake.backward(toImages, Wanted.PARAMETERS).parameters();
        updateStage(Network.GENERATOR, settings.generator(), generator, gradients);
        if (settings.config().average() != null) {
            average();
        }
        if (settings.drawsLatents()) {
            graph.update(new Increment(draws));
        }
    }

    private void average() {
        Value weight = graph.input(AVERAGE_WEIGHT, Shape.SCALAR);
        List<Parameter> parameters = settings.generator().parameters();
        for (Parameter parameter : AveragedGenerator.parameters(settings.generator())) {
            Parameter average = parameter.in(AveragedGenerator.PREFIX);
            int stream = Streams.initialisation(Network.GENERATOR, parameters.indexOf(parameter));
            starts.add(new Start(average, stream));
            Value value = graph.parameter(average.name(), average.shape());
            if (AveragedGenerator.isAveraged(parameter.name())) {
                graph.update(new Lerp(value, generator.get(parameter.name()), weight));
            }
        }
    }

    private Pass forwardGenerator(Network step) {
        Value latents = settings.drawsInGraph()
                ? graph.add(new Normal(draws, settings.config().seed(), Streams.latents(step), settings.latents()))
                : graph.input(latents(step), settings.latents());
        return generatorLayers.forward(graph, generator, latents, Mode.TRAINING);
    }

    private void updateStage(Network network, Sequential layers, Scope scope, Map<String, Value> gradients) {
        List<String> trained = trained(layers);
        Map<String, Value> parameters = new LinkedHashMap<>();
        for (String name : trained) {
            graph.output(gradient(network, name), gradients.get(name));
            parameters.put(name, scope.get(name));
        }
        graph.stage(update(network));
        settings.config().optimizer(network).adam().step(graph, network.optimizer(), parameters, gradients, lrFactor);
    }

    static List<String> trained(Sequential layers) {
        return layers.parameters().stream()
                .filter(Parameter::trained)
                .map(Parameter::name)
                .toList();
    }

    /** Whether a network yields probabilities. */
    static boolean endsInSigmoid(Layer layer) {
        return layer instanceof Sequential(List<Layer> layers)
                ? endsInSigmoid(layers.getLast())
                : layer instanceof Sigmoid;
    }

    /** A pass through the discriminator, from when it is first asked for, of pictures that are augmented before. */
    private final class Judged implements DiscriminatorPass {

        private final Network step;
        private final Value images;
        private final boolean real;

        /** Null if the pictures are not augmented. */
        private Pass augmentation;

        private Pass pass;

        /**
         * @param step whose step it is in
         * @param real whether the pictures are real
         */
        private Judged(Network step, Value images, boolean real) {
            this.step = step;
            this.images = images;
            this.real = real;
        }

        @Override
        public Value output() {
            if (pass == null) {
                augmentation = augment();
                Value seen = augmentation == null ? images : augmentation.output();
                pass = discriminatorLayers.forward(graph, discriminator, seen, Mode.TRAINING);
            }
            return pass.output();
        }

        private Pass augment() {
            Augmentation wanted = settings.config().augment();
            if (wanted == null || wanted.differentiable().isEmpty()) {
                return null;
            }
            String input = step + ".augment_" + (real ? "real" : "fake");
            augmented.add(new Augmented(step, input, Streams.augmentation(step, real)));
            return wanted.differentiable()
                    .forward(graph, images, graph.input(input, AugmentParameters.shape(settings.batchSize())));
        }

        @Override
        public boolean isProbability() {
            return endsInSigmoid(settings.discriminator());
        }

        private Pass.Gradients backward(Value gradOutput, Wanted wanted) {
            Pass.Gradients gradients = pass.backward(gradOutput, wanted);
            Optional<Value> toImages = gradients.input();
            if (augmentation != null && toImages.isPresent()) {
                toImages = augmentation.backward(toImages.get(), Wanted.INPUT).input();
            }
            return new Pass.Gradients(toImages, gradients.parameters());
        }
    }
}
