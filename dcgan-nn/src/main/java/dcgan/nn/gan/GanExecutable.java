package dcgan.nn.gan;

import dcgan.nn.DiffAugment;
import dcgan.nn.Init;
import dcgan.nn.Sequential;
import dcgan.tensor.Backend;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.AugmentParameters;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The compiled {@link GanGraph} and how a step is played on it: the pictures in, each network's gradients, their exchange
 * and the update, and out what the step yields. Allocates nothing.
 */
final class GanExecutable implements AutoCloseable {

    private final GradientExchange exchange;
    private final Executable executable;
    private final Map<Network, Gradients> gradients;
    private final Map<Network, Segment[]> segments;
    private final SlicedLatents latents;
    private final TrainingConfig config;
    private final float[] scalar = new float[1];
    private final GanGraph.Augmented[] augmented;
    private final BatchSlice slice;

    /** Of the whole batch. */
    private final float[] augmentation;

    /** Of the slice. */
    private final float[] ownAugmentation;

    private final int height;
    private final int width;
    private final StepValues values;
    private final GanGraph.Settings settings;
    private final LatentSource source;
    private final Backend backend;
    /** Compiled when they are first asked for. */
    private PopulationStatistics statistics;

    private boolean hasStatistics;

    /**
     * Compiles the graph, and gives its parameters their first values.
     *
     * @param source of the latents, or null if the trainer draws them
     */
    GanExecutable(
            GanGraph.Settings settings, Init init, LatentSource source, GradientExchange exchange, Backend backend) {
        this.settings = settings;
        this.config = settings.config();
        this.backend = backend;
        this.source = source;
        this.slice = settings.slice();
        this.exchange = exchange;
        GanGraph graph = new GanGraph(settings);
        Graph built = graph.build();
        DeviceMemory.requireEnough(settings, built, backend);
        this.executable = backend.compile(built);
        this.values = new StepValues(settings.config().metrics(), executable);
        this.segments = Map.of(
                Network.DISCRIMINATOR, segments(graph, Network.DISCRIMINATOR),
                Network.GENERATOR, segments(graph, Network.GENERATOR));
        this.gradients = Map.of(
                Network.DISCRIMINATOR, gradients(Network.DISCRIMINATOR, settings.discriminator()),
                Network.GENERATOR, gradients(Network.GENERATOR, settings.generator()));
        this.latents = settings.drawsInGraph() ? null : new SlicedLatents(settings, source);
        this.augmented = graph.augmented().toArray(GanGraph.Augmented[]::new);
        this.augmentation =
                new float[AugmentParameters.shape(settings.config().batchSize()).size()];
        this.ownAugmentation = slice.isWhole()
                ? augmentation
                : new float[AugmentParameters.shape(settings.batchSize()).size()];
        Shape images = executable.graph().named(GanGraph.REAL).shape();
        this.height = images.dim(2);
        this.width = images.dim(3);
        for (GanGraph.Start start : graph.starts()) {
            write(start.parameter().name(), init.values(start.parameter(), config.seed(), start.stream()));
        }
    }

    private Segment[] segments(GanGraph graph, Network network) {
        return graph.segments(network).stream()
                .map(segment -> new Segment(
                        segment.stage(),
                        segment.statistics().isEmpty() ? null : new Statistics(segment.statistics(), executable)))
                .toArray(Segment[]::new);
    }

    private Gradients gradients(Network network, Sequential layers) {
        Set<Value> results = new HashSet<>();
        for (Segment segment : segments.get(network)) {
            executable
                    .graph()
                    .stage(segment.stage)
                    .nodes()
                    .forEach(node -> node.result().ifPresent(results::add));
        }
        List<String> metrics = config.metrics().stream()
                .filter(metric -> !metric.isSum())
                .map(Metric::name)
                .filter(name -> results.contains(executable.graph().named(name)))
                .toList();
        return new Gradients(network, GanGraph.trained(layers), metrics, executable);
    }

    /**
     * Plays one step.
     *
     * @param images as many real pictures as the graph takes
     * @param epochs complete before it in the training
     * @param steps played before it in the training
     * @return what it yielded, until the next step
     */
    StepValues play(float[] images, int epochs, int steps) {
        executable.write(GanGraph.REAL, images);
        if (config.decay() != null) {
            write(GanGraph.LR_FACTOR, config.decay().factor(epochs + 1));
        }
        if (config.average() != null) {
            int batchSize = config.batchSize();
            write(GanGraph.AVERAGE_WEIGHT, config.average().weight((long) batchSize * steps, batchSize));
        }
        hasStatistics = false;
        play(Network.DISCRIMINATOR, steps, 2 * steps);
        play(Network.GENERATOR, steps, 2 * steps + 1);
        values.read();
        return values;
    }

    private void write(String input, double number) {
        scalar[0] = (float) number;
        executable.write(input, scalar);
    }

    private void play(Network network, int steps, int draw) {
        for (GanGraph.Augmented each : augmented) {
            if (each.step() == network) {
                DiffAugment.draw(config.seed(), each.stream(), steps, height, width, augmentation);
                if (!slice.isWhole()) {
                    int length = ownAugmentation.length;
                    System.arraycopy(augmentation, slice.index() * length, ownAugmentation, 0, length);
                }
                executable.write(each.input(), ownAugmentation);
            }
        }
        if (latents != null) {
            executable.write(GanGraph.latents(network), latents.draw(network, steps, draw));
        }
        for (Segment segment : segments.get(network)) {
            executable.run(segment.stage);
            if (segment.statistics != null) {
                exchange.synchronize(network, segment.statistics);
            }
        }
        exchange.exchange(network, gradients.get(network));
        executable.run(GanGraph.update(network));
    }

    Graph graph() {
        return executable.graph();
    }

    float[] read(String name) {
        if (isAverage(name) && PopulationStatistics.isStatistic(name)) {
            computeStatistics();
        }
        return executable.read(name);
    }

    private void computeStatistics() {
        if (statistics == null) {
            statistics = new PopulationStatistics(settings, source, backend);
        }
        if (!hasStatistics) {
            statistics
                    .of(new AveragedGenerator((name, _) -> executable.read(name)))
                    .forEach((name, values) -> executable.write(AveragedGenerator.PREFIX + "." + name, values));
            hasStatistics = true;
        }
    }

    void write(String name, float[] values) {
        executable.write(name, values);
        if (isAverage(name)) {
            hasStatistics = false;
        }
    }

    private static boolean isAverage(String name) {
        return name.startsWith(AveragedGenerator.PREFIX + ".");
    }

    @Override
    public void close() {
        try (executable) {
            if (statistics != null) {
                statistics.close();
            }
        }
    }

    /**
     * A stage of those that compute a network's gradients.
     *
     * @param statistics to be synchronised after it; null for none
     */
    private record Segment(String stage, Statistics statistics) {}

    private record Statistics(List<String> names, Executable executable) implements GradientExchange.Tensors {

        @Override
        public Shape shape(String name) {
            return executable.graph().named(name).shape();
        }

        @Override
        public void read(String name, float[] into) {
            executable.read(name, into);
        }

        @Override
        public void write(String name, float[] values) {
            executable.write(name, values);
        }
    }

    private record Gradients(Network network, List<String> names, List<String> metrics, Executable executable)
            implements GradientExchange.Gradients {

        private String output(String name) {
            return metrics.contains(name) ? name : GanGraph.gradient(network, name);
        }

        @Override
        public Shape shape(String name) {
            return executable.graph().named(output(name)).shape();
        }

        @Override
        public void read(String name, float[] into) {
            executable.read(output(name), into);
        }

        @Override
        public void write(String name, float[] values) {
            executable.write(output(name), values);
        }
    }
}
