package dcgan.nn.gan;

import java.util.List;

/**
 * A number that a training reports for every step. It is either an output {@code [1]} of the training step's graph, under
 * the metric's name, or the sum of other metrics.
 *
 * @param name unique, the column in tables: {@code lossD_real}. It must never change, and has no comma and no space
 * @param label short, for status lines: {@code lossD}. Metrics in a row may share one
 * @param title what it is, for charts and tables that people read: {@code D(x), real images}
 * @param scale what it is measured on
 * @param averaged whether its mean over an epoch is reported as well
 * @param terms the names of the metrics that it is the sum of; empty for an output of the graph
 */
public record Metric(String name, String label, String title, Scale scale, boolean averaged, List<String> terms) {

    /**
     * Checks the components and copies the list.
     *
     * @throws IllegalArgumentException if one is missing, or the name cannot be a column's
     */
    public Metric {
        if (name == null || label == null || title == null || scale == null || terms == null) {
            throw new IllegalArgumentException("a metric needs a name, a label, a title, a scale and a list of terms");
        }
        if (!name.matches("[\\w.()]+")) {
            throw new IllegalArgumentException("\"" + name + "\" cannot be the name of a metric: it may have letters,"
                    + " digits, underscores, dots and parentheses");
        }
        terms = List.copyOf(terms);
    }

    /** Whether it is computed of other metrics, and not by the graph. */
    public boolean isSum() {
        return !terms.isEmpty();
    }
}
