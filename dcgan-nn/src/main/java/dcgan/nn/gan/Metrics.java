package dcgan.nn.gan;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Values of metrics, in the order of the metrics. Those of a step are float32 numbers, and so are exact when cast to
 * {@code float}; means over an epoch are float64. Immutable.
 */
public final class Metrics {

    private final List<Metric> metrics;
    private final double[] values;

    private Metrics(List<Metric> metrics, double[] values) {
        this.metrics = metrics;
        this.values = values;
    }

    /**
     * Values of some metrics.
     *
     * @param metrics in their order
     * @param values one of each
     * @throws IllegalArgumentException if there are more or fewer values than metrics
     */
    public static Metrics of(List<Metric> metrics, double... values) {
        if (values.length != metrics.size()) {
            throw new IllegalArgumentException(values.length + " values for the metrics " + names(metrics));
        }
        return new Metrics(List.copyOf(metrics), values.clone());
    }

    /** What there are values of, in their order. */
    public List<Metric> metrics() {
        return metrics;
    }

    /** How many there are. */
    public int size() {
        return values.length;
    }

    /** A value by its index in {@link #metrics()}. */
    public double get(int index) {
        return values[index];
    }

    /**
     * A value by the metric's name.
     *
     * @throws IllegalArgumentException if there is no such metric; the message lists the names there are
     */
    public double get(String name) {
        for (int i = 0; i < values.length; i++) {
            if (metrics.get(i).name().equals(name)) {
                return values[i];
            }
        }
        throw new IllegalArgumentException("there is no metric \"" + name + "\", only " + names(metrics));
    }

    /** The values of the metrics that satisfy a condition. */
    public Metrics filter(Predicate<Metric> wanted) {
        int[] kept = IntStream.range(0, values.length)
                .filter(i -> wanted.test(metrics.get(i)))
                .toArray();
        return new Metrics(
                Arrays.stream(kept).mapToObj(metrics::get).toList(),
                Arrays.stream(kept).mapToDouble(i -> values[i]).toArray());
    }

    private static List<String> names(List<Metric> metrics) {
        return metrics.stream().map(Metric::name).toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Metrics that && metrics.equals(that.metrics) && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * metrics.hashCode() + Arrays.hashCode(values);
    }

    /** {@code lossD=1.25, lossG=0.7} and so on. */
    @Override
    public String toString() {
        return IntStream.range(0, values.length)
                .mapToObj(i -> metrics.get(i).name() + "=" + values[i])
                .collect(Collectors.joining(", "));
    }
}
