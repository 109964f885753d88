package dcgan.nn.gan;

import dcgan.nn.MSELoss;
import dcgan.tensor.Graph;
import dcgan.tensor.Value;
import dcgan.tensor.op.Fill;
import java.util.List;

/**
 * The least squares loss (Mao et al. 2017): the discriminator is to score real pictures 1 and made ones 0, and the generator is to
 * have its pictures scored 1. L_D = ½ mean((D(x) − 1)²) + ½ mean(D(G(z))²) and L_G = ½ mean((D(G(z)) − 1)²).
 */
public record LeastSquaresObjective() implements Objective {

    static final String NAME = "least-squares";

    private static final Scale LOSSES =
            new Scale(Scale.Kind.LOSS, "half the mean squared error", 0, Double.POSITIVE_INFINITY);
    private static final Scale SCORES = new Scale(
            Scale.Kind.SCORE,
            "mean output of the discriminator (real: 1, generated: 0)",
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY);

    private static final List<Metric> METRICS = Losses.separate(LOSSES, SCORES);

    /** {@code least-squares}. */
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
        return new Gradients(judge(graph, real, 1, Losses.D_REAL), judge(graph, fake, 0, Losses.D_FAKE));
    }

    @Override
    public Value generator(Graph.Builder graph, DiscriminatorPass real, DiscriminatorPass fake) {
        return judge(graph, fake, 1, Losses.G);
    }

    /** Appends half the squared error of a pass that should have said the target, and yields its gradient. */
    private static Value judge(Graph.Builder graph, DiscriminatorPass pass, float target, String metric) {
        MSELoss loss = MSELoss.of();
        Value targets = graph.add(new Fill(pass.output().shape(), target));
        graph.output(metric, half(graph, loss.value(graph, pass.output(), targets)));
        return half(graph, loss.gradient(graph, pass.output(), targets));
    }

    private static Value half(Graph.Builder graph, Value value) {
        return graph.add(new dcgan.tensor.op.Scale(value, 0.5f));
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
