package dcgan.nn.gan;

import dcgan.nn.HingeLoss;
import dcgan.tensor.Graph;
import dcgan.tensor.Value;
import dcgan.tensor.op.Fill;
import dcgan.tensor.op.Mean;
import java.util.List;

/**
 * The hinge loss (Lim and Ye 2017): the discriminator is to score real pictures above 1 and made ones below −1, and the generator
 * is to raise the scores of what it makes. L_D = mean(max(1 − D(x), 0)) + mean(max(1 + D(G(z)), 0)) and L_G = −mean(D(G(z))).
 */
public record HingeObjective() implements Objective {

    static final String NAME = "hinge";

    private static final Scale LOSSES =
            new Scale(Scale.Kind.LOSS, "hinge loss", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    private static final Scale SCORES = new Scale(
            Scale.Kind.SCORE,
            "mean output of the discriminator (real: above 1)",
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY);

    private static final List<Metric> METRICS = Losses.separate(LOSSES, SCORES);

    /** {@code hinge}. */
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
        return new Gradients(
                Losses.add(graph, HingeLoss.of(), real.output(), 1, Losses.D_REAL),
                Losses.add(graph, HingeLoss.of(), fake.output(), -1, Losses.D_FAKE));
    }

    @Override
    public Value generator(Graph.Builder graph, DiscriminatorPass real, DiscriminatorPass fake) {
        Value output = fake.output();
        Value mean = graph.add(new Mean(output));
        graph.output(Losses.G, graph.add(new dcgan.tensor.op.Scale(mean, -1)));
        return graph.add(new Fill(output.shape(), -1f / output.shape().size()));
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
