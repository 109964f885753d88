package dcgan.tensor.spi;

import dcgan.tensor.BackendException;
import dcgan.tensor.op.Convolution.Geometry;
import java.util.Locale;
import java.util.Map;

/**
 * By which algorithm a backend computes convolutions, for those that have Winograd's. All choose alike, so that their results
 * stay together.
 */
public enum ConvolutionChoice {
    /**
     * {@link #WINOGRAD} where it is faster, else {@link #DIRECT}; also for batches and images so large that the rounding errors of
     * Winograd's gradient to the weight, which is one sum over all tiles and images, would become noticeable.
     */
    AUTO {
        @Override
        public boolean isWinograd(Geometry g) {
            return WINOGRAD.isWinograd(g)
                    && g.n() >= ENOUGH_IMAGES
                    && 4 * multiplications(g) <= 3 * products(g)
                    && tiles(g) * Math.ceilDiv(g.n(), SummationOrder.PART) <= LONGEST_CHAIN;
        }
    },
    /** As defined: nothing but products and their sums. */
    DIRECT {
        @Override
        public boolean isWinograd(Geometry g) {
            return false;
        }
    },
    /**
     * By Winograd's minimal filtering F(4×4, 2×2) wherever that is possible, which is for a 4×4 kernel with stride 2 and a large
     * image of more than 4 channels: about ten times the rounding errors of {@link #DIRECT}.
     */
    WINOGRAD {
        @Override
        public boolean isWinograd(Geometry g) {
            return g.weight().dim(2) == KERNEL
                    && g.weight().dim(3) == KERNEL
                    && g.stride().h() == STRIDE
                    && g.stride().w() == STRIDE
                    && g.large().dim(1) > SummationOrder.THIN;
        }
    };

    private static final int KERNEL = 4;
    private static final int STRIDE = 2;

    /** From here on the transforms of the weights, which serve all images, pay. */
    private static final int ENOUGH_IMAGES = 32;

    /** So many sums of {@value SummationOrder#PART} images are added in a gradient to the weight at most. */
    private static final int LONGEST_CHAIN = 256;

    /** Pixels along one axis of a tile of the small image, and the multiplications for one in each of four phases. */
    private static final int TILE = 4;

    private static final int FACTORS = 25;

    /** Whether the three passes of a convolution of such shapes, batch size included, are computed by Winograd's algorithm. */
    public abstract boolean isWinograd(Geometry g);

    /**
     * What the properties of a backend ask for; without a wish {@link #AUTO}.
     *
     * @param properties the backend's
     * @param option the backend's name for the choice between {@code auto}, {@code direct} and {@code winograd}
     * @throws BackendException if they ask for another
     */
    public static ConvolutionChoice of(Map<String, String> properties, String option) {
        String wanted = properties.getOrDefault(option, "auto");
        for (ConvolutionChoice choice : values()) {
            if (choice.name().toLowerCase(Locale.ROOT).equals(wanted)) {
                return choice;
            }
        }
        throw new BackendException(option + " must be auto, direct or winograd, but is \"" + wanted + "\"");
    }

    /** For each pair of channels and each image. */
    private static long multiplications(Geometry g) {
        return 4L * FACTORS * tiles(g);
    }

    /** That cover the small image. */
    private static long tiles(Geometry g) {
        return (long) Math.ceilDiv(g.small().dim(2), TILE)
                * Math.ceilDiv(g.small().dim(3), TILE);
    }

    /** Those of a direct convolution. */
    private static long products(Geometry g) {
        return g.flops() / 2 / g.n() / g.weight().dim(0) / g.weight().dim(1);
    }
}
