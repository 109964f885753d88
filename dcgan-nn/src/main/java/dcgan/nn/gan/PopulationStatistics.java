package dcgan.nn.gan;

import dcgan.nn.BatchNorm2d;
import dcgan.nn.Mode;
import dcgan.nn.Parameter;
import dcgan.nn.Scope;
import dcgan.tensor.Backend;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.Philox;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes the running statistics of BatchNorm for an averaged generator, which no training step has run: the mean of the statistics of
 * many batches, as {@code torch.optim.swa_utils.update_bn} does (Izmailov et al. 2018). The latents are always the same, so the
 * statistics depend on the weights alone.
 */
final class PopulationStatistics implements AutoCloseable {

    /** About so many latents are drawn, in whole batches. */
    private static final int LATENTS = 2048;

    private static final int MAX_BATCH = 64;
    private static final String INPUT = "latents";

    private final List<Parameter> statistics;
    private final List<Parameter> weights;
    private final LatentSource source;
    private final float[] latents;
    private final int batches;
    private final Executable executable;

    /**
     * Compiles the generator.
     *
     * @param settings its layers, the batch size of the training and the seed
     * @param source of the latents, whose first draws are taken; null for latents from N(0, 1)
     */
    PopulationStatistics(GanGraph.Settings settings, LatentSource source, Backend backend) {
        int trained = settings.config().batchSize();
        int batch = source == null ? Math.min(trained, MAX_BATCH) : trained;
        long seed = settings.config().seed();
        this.source =
                source == null ? (draw, into) -> Philox.normal(seed, Streams.STATISTICS_LATENTS, draw, into) : source;
        this.latents = new float[batch * settings.latentSize()];
        this.batches = Math.ceilDiv(LATENTS, batch);
        List<Parameter> parameters = settings.generator().parameters();
        this.statistics = parameters.stream()
                .filter(parameter -> isStatistic(parameter.name()))
                .toList();
        this.weights = parameters.stream()
                .filter(parameter -> AveragedGenerator.isAveraged(parameter.name()))
                .toList();
        Graph.Builder graph = Graph.builder();
        Scope scope = Scope.declare(graph, Network.GENERATOR.toString(), settings.generator());
        Value input = graph.input(INPUT, Shape.of(batch, settings.latentSize(), 1, 1));
        settings.generator().forward(graph, scope, input, Mode.STATISTICS);
        this.executable = backend.compile(graph.build());
    }

    /** Whether a parameter, within its network or not, is one of the running statistics. */
    static boolean isStatistic(String name) {
        return name.endsWith("." + BatchNorm2d.RUNNING_MEAN) || name.endsWith("." + BatchNorm2d.RUNNING_VAR);
    }

    /**
     * The running statistics, by their names within the generator.
     *
     * @param generator has the weights, under the names of the generator
     */
    Map<String, float[]> of(TensorSource generator) {
        for (Parameter weight : weights) {
            String name = weight.in(Network.GENERATOR.toString()).name();
            executable.write(name, generator.read(name, weight.shape()));
        }
        Map<String, double[]> sums = new LinkedHashMap<>();
        for (int batch = 0; batch < batches; batch++) {
            source.draw(batch, latents);
            executable.write(INPUT, latents);
            executable.run();
            for (Parameter statistic : statistics) {
                double[] sum = sums.computeIfAbsent(
                        statistic.name(), _ -> new double[statistic.shape().size()]);
                float[] ofBatch = executable.read(
                        statistic.in(Network.GENERATOR.toString()).name());
                for (int channel = 0; channel < sum.length; channel++) {
                    sum[channel] += ofBatch[channel];
                }
            }
        }
        Map<String, float[]> means = new LinkedHashMap<>();
        sums.forEach((name, sum) -> means.put(name, mean(sum)));
        return means;
    }

    private float[] mean(double[] sum) {
        float[] mean = new float[sum.length];
        for (int channel = 0; channel < sum.length; channel++) {
            mean[channel] = (float) (sum[channel] / batches);
        }
        return mean;
    }

    @Override
    public void close() {
        executable.close();
    }
}
