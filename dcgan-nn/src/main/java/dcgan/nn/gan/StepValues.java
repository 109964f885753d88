package dcgan.nn.gan;

import dcgan.tensor.Executable;
import java.util.List;

/**
 * The values of the metrics in the last step. There is one for all steps, so that a step makes an object only for listeners.
 */
final class StepValues {

    private final List<Metric> metrics;
    private final Executable executable;
    private final int[][] terms;
    private final float[] values;
    private final float[] scalar = new float[1];

    /**
     * @param metrics terms of a sum may be sums that stand before it
     * @param executable has an output of the name of each metric that is no sum
     * @throws IllegalArgumentException if a metric has neither an output nor terms that there are
     */
    StepValues(List<Metric> metrics, Executable executable) {
        this.metrics = metrics;
        this.executable = executable;
        this.values = new float[metrics.size()];
        this.terms = new int[metrics.size()][];
        List<String> names = metrics.stream().map(Metric::name).toList();
        for (int i = 0; i < terms.length; i++) {
            Metric metric = metrics.get(i);
            terms[i] = metric.terms().stream().mapToInt(names::indexOf).toArray();
            for (int k = 0; k < terms[i].length; k++) {
                if (terms[i][k] < 0) {
                    throw new IllegalArgumentException("the metric \"" + metric.name() + "\" is a sum with \""
                            + metric.terms().get(k) + "\", which is none of " + names);
                }
            }
            if (!metric.isSum()) {
                executable.graph().named(metric.name(), 1);
            }
        }
    }

    /** Takes the numbers from the executable. */
    void read() {
        for (int i = 0; i < terms.length; i++) {
            if (terms[i].length == 0) {
                executable.read(metrics.get(i).name(), scalar);
                values[i] = scalar[0];
            }
        }
        for (int i = 0; i < terms.length; i++) {
            if (terms[i].length > 0) {
                values[i] = 0;
                for (int term : terms[i]) {
                    values[i] += values[term];
                }
            }
        }
    }

    float get(int index) {
        return values[index];
    }

    /** Whether all losses are finite. */
    boolean isFinite() {
        for (int i = 0; i < values.length; i++) {
            if (metrics.get(i).scale().kind() == Scale.Kind.LOSS && !Float.isFinite(values[i])) {
                return false;
            }
        }
        return true;
    }

    /** What is reported of it. */
    StepReport report(int epoch, int batch) {
        double[] copy = new double[values.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = values[i];
        }
        return new StepReport(epoch, batch, Metrics.of(metrics, copy));
    }
}
