package dcgan.nn.gan;

import java.util.List;

/**
 * Binary cross entropy with the non-saturating loss of the generator (Goodfellow et al. 2014): the discriminator is to say 1 of
 * real pictures and 0 of made ones, and the generator is to make it say 1.
 */
public record StandardObjective() implements Objective {

    private static final Scale LOSSES =
            new Scale(Scale.Kind.LOSS, "binary cross-entropy (nats)", 0, Double.POSITIVE_INFINITY);
    private static final Scale SCORES = new Scale(Scale.Kind.SCORE, "mean score (probability of being real)", 0, 1);

    private static final String LOSS_D = "lossD";
    static final String LOSS_D_REAL = "lossD_real";
    static final String LOSS_D_FAKE = "lossD_fake";
    static final String LOSS_G = "lossG";
    static final String D_X = "D_x";
    static final String D_G_Z1 = "D_G_z1";
    static final String D_G_Z2 = "D_G_z2";

    private static final List<Metric> METRICS = List.of(
            new Metric(LOSS_D, "lossD", "discriminator (real + fake)", LOSSES, true, List.of(LOSS_D_REAL, LOSS_D_FAKE)),
            new Metric(LOSS_D_REAL, "real", "discriminator, real", LOSSES, false, List.of()),
            new Metric(LOSS_D_FAKE, "fake", "discriminator, fake", LOSSES, false, List.of()),
            new Metric(LOSS_G, "lossG", "generator", LOSSES, true, List.of()),
            new Metric(D_X, "D(x)", "D(x), real images", SCORES, true, List.of()),
            new Metric(D_G_Z1, "D(G(z))", "D(G(z)) in the discriminator's step", SCORES, true, List.of()),
            new Metric(D_G_Z2, "D(G(z))", "D(G(z)) in the generator's step", SCORES, true, List.of()));

    /** {@code standard}. */
    @Override
    public String name() {
        return "standard";
    }

    @Override
    public List<Metric> metrics() {
        return METRICS;
    }
}
