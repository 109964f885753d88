package dcgan.tensor.simd.convolution.winograd;

import static dcgan.tensor.planning.WinogradTile.FACTORS;
import static dcgan.tensor.planning.WinogradTile.OUTPUTS;
import static dcgan.tensor.planning.WinogradTile.TAPS;
import static dcgan.tensor.simd.memory.ChannelBlocks.BLOCK;

import dcgan.tensor.planning.SummationOrder;
import dcgan.tensor.simd.convolution.kernel.RowKernel;
import dcgan.tensor.simd.convolution.kernel.TransposedKernel;
import dcgan.tensor.simd.memory.Layout;

/** What a job of a Winograd convolution needs: the factors of both sides, their products, and scratch memory. */
final class WinogradScratch {

    /** So many images are transformed and multiplied at once at most: no gradient to the weight may sum more of them. */
    static final int MOST_IMAGES = SummationOrder.PART;

    /** Floats of a plane: images by a block of channels, or a block by a block. */
    private static final int PLANE = Math.max(MOST_IMAGES, BLOCK) * BLOCK;

    /** From plane to plane; a power of two would put all of them into the same lines of a cache. */
    private static final int DISTANCE = PLANE + 80;

    final Planes rows = new Planes(FACTORS, DISTANCE);
    final Planes columns = new Planes(FACTORS, DISTANCE);
    final Planes products = new Planes(FACTORS, DISTANCE);
    final Planes window = new Planes(FACTORS, new float[Layout.START + PLANE]);
    final Planes tile = new Planes(OUTPUTS * OUTPUTS, new float[Layout.START + PLANE]);
    final Planes tileGradient = new Planes(OUTPUTS * OUTPUTS, new float[Layout.START + PLANE]);
    final Planes taps = new Planes(TAPS * TAPS, new float[0]);
    final Planes between = new Planes(FACTORS, WinogradTransform.CHUNK + 16);

    /** Forgets the arrays of images and weights that the job worked on. */
    void forget() {
        window.forget();
        tile.forget();
        tileGradient.forget();
        taps.forget();
    }

    /** {@link RowKernel#multiply} or {@link TransposedKernel#multiply}. */
    @FunctionalInterface
    interface Kernel {
        void multiply(
                int rows,
                int depth,
                float[] a,
                int a0,
                float[] b,
                int b0,
                float[] c,
                int c0,
                int cStride,
                boolean accumulate);
    }

    /**
     * Multiplies the factors, each of the rows as a matrix with the same one of the columns.
     *
     * @param count of rows
     * @param firstRow where the first one begins, in floats from the start of its factors
     * @param depth of the sums
     * @param panels of columns
     * @param firstColumn where the first one begins, likewise
     * @param columnDistance from panel to panel of the columns
     * @param productDistance from panel to panel of the products
     * @param productStride from row to row of the products
     * @param accumulate whether to add to the products that are there
     */
    void multiply(
            Kernel kernel,
            int count,
            int firstRow,
            int depth,
            int panels,
            int firstColumn,
            int columnDistance,
            int productDistance,
            int productStride,
            boolean accumulate) {
        for (int factor = 0; factor < FACTORS; factor++) {
            for (int panel = 0; panel < panels; panel++) {
                kernel.multiply(
                        count,
                        depth,
                        rows.array(factor),
                        rows.start(factor) + firstRow,
                        columns.array(factor),
                        columns.start(factor) + firstColumn + panel * columnDistance,
                        products.array(factor),
                        products.start(factor) + panel * productDistance,
                        productStride,
                        accumulate);
            }
        }
    }
}
