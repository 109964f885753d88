package dcgan.tensor.planning;

import dcgan.tensor.op.Convolution.Geometry;

/**
 * Winograd's minimal filtering F(4×4, 2×2): four by four outputs of a filter of two by two taps in 25 multiplications instead
 * of 64. A convolution of stride 2 with a 4×4 kernel is four such filters, one on each phase: the taps of one parity along each
 * axis meet every other row and column of the large image.
 *
 * <p>In one dimension, with the inputs {@code d}, the taps {@code g} and the outputs {@code y},
 *
 * <pre>
 *   y = Aᵀ [(G g) ⊙ (Bᵀ d)]        dg = Gᵀ [(A dy) ⊙ (Bᵀ d)]
 *
 *        | 2 -1 -2  1  0 |        |  1/2    0  |         | 1  1  1  1  0 |
 *        | 0 -2 -1  1  0 |        | -1/2 -1/2  |    Aᵀ = | 0  1 -1  2  0 |
 *   Bᵀ = | 0  2 -3  1  0 |    G = | -1/6  1/6  |         | 0  1  1  4  0 |
 *        | 0 -1  0  1  0 |        |  1/6  1/3  |         | 0  1 -1  8  1 |
 *        | 0  2 -1 -2  1 |        |    0    1  |
 * </pre>
 *
 * and in two dimensions once along each. The matrices are those of Toom and Cook for the points 0, 1, −1, 2 and ∞; see Lavin and
 * Gray, <em>Fast Algorithms for Convolutional Neural Networks</em> (2015), and Blahut, <em>Fast Algorithms for Signal
 * Processing</em> (2010), chapter 5.
 *
 * <p>Kernels multiply by these matrices with as few operations as they can; all in the same order, so that they give the same bits.
 */
public final class WinogradTile {

    /** Rows and columns of the kernel. */
    public static final int KERNEL = 4;

    /** The step of the convolution along each axis. */
    public static final int STRIDE = 2;

    /** Phases, two along each axis. */
    public static final int PHASES = STRIDE * STRIDE;

    /** Taps along one axis of a phase. */
    public static final int TAPS = KERNEL / STRIDE;

    /** Outputs along one axis of a tile. */
    public static final int OUTPUTS = 4;

    /** Inputs along one axis that the outputs of a tile depend on. */
    public static final int INPUTS = OUTPUTS + TAPS - 1;

    /** Factors that a filter or a window is transformed to: the multiplications for a tile. */
    public static final int FACTORS = INPUTS * INPUTS;

    private WinogradTile() {}

    /**
     * A matrix that is applied along one axis: each row gives one number of the result.
     *
     * <p>Nothing multiplies by these coefficients when a graph runs; they specify what the kernels compute. WinogradTileTest shows
     * that the matrices give a convolution and its gradient. WinogradTransformTest holds the simd backend's transforms to them. The
     * tornado backend's transforms must have the bits of simd's: its SameBitsTest compares them.
     */
    public enum Matrix {
        /** {@code Bᵀ}: inputs to factors. */
        INPUT(new float[][] {{2, -1, -2, 1, 0}, {0, -2, -1, 1, 0}, {0, 2, -3, 1, 0}, {0, -1, 0, 1, 0}, {0, 2, -1, -2, 1}
        }),
        /** {@code G}: taps to factors. */
        FILTER(new float[][] {{1 / 2f, 0}, {-1 / 2f, -1 / 2f}, {-1 / 6f, 1 / 6f}, {1 / 6f, 1 / 3f}, {0, 1}}),
        /** {@code Aᵀ}: products to outputs. */
        OUTPUT(new float[][] {{1, 1, 1, 1, 0}, {0, 1, -1, 2, 0}, {0, 1, 1, 4, 0}, {0, 1, -1, 8, 1}}),
        /** {@code A}: gradients to outputs to factors. */
        OUTPUT_GRADIENT(transposed(OUTPUT.coefficients)),
        /** {@code Gᵀ}: products to gradients to taps. */
        FILTER_GRADIENT(transposed(FILTER.coefficients));

        private final float[][] coefficients;

        Matrix(float[][] coefficients) {
            this.coefficients = coefficients;
        }

        /** How many numbers the matrix yields. */
        public int rows() {
            return coefficients.length;
        }

        /** How many numbers the matrix is applied to. */
        public int columns() {
            return coefficients[0].length;
        }

        /** One of the coefficients. */
        public float at(int row, int column) {
            return coefficients[row][column];
        }

        private static float[][] transposed(float[][] matrix) {
            float[][] transposed = new float[matrix[0].length][matrix.length];
            for (int row = 0; row < matrix.length; row++) {
                for (int column = 0; column < matrix[0].length; column++) {
                    transposed[column][row] = matrix[row][column];
                }
            }
            return transposed;
        }
    }

    /** Whether a convolution can be computed so; a large image of few channels has too little to multiply. */
    public static boolean fits(Geometry g) {
        return g.weight().dim(2) == KERNEL
                && g.weight().dim(3) == KERNEL
                && g.stride().h() == STRIDE
                && g.stride().w() == STRIDE
                && g.large().dim(1) > SummationOrder.THIN;
    }

    /**
     * Where along one axis the inputs of a phase begin when the small image is the output: at this row or column of the large image,
     * which is negative on the padding. The next inputs lie {@value #STRIDE} apart. The taps of the phase are {@code phase} and
     * {@code phase + STRIDE}.
     *
     * @param phase along the axis, from 0 to {@code STRIDE - 1}
     */
    public static int firstInputDown(int phase, int padding) {
        return phase - padding;
    }

    /**
     * Where along one axis the inputs of a phase begin when the large image is the output: at this row or column of the small image,
     * or at -1, before its edge. The next inputs lie side by side.
     *
     * @param phase along the axis: the outputs are every other row or column of the large image, from this one on
     */
    public static int firstInputUp(int phase, int padding) {
        return (phase + padding) / STRIDE - 1;
    }

    /**
     * The earlier tap of a phase along one axis when the large image is the output. The later one, {@value #STRIDE} further on, is
     * the one that meets the first input.
     *
     * @param phase as for {@link #firstInputUp}
     */
    public static int earlierTapUp(int phase, int padding) {
        return (phase + padding) % STRIDE;
    }

    /** How many tiles cover so many outputs along one axis. */
    public static int count(int outputs) {
        return Math.ceilDiv(outputs, OUTPUTS);
    }
}
