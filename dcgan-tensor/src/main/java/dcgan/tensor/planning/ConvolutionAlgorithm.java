package dcgan.tensor.planning;

import dcgan.tensor.op.Convolution.Geometry;

/**
 * By which algorithm a backend computes a convolution. All backends that have Winograd's decide alike, so that their results stay
 * together.
 */
public enum ConvolutionAlgorithm {
    /** As defined: nothing but products and their sums. */
    DIRECT,
    /** By Winograd's minimal filtering; see {@link WinogradTile}. */
    WINOGRAD;

    /** From here on the transforms of the weights, which serve all tiles of all images, pay. */
    private static final int ENOUGH_ROWS = 32;

    /** So many sums of {@value SummationOrder#PART} images are added in a gradient to the weight at most. */
    private static final int LONGEST_CHAIN = 256;

    /**
     * The algorithm of the three passes of a convolution.
     *
     * @param choice what the user asks for
     * @param g the shapes, batch size included
     */
    public static ConvolutionAlgorithm of(ConvolutionChoice choice, Geometry g) {
        boolean winograd = WinogradTile.fits(g)
                && switch (choice) {
                    case DIRECT -> false;
                    case WINOGRAD -> true;
                    case AUTO -> isWorthwhile(g);
                };
        return winograd ? WINOGRAD : DIRECT;
    }

    private static boolean isWorthwhile(Geometry g) {
        return g.n() * tiles(g) >= ENOUGH_ROWS
                && 4 * multiplications(g) <= 3 * products(g)
                && tiles(g) * Math.ceilDiv(g.n(), SummationOrder.PART) <= LONGEST_CHAIN;
    }

    /** For each pair of channels and each image. */
    private static long multiplications(Geometry g) {
        return (long) WinogradTile.PHASES * WinogradTile.FACTORS * tiles(g);
    }

    /** That cover the small image. */
    private static long tiles(Geometry g) {
        return (long) WinogradTile.count(g.small().dim(2))
                * WinogradTile.count(g.small().dim(3));
    }

    /** Those of a direct convolution. */
    private static long products(Geometry g) {
        return g.flops() / 2 / g.n() / g.weight().dim(0) / g.weight().dim(1);
    }
}
