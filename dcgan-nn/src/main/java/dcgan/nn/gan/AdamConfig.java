package dcgan.nn.gan;

import dcgan.nn.Adam;

/**
 * The constants of an optimiser {@link Adam}, without weight decay.
 *
 * @param lr the learning rate, above 0
 * @param beta1 the decay of the first moment, in [0, 1)
 * @param beta2 the decay of the second moment, in [0, 1)
 * @param eps keeps the quotient finite, at least 0
 */
public record AdamConfig(
        @WhenMissing("0.0002") double lr,
        @WhenMissing("0.5") double beta1,
        @WhenMissing("0.999") double beta2,
        @WhenMissing("1e-8") double eps) {

    /** The learning rate and betas of the DCGAN paper, and PyTorch's eps: 0.0002, 0.5, 0.999 and 1e-8. */
    public static final AdamConfig DEFAULT = new AdamConfig(0.0002, 0.5, 0.999, 1e-8);

    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public AdamConfig {
        adam(lr, beta1, beta2, eps);
    }

    /** The same with another learning rate. */
    public AdamConfig lr(double rate) {
        return new AdamConfig(rate, beta1, beta2, eps);
    }

    /** The same with other decays. */
    public AdamConfig betas(double first, double second) {
        return new AdamConfig(lr, first, second, eps);
    }

    /** The same with another eps. */
    public AdamConfig eps(double number) {
        return new AdamConfig(lr, beta1, beta2, number);
    }

    /** The optimiser. */
    public Adam adam() {
        return adam(lr, beta1, beta2, eps);
    }

    private static Adam adam(double lr, double beta1, double beta2, double eps) {
        return new Adam(new dcgan.tensor.op.Adam.Settings(lr, beta1, beta2, eps, 0));
    }
}
