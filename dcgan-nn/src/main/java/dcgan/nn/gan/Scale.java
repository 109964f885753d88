package dcgan.nn.gan;

/**
 * What a {@link Metric} is measured on. Metrics of the same scale belong on the same chart.
 *
 * @param kind what is measured
 * @param unit what the numbers are, such as {@code binary cross-entropy (nats)}
 * @param min the lowest possible number, or negative infinity
 * @param max the highest possible number, or infinity
 */
public record Scale(Kind kind, String unit, double min, double max) {

    /** What is measured. */
    public enum Kind {
        /** How far a network is from what it is trained for; a loss that is not finite ends the training. */
        LOSS,
        /** What the discriminator says of a batch: the higher, the more it takes the pictures for real. */
        SCORE
    }

    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException if one is missing, or the lowest number is not below the highest
     */
    public Scale {
        if (kind == null || unit == null) {
            throw new IllegalArgumentException("a scale needs a kind and a unit");
        }
        if (!(min < max)) {
            throw new IllegalArgumentException("the scale \"" + unit + "\" cannot reach from " + min + " to " + max);
        }
    }
}
