package dcgan.nn.gan;

import dcgan.nn.BCELoss;
import dcgan.nn.BCEWithLogitsLoss;
import dcgan.nn.Loss;
import dcgan.tensor.Graph;
import dcgan.tensor.Value;
import dcgan.tensor.op.Sigmoid;
import java.util.List;

/**
 * Binary cross entropy with the non-saturating loss of the generator (Goodfellow et al. 2014): the discriminator is to say 1 of
 * real pictures and 0 of made ones, and the generator is to make it say 1. {@link BCELoss} where the discriminator ends in a
 * {@link dcgan.nn.Sigmoid}, else {@link BCEWithLogitsLoss}.
 */
public record StandardObjective() implements Objective {

    static final String NAME = "standard";

    private static final Scale LOSSES =
            new Scale(Scale.Kind.LOSS, "binary cross-entropy (nats)", 0, Double.POSITIVE_INFINITY);
    private static final Scale SCORES = new Scale(Scale.Kind.SCORE, "mean score (probability of being real)", 0, 1);

    private static final List<Metric> METRICS = Losses.separate(LOSSES, SCORES);

    /** {@code standard}. */
    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean sigmoid() {
        return true;
    }

    @Override
    public List<Metric> metrics() {
        return METRICS;
    }

    @Override
    public Gradients discriminator(Graph.Builder graph, DiscriminatorPass real, DiscriminatorPass fake) {
        return new Gradients(judge(graph, real, 1, Losses.D_REAL), judge(graph, fake, 0, Losses.D_FAKE));
    }

    @Override
    public Value generator(Graph.Builder graph, DiscriminatorPass real, DiscriminatorPass fake) {
        return judge(graph, fake, 1, Losses.G);
    }

    /** Appends the loss of a pass that should have said the target, and yields its gradient. */
    private static Value judge(Graph.Builder graph, DiscriminatorPass pass, float target, String metric) {
        Loss loss = pass.isProbability() ? BCELoss.of() : BCEWithLogitsLoss.of();
        return Losses.add(graph, loss, pass.output(), target, metric);
    }

    @Override
    public Value score(Graph.Builder graph, DiscriminatorPass pass) {
        return pass.isProbability() ? pass.output() : graph.add(new Sigmoid(pass.output()));
    }

    /** The {@link #name()}. */
    @Override
    public String toString() {
        return name();
    }
}
