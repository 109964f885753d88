package dcgan.nn.gan;

import dcgan.tensor.Graph;
import dcgan.tensor.Value;
import dcgan.tensor.op.Mean;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the discriminator says of a batch, as every objective reports it: an output with the scores, {@code [B, 1, 1, 1]} for a
 * DCGAN, and a metric with their mean.
 */
enum Scores {
    /** Of real pictures. */
    REAL("D(x)", "D_x", "D(x)", "D(x), real images"),
    /** Of made ones, in the discriminator's step. */
    FAKE("D(G(z)).1", "D_G_z1", "D(G(z))", "D(G(z)) in the discriminator's step"),
    /** Of made ones, in the generator's step. */
    FAKE_UPDATED("D(G(z)).2", "D_G_z2", "D(G(z))", "D(G(z)) in the generator's step");

    private final String output;
    private final String metric;
    private final String label;
    private final String title;

    Scores(String output, String metric, String label, String title) {
        this.output = output;
        this.metric = metric;
        this.label = label;
        this.title = title;
    }

    /** Names the scores and their mean. */
    void report(Graph.Builder graph, Value scores) {
        graph.output(output, scores);
        graph.output(metric, graph.add(new Mean(scores)));
    }

    /** The metrics of all three. */
    static List<Metric> metrics(Scale scale) {
        return Stream.of(values())
                .map(scores -> new Metric(scores.metric, scores.label, scores.title, scale, true, List.of()))
                .toList();
    }
}
