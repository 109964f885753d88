package dcgan.tensor.simd;

import dcgan.tensor.BackendException;
import dcgan.tensor.op.Convolution.Geometry;
import java.util.Locale;
import java.util.Map;

/** By which algorithm convolutions are computed. */
enum ConvolutionChoice {
    /** {@link #WINOGRAD} where it is faster, else {@link #DIRECT}. */
    AUTO {
        @Override
        boolean isWinograd(Geometry g) {
            return WINOGRAD.isWinograd(g)
                    && g.n() >= ENOUGH_IMAGES
                    && 4L * WinogradPhase.multiplications(g)
                            <= 3L * PixelPairs.of(g).all().size();
        }
    },
    /** As defined: nothing but products and their sums. */
    DIRECT {
        @Override
        boolean isWinograd(Geometry g) {
            return false;
        }
    },
    /** By {@link Winograd} wherever that is possible: about ten times the rounding errors of {@link #DIRECT}. */
    WINOGRAD {
        @Override
        boolean isWinograd(Geometry g) {
            return WinogradPhase.divides(g) && !Layout.Weight.folded(g.weight());
        }
    };

    /** Option of the backend: {@code auto}, {@code direct} or {@code winograd}. */
    static final String OPTION = "simd.conv";

    /** From here on the transforms of the weights, which serve all images, pay. */
    private static final int ENOUGH_IMAGES = 32;

    /** Whether a convolution's passes are computed by {@link Winograd}. */
    abstract boolean isWinograd(Geometry g);

    /**
     * What the properties of a backend ask for.
     *
     * @throws BackendException if that is no algorithm
     */
    static ConvolutionChoice of(Map<String, String> properties) {
        String wanted = properties.getOrDefault(OPTION, "auto");
        for (ConvolutionChoice choice : values()) {
            if (choice.name().toLowerCase(Locale.ROOT).equals(wanted)) {
                return choice;
            }
        }
        throw new BackendException(OPTION + " must be auto, direct or winograd, but is \"" + wanted + "\"");
    }
}
