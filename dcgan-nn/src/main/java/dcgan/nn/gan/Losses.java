package dcgan.nn.gan;

import dcgan.nn.Loss;
import dcgan.tensor.Graph;
import dcgan.tensor.Value;
import dcgan.tensor.op.Fill;
import java.util.List;
import java.util.stream.Stream;

/** The losses of both networks, as every objective reports them. */
final class Losses {

    static final String D = "lossD";
    static final String D_REAL = "lossD_real";
    static final String D_FAKE = "lossD_fake";
    static final String G = "lossG";

    private Losses() {}

    /** The metrics of an objective whose discriminator judges real and made pictures each by themselves. */
    static List<Metric> separate(Scale losses, Scale scores) {
        return all(
                scores,
                new Metric(D, D, "discriminator (real + fake)", losses, true, List.of(D_REAL, D_FAKE)),
                new Metric(D_REAL, "real", "discriminator, real", losses, false, List.of()),
                new Metric(D_FAKE, "fake", "discriminator, fake", losses, false, List.of()),
                generator(losses));
    }

    /** The metrics of an objective whose discriminator judges pairs of pictures. */
    static List<Metric> paired(Scale losses, Scale scores) {
        return all(scores, new Metric(D, D, "discriminator", losses, true, List.of()), generator(losses));
    }

    private static Metric generator(Scale losses) {
        return new Metric(G, G, "generator", losses, true, List.of());
    }

    private static List<Metric> all(Scale scores, Metric... losses) {
        return Stream.concat(Stream.of(losses), Scores.metrics(scores).stream()).toList();
    }

    /** Appends how far an output is from one target for all of its elements, and yields the gradient to the output. */
    static Value add(Graph.Builder graph, Loss loss, Value output, float target, String metric) {
        Value targets = graph.add(new Fill(output.shape(), target));
        graph.output(metric, loss.value(graph, output, targets));
        return loss.gradient(graph, output, targets);
    }
}
