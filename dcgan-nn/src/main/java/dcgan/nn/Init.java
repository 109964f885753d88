package dcgan.nn;

import java.util.Locale;

/** How the parameters of a network start. */
public enum Init {
    /** As each layer of {@code torch.nn} does by itself. */
    DEFAULT,
    /**
     * As the paper says (Radford, Metz, Chintala 2016, section 3): convolution weights from N(0, 0.02²); as its authors'
     * code does, BatchNorm weights from N(1, 0.02²) and biases 0. What the paper does not mention starts by default.
     */
    DCGAN;

    /** The name in lower case, as in options and files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Fresh values for a parameter, the same for the same seed and stream. */
    public float[] values(Parameter parameter, long seed, int stream) {
        float[] values = new float[parameter.shape().size()];
        Distribution distribution = this == DCGAN ? parameter.byPaper() : parameter.byDefault();
        distribution.fill(seed, stream, values);
        return values;
    }
}
