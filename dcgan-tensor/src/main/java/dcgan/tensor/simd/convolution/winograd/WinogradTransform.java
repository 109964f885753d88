package dcgan.tensor.simd.convolution.winograd;

import static dcgan.tensor.simd.vector.FloatSpecies.SPECIES;
import static dcgan.tensor.simd.vector.FloatSpecies.V;

import dcgan.tensor.planning.WinogradTile;
import dcgan.tensor.planning.WinogradTile.Matrix;
import jdk.incubator.vector.FloatVector;

/**
 * The transforms of {@link WinogradTile}. Each constant here applies one of its matrices to whole planes, element by element: which
 * channel and which image an element belongs to does not matter to it.
 */
enum WinogradTransform {
    /** {@code Bᵀ}: a window of 5×5 inputs to 25 factors. */
    INPUT(Matrix.INPUT) {
        @Override
        void along(
                Planes x,
                int from,
                int fromStep,
                int fromIndex,
                Planes y,
                int to,
                int toStep,
                int toIndex,
                int length) {
            for (int i = 0; i < length; i += V) {
                FloatVector d0 = x.load(from, fromIndex + i);
                FloatVector d1 = x.load(from + fromStep, fromIndex + i);
                FloatVector d2 = x.load(from + 2 * fromStep, fromIndex + i);
                FloatVector d3 = x.load(from + 3 * fromStep, fromIndex + i);
                FloatVector d4 = x.load(from + 4 * fromStep, fromIndex + i);
                FloatVector odd = d3.sub(d1);
                y.store(to, toIndex + i, d0.sub(d2).mul(2).add(odd));
                y.store(to + toStep, toIndex + i, odd.sub(d1).sub(d2));
                y.store(to + 2 * toStep, toIndex + i, d1.sub(d2).mul(2).add(d3.sub(d2)));
                y.store(to + 3 * toStep, toIndex + i, odd);
                y.store(to + 4 * toStep, toIndex + i, d4.sub(d2).sub(odd.mul(2)));
            }
        }
    },
    /** {@code G}: 2×2 taps to 25 factors. */
    FILTER(Matrix.FILTER) {
        @Override
        void along(
                Planes x,
                int from,
                int fromStep,
                int fromIndex,
                Planes y,
                int to,
                int toStep,
                int toIndex,
                int length) {
            for (int i = 0; i < length; i += V) {
                FloatVector g0 = x.load(from, fromIndex + i);
                FloatVector g1 = x.load(from + fromStep, fromIndex + i);
                y.store(to, toIndex + i, g0.mul(0.5f));
                y.store(to + toStep, toIndex + i, g0.add(g1).mul(-0.5f));
                y.store(to + 2 * toStep, toIndex + i, g1.sub(g0).mul(1 / 6f));
                y.store(to + 3 * toStep, toIndex + i, g1.mul(2).add(g0).mul(1 / 6f));
                y.store(to + 4 * toStep, toIndex + i, g1);
            }
        }
    },
    /** {@code Aᵀ}: 25 products to 4×4 outputs. */
    OUTPUT(Matrix.OUTPUT) {
        @Override
        void along(
                Planes x,
                int from,
                int fromStep,
                int fromIndex,
                Planes y,
                int to,
                int toStep,
                int toIndex,
                int length) {
            for (int i = 0; i < length; i += V) {
                FloatVector m0 = x.load(from, fromIndex + i);
                FloatVector m1 = x.load(from + fromStep, fromIndex + i);
                FloatVector m2 = x.load(from + 2 * fromStep, fromIndex + i);
                FloatVector m3 = x.load(from + 3 * fromStep, fromIndex + i);
                FloatVector m4 = x.load(from + 4 * fromStep, fromIndex + i);
                FloatVector even = m1.add(m2);
                FloatVector odd = m1.sub(m2);
                y.store(to, toIndex + i, even.add(m0).add(m3));
                y.store(to + toStep, toIndex + i, m3.mul(2).add(odd));
                y.store(to + 2 * toStep, toIndex + i, m3.mul(4).add(even));
                y.store(to + 3 * toStep, toIndex + i, m3.mul(8).add(odd).add(m4));
            }
        }
    },
    /** {@code A}: 4×4 gradients to the outputs to 25 factors. */
    OUTPUT_GRADIENT(Matrix.OUTPUT_GRADIENT) {
        @Override
        void along(
                Planes x,
                int from,
                int fromStep,
                int fromIndex,
                Planes y,
                int to,
                int toStep,
                int toIndex,
                int length) {
            for (int i = 0; i < length; i += V) {
                FloatVector y0 = x.load(from, fromIndex + i);
                FloatVector y1 = x.load(from + fromStep, fromIndex + i);
                FloatVector y2 = x.load(from + 2 * fromStep, fromIndex + i);
                FloatVector y3 = x.load(from + 3 * fromStep, fromIndex + i);
                FloatVector even = y0.add(y2);
                FloatVector odd = y1.add(y3);
                y.store(to, toIndex + i, y0);
                y.store(to + toStep, toIndex + i, even.add(odd));
                y.store(to + 2 * toStep, toIndex + i, even.sub(odd));
                y.store(
                        to + 3 * toStep,
                        toIndex + i,
                        y3.mul(4).add(y1).mul(2).add(y2.mul(4).add(y0)));
                y.store(to + 4 * toStep, toIndex + i, y3);
            }
        }
    },
    /** {@code Gᵀ}: 25 products to the gradient to 2×2 taps. */
    FILTER_GRADIENT(Matrix.FILTER_GRADIENT) {
        @Override
        void along(
                Planes x,
                int from,
                int fromStep,
                int fromIndex,
                Planes y,
                int to,
                int toStep,
                int toIndex,
                int length) {
            // Multiplied as vectors: with so many products of a vector and a number the compiler does not inline the
            // last
            // store, and makes an object of what is stored.
            FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
            FloatVector sixth = FloatVector.broadcast(SPECIES, 1 / 6f);
            for (int i = 0; i < length; i += V) {
                FloatVector m0 = x.load(from, fromIndex + i);
                FloatVector m1 = x.load(from + fromStep, fromIndex + i);
                FloatVector m2 = x.load(from + 2 * fromStep, fromIndex + i);
                FloatVector m3 = x.load(from + 3 * fromStep, fromIndex + i);
                FloatVector m4 = x.load(from + 4 * fromStep, fromIndex + i);
                FloatVector halved = m1.mul(half);
                FloatVector first = m3.sub(m2).mul(sixth).sub(halved);
                FloatVector second = m3.add(m3).add(m2).mul(sixth).sub(halved);
                y.store(to, toIndex + i, m0.mul(half).add(first));
                y.store(to + toStep, toIndex + i, m4.add(second));
            }
        }
    };

    /**
     * Floats of each plane that go through both dimensions at once. What lies between then has to stay in the second-level cache;
     * through shorter stretches the processor is slower, for it does not see in time what comes next in so many planes.
     */
    static final int CHUNK = 1024;

    private final int in;
    private final int out;

    WinogradTransform(Matrix matrix) {
        this.in = matrix.columns();
        this.out = matrix.rows();
    }

    /**
     * Applies the matrix along a line of planes.
     *
     * @param from the first plane of {@code x}; {@code fromStep} is from one to the next
     * @param fromIndex of the first element in each plane of {@code x}
     * @param to the first resulting plane of {@code y}; {@code toStep} is from one to the next
     * @param toIndex of the first element in each plane of {@code y}
     * @param length a multiple of the vector's
     */
    abstract void along(
            Planes x, int from, int fromStep, int fromIndex, Planes y, int to, int toStep, int toIndex, int length);

    /**
     * Applies the matrix along both axes of a square of planes: along columns, then along rows. All transforms come through
     * here, which keeps the compiler from inlining two of the matrices: within a larger method it translates them into
     * code that is several times slower.
     *
     * @param from as many planes as the matrix has columns, squared
     * @param fromStart the first element in each of them
     * @param to as many planes as the matrix has rows, squared
     * @param toStart likewise
     * @param length from there on, a multiple of the vector's
     * @param between 25 planes of {@value #CHUNK} floats to work in
     */
    void apply(Planes from, int fromStart, Planes to, int toStart, int length, Planes between) {
        for (int start = 0; start < length; start += CHUNK) {
            int chunk = Math.min(CHUNK, length - start);
            for (int column = 0; column < in; column++) {
                along(from, column, in, fromStart + start, between, column, in, 0, chunk);
            }
            for (int row = 0; row < out; row++) {
                along(between, row * in, 1, 0, to, row * out, 1, toStart + start, chunk);
            }
        }
    }
}
