package dcgan.tensor.tornado.kernels;

import static dcgan.tensor.tornado.kernels.ElementwiseKernels.COUNT;

import dcgan.tensor.tornado.kernels.ElementwiseKernels.Binary;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * What spectral normalisation does beside the sums of {@link Sums}. Geometry: one work item a number of the result, in work groups of
 * {@link ElementwiseKernels#GROUP}; no local memory.
 */
public final class MatrixKernels {

    /** Indices of the integers of {@link #transposed}. */
    public static final class Transposed {
        public static final int MATRIX = 1;
        public static final int VECTOR = 2;
        public static final int OUT = 3;
        public static final int ROWS = 4;

        /** Indices of how far apart two rows are, and two numbers of a row. */
        public static final int ROW_STRIDE = 5;

        public static final int STRIDE = 6;

        /** The number of integers. */
        public static final int LENGTH = 7;

        private Transposed() {}
    }

    /** Indices of the integers of {@link #spectralNormBackward}. */
    public static final class Backward {
        public static final int GRAD_OUTPUT = 1;
        public static final int OUT = 2;
        public static final int DOT = 3;
        public static final int U = 4;
        public static final int V = 5;
        public static final int SIGMA = 6;
        public static final int ROWS = 7;

        /** Index of the number of rows that there is room for. */
        public static final int LANES = 8;

        public static final int COLUMNS = 9;

        /** Indices of how far apart two rows are, and two numbers of a row. */
        public static final int ROW_STRIDE = 10;

        public static final int STRIDE = 11;

        /** The number of integers. */
        public static final int LENGTH = 12;

        private Backward() {}
    }

    private MatrixKernels() {}

    /** {@code out[j] = Σ_s matrix[s,j] x[s]}: 4 bytes and 4 FLOPs a number of the matrix; compensated (Kahan 1965). */
    public static void transposed(KernelContext context, FloatArray a, IntArray g) {
        int j = context.globalIdx;
        if (j < g.get(COUNT)) {
            float sum = 0;
            float lost = 0;
            for (int s = 0; s < g.get(Transposed.ROWS); s++) {
                int at = g.get(Transposed.MATRIX) + s * g.get(Transposed.ROW_STRIDE) + j * g.get(Transposed.STRIDE);
                float term = a.get(at) * a.get(g.get(Transposed.VECTOR) + s) - lost;
                float next = sum + term;
                lost = (next - sum) - term;
                sum = next;
            }
            a.set(g.get(Transposed.OUT) + j, sum);
        }
    }

    /**
     * Not called {@code normalize}, which is a function of OpenCL's. {@code x / max(√square, eps)}, the square and eps being single
     * numbers: 8 bytes, a root and 2 FLOPs an element.
     */
    public static void unitVector(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            float length = TornadoMath.sqrt(a.get(g.get(Binary.Y)));
            float eps = a.get(g.get(Binary.CONSTANT));
            a.set(g.get(Binary.OUT) + k, a.get(g.get(Binary.X) + k) / (length < eps ? eps : length));
        }
    }

    /** {@code x / d}, d being a single number: 8 bytes and a FLOP an element. */
    public static void divide(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            a.set(g.get(Binary.OUT) + k, a.get(g.get(Binary.X) + k) / a.get(g.get(Binary.Y)));
        }
    }

    /** {@code (dy − dot · u vᵀ) / σ}: 8 bytes and 4 FLOPs an element. */
    public static void spectralNormBackward(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(COUNT)) {
            int s = k / g.get(Backward.ROW_STRIDE) % g.get(Backward.LANES);
            int j = k / g.get(Backward.STRIDE) % g.get(Backward.COLUMNS);
            if (s < g.get(Backward.ROWS)) {
                float along = a.get(g.get(Backward.DOT)) * a.get(g.get(Backward.U) + s) * a.get(g.get(Backward.V) + j);
                a.set(
                        g.get(Backward.OUT) + k,
                        (a.get(g.get(Backward.GRAD_OUTPUT) + k) - along) / a.get(g.get(Backward.SIGMA)));
            }
        }
    }
}
