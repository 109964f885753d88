package dcgan.nn.gan;

import dcgan.nn.DiffAugment;
import dcgan.nn.Init;
import dcgan.nn.Sequential;
import dcgan.tensor.Backend;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.op.AugmentParameters;
import java.util.List;
import java.util.Map;

/**
 * The compiled {@link GanGraph} and how a step is played on it: the pictures in, each network's gradients, their exchange
 * and the update, and out what the step yields. Allocates nothing.
 */
final class GanExecutable implements AutoCloseable {

    private final LatentSource source;
    private final GradientExchange exchange;
    private final Executable executable;
    private final Map<Network, Gradients> gradients;
    private final float[] latents;
    private final TrainingConfig config;
    private final float[] scalar = new float[1];
    private final GanGraph.Augmented[] augmented;
    private final float[] augmentation;
    private final int height;
    private final int width;
    private final StepValues values;
    private final GanGraph.Settings settings;
    private final Backend backend;
    /** Compiled when they are first asked for. */
    private PopulationStatistics statistics;

    private boolean hasStatistics;

    /**
     * Compiles the graph, and gives its parameters their first values.
     *
     * @param source of the latents, or null if the graph draws them
     */
    GanExecutable(
            GanGraph.Settings settings, Init init, LatentSource source, GradientExchange exchange, Backend backend) {
        this.settings = settings;
        this.config = settings.config();
        this.backend = backend;
        this.source = source;
        this.exchange = exchange;
        GanGraph graph = new GanGraph(settings);
        this.executable = backend.compile(graph.build());
        this.values = new StepValues(settings.config().metrics(), executable);
        this.gradients = Map.of(
                Network.DISCRIMINATOR, new Gradients(Network.DISCRIMINATOR, settings.discriminator(), executable),
                Network.GENERATOR, new Gradients(Network.GENERATOR, settings.generator(), executable));
        this.latents = new float[settings.latents().size()];
        this.augmented = graph.augmented().toArray(GanGraph.Augmented[]::new);
        this.augmentation =
                new float[AugmentParameters.shape(settings.config().batchSize()).size()];
        Shape images = executable.graph().named(GanGraph.REAL).shape();
        this.height = images.dim(2);
        this.width = images.dim(3);
        for (GanGraph.Start start : graph.starts()) {
            write(start.parameter().name(), init.values(start.parameter(), config.seed(), start.stream()));
        }
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
                executable.write(each.input(), augmentation);
            }
        }
        if (source != null) {
            source.draw(draw, latents);
            executable.write(GanGraph.latents(network), latents);
        }
        executable.run(GanGraph.gradients(network));
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

    private record Gradients(Network network, List<String> names, Executable executable)
            implements GradientExchange.Gradients {

        private Gradients(Network network, Sequential layers, Executable executable) {
            this(network, GanGraph.trained(layers), executable);
        }

        @Override
        public Shape shape(String name) {
            return executable.graph().named(GanGraph.gradient(network, name)).shape();
        }

        @Override
        public void read(String name, float[] into) {
            executable.read(GanGraph.gradient(network, name), into);
        }

        @Override
        public void write(String name, float[] values) {
            executable.write(GanGraph.gradient(network, name), values);
        }
    }
}
