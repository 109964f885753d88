package dcgan.nn.gan;

import dcgan.nn.BatchNorm2d;
import dcgan.nn.Parameter;
import dcgan.nn.Sequential;
import dcgan.tensor.Shape;
import java.util.List;

/** The average of a generator, under the names of the generator. What no average is kept of is the generator's. */
final class AveragedGenerator implements TensorSource {

    /** What the names of its tensors begin with, where they are beside those of the generator. */
    static final String PREFIX = "generator_ema";

    private static final String GENERATOR = Network.GENERATOR + ".";

    private final TensorSource source;

    /** @param source has the tensors of both */
    AveragedGenerator(TensorSource source) {
        this.source = source;
    }

    /** What it has of its own: what {@linkplain #isAveraged is averaged}, and the running statistics. */
    static List<Parameter> parameters(Sequential generator) {
        return generator.parameters().stream()
                .filter(parameter -> isOwn(parameter.name()))
                .toList();
    }

    private static boolean isOwn(String name) {
        return !name.endsWith(BatchNorm2d.NUM_BATCHES_TRACKED);
    }

    /** Whether the average of a parameter is kept; {@link PopulationStatistics} are computed from those. */
    static boolean isAveraged(String name) {
        return isOwn(name) && !PopulationStatistics.isStatistic(name);
    }

    @Override
    public float[] read(String name, Shape shape) {
        return source.read(
                name.startsWith(GENERATOR) && isOwn(name) ? PREFIX + "." + name.substring(GENERATOR.length()) : name,
                shape);
    }
}
