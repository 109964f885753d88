package dcgan.tensor.simd.memory;

import static dcgan.tensor.simd.vector.Lanes.DEPTH;
import static dcgan.tensor.simd.vector.Lanes.NR;

import dcgan.tensor.BackendException;
import dcgan.tensor.Shape;
import dcgan.tensor.planning.SummationOrder;
import dcgan.tensor.simd.vector.Lanes;
import java.util.Arrays;

/**
 * How a value lies in an array. Places that belong to no element are padding: kernels may leave anything in them, and no
 * result depends on it.
 */
public sealed interface Layout {

    /**
     * Where the elements of an image or a weight begin in their array. The JVM puts the first float of an array 16 bytes after
     * the start of the object; where objects start at multiples of 64 bytes, as the option
     * {@code -XX:ObjectAlignmentInBytes=64} demands, this one lies at such a multiple, and with it all vectors of the
     * kernels. Else each vector of 512 bits lies in two lines of the cache.
     */
    int START = 12;

    /** The length of an array is a multiple of this, so that a vector may be loaded from anywhere. */
    int ALIGNMENT = 64;

    /** The longest array whose length can still be rounded up. */
    int MAX_LENGTH = Integer.MAX_VALUE - ALIGNMENT;

    /** The value's shape. */
    Shape shape();

    /** Floats in the array. */
    int length();

    /** For each element, in row-major order, its place in the array. */
    int[] places();

    private static int roundUp(int value, int multiple) {
        return (value + multiple - 1) / multiple * multiple;
    }

    /**
     * The length of an array for so many floats.
     *
     * @throws BackendException if no array is that long
     */
    private static int length(Shape shape, long floats) {
        return roundUp(requireLength(floats, "a buffer " + shape + " with its padding"), ALIGNMENT);
    }

    /**
     * Checks the length of an array.
     *
     * @param what it shall hold, for the message
     * @throws BackendException if no array is that long
     */
    static int requireLength(long length, String what) {
        if (length > MAX_LENGTH) {
            throw new BackendException("simd cannot hold " + what + ", which takes " + length
                    + " numbers; choose a smaller batch or image");
        }
        return (int) length;
    }

    /** Row-major. */
    record Flat(Shape shape) implements Layout {

        @Override
        public int length() {
            return Layout.length(shape, shape.size());
        }

        @Override
        public int[] places() {
            int[] places = new int[shape.size()];
            Arrays.setAll(places, i -> i);
            return places;
        }
    }

    /**
     * How channels are divided into blocks. But for thin images a block has room for {@link Lanes#DEPTH} channels, however few
     * there are: with that constant distance between two images a micro-kernel needs no arithmetic to find its rows.
     *
     * @param channels all of them
     * @param size channels of a block; the last block may use fewer
     * @param count blocks; {@code count · size ≥ channels}
     */
    record Blocks(int channels, int size, int count) {

        /** Up to here an image is thin: its channels are not padded, and kernels gather its pixels first. */
        public static final int THIN = SummationOrder.THIN;

        /** The blocks of an image's channels. */
        static Blocks of(int channels) {
            return channels <= THIN ? new Blocks(channels, channels, 1) : padded(channels);
        }

        /** Blocks with room for {@link Lanes#DEPTH} channels, even of a thin image. */
        public static Blocks padded(int channels) {
            return new Blocks(channels, DEPTH, (channels + DEPTH - 1) / DEPTH);
        }

        /** Channels of a block that are no padding. */
        public int used(int block) {
            return Math.min(size, channels - block * size);
        }

        /** Panels of NR columns that a block's channels fill. */
        public int panels(int block) {
            return (used(block) + NR - 1) / NR;
        }
    }

    /**
     * An image {@code [N, C, H, W]} as {@code [H][W][C / c][N][c]}: the batch lies inside the pixel, so that a convolution
     * at one output pixel is a matrix product of {@code N} rows, without padding and without im2col.
     *
     * <pre>
     *   pixel (0,0)                                   pixel (0,1)
     *   block 0                block 1                block 0
     *   image 0: c channels    image 0: c channels    image 0: c channels    …
     *   image 1: c channels    image 1: c channels    …
     *   …                      …
     * </pre>
     */
    record Image(Shape shape, Blocks blocks) implements Layout {

        public Image(Shape shape) {
            this(shape, Blocks.of(shape.dim(1)));
        }

        /** In blocks with room for {@link Lanes#DEPTH} channels, even if the image is thin. */
        public static Image padded(Shape shape) {
            return new Image(shape, Blocks.padded(shape.dim(1)));
        }

        public int n() {
            return shape.dim(0);
        }

        public int pixels() {
            return shape.dim(2) * shape.dim(3);
        }

        /** Floats of one block of one pixel. */
        public int blockLength() {
            return n() * blocks.size();
        }

        /** Where a block of a pixel begins. */
        public int offset(int pixel, int block) {
            return START + (pixel * blocks.count() + block) * blockLength();
        }

        @Override
        public int length() {
            return Layout.length(shape, START + (long) pixels() * blocks.count() * n() * blocks.size());
        }

        @Override
        public int[] places() {
            int[] places = new int[shape.size()];
            int i = 0;
            for (int n = 0; n < n(); n++) {
                for (int c = 0; c < blocks.channels(); c++) {
                    int inBlock = n * blocks.size() + c % blocks.size();
                    for (int pixel = 0; pixel < pixels(); pixel++) {
                        places[i++] = offset(pixel, c / blocks.size()) + inBlock;
                    }
                }
            }
            return places;
        }
    }

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
    record Weight(Shape shape, boolean sumsLarge, Blocks k) implements Layout {

        private Weight(Shape shape, boolean sumsLarge) {
            this(shape, sumsLarge, rows(shape, sumsLarge));
        }

        /** The way in which the weight lies: the side that wastes less padding as columns is N. */
        public Weight(Shape shape) {
            this(shape, columnsAreSmall(shape));
        }

        private static boolean columnsAreSmall(Shape shape) {
            int small = shape.dim(0);
            int large = large(shape);
            if (small <= Blocks.THIN) {
                return false;
            }
            return (double) small / roundUp(small, NR) >= (double) large / roundUp(large, NR);
        }

        public static boolean folded(Shape shape) {
            return shape.dim(1) <= Blocks.THIN;
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
        private static Blocks rows(Shape shape, boolean sumsLarge) {
            if (!sumsLarge) {
                return Blocks.of(shape.dim(0));
            }
            return folded(shape) ? Blocks.padded(large(shape)) : Blocks.of(large(shape));
        }

        /** Panels of NR columns. */
        public int panels() {
            return roundUp(sumsLarge ? shape.dim(0) : large(), NR) / NR;
        }

        /** Floats of one panel of one block of K. */
        public int panelLength() {
            return k().size() * NR;
        }

        /** Where the panels of a block of K begin. */
        public int offset(int tap, int kBlock) {
            return START + (tap * k().count() + kBlock) * panels() * panelLength();
        }

        Weight turned() {
            return new Weight(shape, !sumsLarge);
        }

        @Override
        public int length() {
            return Layout.length(shape, START + (long) taps() * k().count() * panels() * panelLength());
        }

        @Override
        public int[] places() {
            int[] places = new int[shape.size()];
            int kernel = shape.dim(2) * shape.dim(3);
            Blocks k = k();
            int i = 0;
            for (int s = 0; s < shape.dim(0); s++) {
                for (int l = 0; l < shape.dim(1); l++) {
                    for (int tap = 0; tap < kernel; tap++) {
                        int large = folded() ? tap * shape.dim(1) + l : l;
                        int row = sumsLarge ? large : s;
                        int column = sumsLarge ? s : large;
                        places[i++] = offset(folded() ? 0 : tap, row / k.size())
                                + column / NR * panelLength()
                                + row % k.size() * NR
                                + column % NR;
                    }
                }
            }
            return places;
        }
    }
}
