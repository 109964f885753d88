package dcgan.nn.gan;

import java.util.Locale;

/** One of the two players. */
public enum Network {
    /** Makes pictures of latents. */
    GENERATOR,
    /** Tells real pictures from made ones. */
    DISCRIMINATOR;

    /** The name in lower case, with which the names of its tensors begin. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the names of its optimiser's state begin with. */
    String optimizer() {
        return this == GENERATOR ? "optimizer_g" : "optimizer_d";
    }
}
