package dcgan.tensor.simd.memory;

import static dcgan.tensor.simd.memory.ChannelBlocks.NR;

import dcgan.tensor.Shape;

/**
 * A convolution's weight {@code [S, L, kH, kW]} as the right-hand side of a matrix product:
 * {@code [tap][K / k][N / NR][k][NR]}, where K are the channels that the product sums over, in the blocks of their
 * image, and N the channels that it yields. A forward and a backward pass sum over opposite sides, so each weight lies
 * in memory one way and is copied the other way when a pass needs it.
 *
 * <p>A thin large image (L ≤ 4) is gathered into columns of {@code kH · kW · L} channels first; its weight is then that
 * of a 1×1 convolution.
 *
 * @param shape {@code [S, L, kH, kW]}
 * @param sumsLarge whether K is the large image's side, as in {@link dcgan.tensor.op.Convolution.Primitive#DOWN}
 * @param k the blocks of K, kept because kernels ask for them all the time
 */
public record WeightLayout(Shape shape, boolean sumsLarge, ChannelBlocks k) implements Layout {

    private WeightLayout(Shape shape, boolean sumsLarge) {
        this(shape, sumsLarge, rows(shape, sumsLarge));
    }

    /** The way in which the weight lies: the side that wastes less padding as columns is N. */
    public WeightLayout(Shape shape) {
        this(shape, columnsAreSmall(shape));
    }

    private static boolean columnsAreSmall(Shape shape) {
        int small = shape.dim(0);
        int large = large(shape);
        if (small <= ChannelBlocks.THIN) {
            return false;
        }
        return (double) small / padded(small) >= (double) large / padded(large);
    }

    private static int padded(int columns) {
        return Math.ceilDiv(columns, NR) * NR;
    }

    public static boolean folded(Shape shape) {
        return shape.dim(1) <= ChannelBlocks.THIN;
    }

    public boolean folded() {
        return folded(shape);
    }

    public int taps() {
        return folded() ? 1 : shape.dim(2) * shape.dim(3);
    }

    private int large() {
        return large(shape);
    }

    private static int large(Shape shape) {
        return folded(shape) ? shape.size() / shape.dim(0) : shape.dim(1);
    }

    /** The blocks of K. */
    private static ChannelBlocks rows(Shape shape, boolean sumsLarge) {
        if (!sumsLarge) {
            return ChannelBlocks.of(shape.dim(0));
        }
        return folded(shape) ? ChannelBlocks.padded(large(shape)) : ChannelBlocks.of(large(shape));
    }

    /** Panels of NR columns. */
    public int panels() {
        return Math.ceilDiv(sumsLarge ? shape.dim(0) : large(), NR);
    }

    /** Floats of one panel of one block of K. */
    public int panelLength() {
        return k().size() * NR;
    }

    /** Where the panels of a block of K begin. */
    public int offset(int tap, int kBlock) {
        return START + (tap * k().count() + kBlock) * panels() * panelLength();
    }

    /** The layout of the transposed weight. */
    public WeightLayout transposed() {
        return new WeightLayout(shape, !sumsLarge);
    }

    @Override
    public int length() {
        return ArrayLength.padded(shape, START + (long) taps() * k().count() * panels() * panelLength());
    }

    @Override
    public int[] indices() {
        int[] indices = new int[shape.size()];
        int kernel = shape.dim(2) * shape.dim(3);
        ChannelBlocks k = k();
        int i = 0;
        for (int s = 0; s < shape.dim(0); s++) {
            for (int l = 0; l < shape.dim(1); l++) {
                for (int tap = 0; tap < kernel; tap++) {
                    int large = folded() ? tap * shape.dim(1) + l : l;
                    int row = sumsLarge ? large : s;
                    int column = sumsLarge ? s : large;
                    indices[i++] = offset(folded() ? 0 : tap, row / k.size())
                            + column / NR * panelLength()
                            + row % k.size() * NR
                            + column % NR;
                }
            }
        }
        return indices;
    }
}
