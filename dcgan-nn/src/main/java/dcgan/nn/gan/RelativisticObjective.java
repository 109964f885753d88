package dcgan.nn.gan;

import dcgan.nn.BCEWithLogitsLoss;
import dcgan.tensor.Graph;
import dcgan.tensor.Value;
import dcgan.tensor.op.Subtract;
import java.util.List;

/**
 * The relativistic pairing loss (Jolicoeur-Martineau 2018; Huang et al. 2024): the discriminator is to score each real picture
 * above the made one at the same place in the batch, and the generator is to reverse that. L_D = BCEWithLogits(D(x) − D(G(z)), 1)
 * and L_G = BCEWithLogits(D(G(z)) − D(x), 1). Only differences of scores have a meaning.
 */
public record RelativisticObjective() implements Objective {

    static final String NAME = "relativistic";

    private static final Scale LOSSES =
            new Scale(Scale.Kind.LOSS, "relativistic binary cross-entropy (nats)", 0, Double.POSITIVE_INFINITY);
    private static final Scale SCORES = new Scale(
            Scale.Kind.SCORE, "mean output of the discriminator", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    private static final List<Metric> METRICS = Losses.paired(LOSSES, SCORES);

    /** {@code relativistic}. */
    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean sigmoid() {
        return false;
    }

    @Override
    public List<Metric> metrics() {
        return METRICS;
    }

    @Override
    public Gradients discriminator(Graph.Builder graph, DiscriminatorPass real, DiscriminatorPass fake) {
        Value lead = graph.add(new Subtract(real.output(), fake.output()));
        Value toReal = Losses.add(graph, BCEWithLogitsLoss.of(), lead, 1, Losses.D);
        return new Gradients(toReal, graph.add(new dcgan.tensor.op.Scale(toReal, -1)));
    }

    @Override
    public Value generator(Graph.Builder graph, DiscriminatorPass real, DiscriminatorPass fake) {
        // In the order of the discriminator's step, for BatchNorm's running statistics.
        Value ofReal = real.output();
        Value lead = graph.add(new Subtract(fake.output(), ofReal));
        return Losses.add(graph, BCEWithLogitsLoss.of(), lead, 1, Losses.G);
    }

    @Override
    public Value score(Graph.Builder graph, DiscriminatorPass pass) {
        return pass.output();
    }

    /** The {@link #name()}. */
    @Override
    public String toString() {
        return name();
    }
}
