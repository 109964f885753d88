package dcgan.tensor.simd;

import static dcgan.tensor.simd.Lanes.SPECIES;
import static dcgan.tensor.simd.Lanes.V;

import jdk.incubator.vector.FloatVector;

/**
 * Winograd's minimal filtering F(4×4, 2×2): four by four outputs of a filter of two by two taps in 25 multiplications instead
 * of 64. A convolution of stride 2 with a 4×4 kernel is four such filters, one on each {@linkplain WinogradPhase phase}.
 *
 * <p>In one dimension, with the inputs {@code d}, the taps {@code g} and the outputs {@code y},
 *
 * <pre>
 *   y = Aᵀ [(G g) ⊙ (Bᵀ d)]
 *
 *        | 2 -1 -2  1  0 |        |  1/2    0  |         | 1  1  1  1  0 |
 *        | 0 -2 -1  1  0 |        | -1/2 -1/2  |    Aᵀ = | 0  1 -1  2  0 |
 *   Bᵀ = | 0  2 -3  1  0 |    G = | -1/6  1/6  |         | 0  1  1  4  0 |
 *        | 0 -1  0  1  0 |        |  1/6  1/3  |         | 0  1 -1  8  1 |
 *        | 0  2 -1 -2  1 |        |    0    1  |
 * </pre>
 *
 * and in two dimensions once along each. The gradient to the taps is {@code Gᵀ [(A dy) ⊙ (Bᵀ d)]}. The matrices are those
 * of Toom and Cook for the points 0, 1, −1, 2 and ∞; see Lavin and Gray, <em>Fast Algorithms for Convolutional Neural
 * Networks</em> (2015), and Blahut, <em>Fast Algorithms for Signal Processing</em> (2010), chapter 5.
 *
 * <p>Each constant here is a matrix that is applied to whole planes, element by element: which channel and which image an
 * element belongs to does not matter to it.
 */
enum Winograd {
    /** {@code Bᵀ}: a window of 5×5 inputs to 25 factors. */
    INPUT(5, 5) {
        @Override
        void along(float[] x, int from, int step, float[] y, int to, int distance, int length) {
            for (int i = 0; i < length; i += V) {
                FloatVector d0 = load(x, from + i);
                FloatVector d1 = load(x, from + step + i);
                FloatVector d2 = load(x, from + 2 * step + i);
                FloatVector d3 = load(x, from + 3 * step + i);
                FloatVector d4 = load(x, from + 4 * step + i);
                FloatVector odd = d3.sub(d1);
                d0.sub(d2).mul(2).add(odd).intoArray(y, to + i);
                odd.sub(d1).sub(d2).intoArray(y, to + distance + i);
                d1.sub(d2).mul(2).add(d3.sub(d2)).intoArray(y, to + 2 * distance + i);
                odd.intoArray(y, to + 3 * distance + i);
                d4.sub(d2).sub(odd.mul(2)).intoArray(y, to + 4 * distance + i);
            }
        }
    },
    /** {@code G}: 2×2 taps to 25 factors. */
    FILTER(2, 5) {
        @Override
        void along(float[] x, int from, int step, float[] y, int to, int distance, int length) {
            for (int i = 0; i < length; i += V) {
                FloatVector g0 = load(x, from + i);
                FloatVector g1 = load(x, from + step + i);
                FloatVector sixth = g0.mul(1 / 6f);
                g0.mul(0.5f).intoArray(y, to + i);
                g0.add(g1).mul(-0.5f).intoArray(y, to + distance + i);
                g1.mul(1 / 6f).sub(sixth).intoArray(y, to + 2 * distance + i);
                g1.mul(1 / 3f).add(sixth).intoArray(y, to + 3 * distance + i);
                g1.intoArray(y, to + 4 * distance + i);
            }
        }
    },
    /** {@code Aᵀ}: 25 products to 4×4 outputs. */
    OUTPUT(5, 4) {
        @Override
        void along(float[] x, int from, int step, float[] y, int to, int distance, int length) {
            for (int i = 0; i < length; i += V) {
                FloatVector m1 = load(x, from + step + i);
                FloatVector m2 = load(x, from + 2 * step + i);
                FloatVector m3 = load(x, from + 3 * step + i);
                FloatVector even = m1.add(m2);
                FloatVector odd = m1.sub(m2);
                even.add(load(x, from + i)).add(m3).intoArray(y, to + i);
                m3.mul(2).add(odd).intoArray(y, to + distance + i);
                m3.mul(4).add(even).intoArray(y, to + 2 * distance + i);
                m3.mul(8).add(odd).add(load(x, from + 4 * step + i)).intoArray(y, to + 3 * distance + i);
            }
        }
    },
    /** {@code A}: 4×4 gradients to the outputs to 25 factors. */
    OUTPUT_GRADIENT(4, 5) {
        @Override
        void along(float[] x, int from, int step, float[] y, int to, int distance, int length) {
            for (int i = 0; i < length; i += V) {
                FloatVector y0 = load(x, from + i);
                FloatVector y1 = load(x, from + step + i);
                FloatVector y2 = load(x, from + 2 * step + i);
                FloatVector y3 = load(x, from + 3 * step + i);
                FloatVector even = y0.add(y2);
                FloatVector odd = y1.add(y3);
                y0.intoArray(y, to + i);
                even.add(odd).intoArray(y, to + distance + i);
                even.sub(odd).intoArray(y, to + 2 * distance + i);
                y3.mul(4).add(y1).mul(2).add(y2.mul(4).add(y0)).intoArray(y, to + 3 * distance + i);
                y3.intoArray(y, to + 4 * distance + i);
            }
        }
    },
    /** {@code Gᵀ}: 25 products to the gradient to 2×2 taps. */
    FILTER_GRADIENT(5, 2) {
        @Override
        void along(float[] x, int from, int step, float[] y, int to, int distance, int length) {
            for (int i = 0; i < length; i += V) {
                FloatVector m1 = load(x, from + step + i).mul(0.5f);
                FloatVector m2 = load(x, from + 2 * step + i);
                FloatVector m3 = load(x, from + 3 * step + i);
                load(x, from + i).mul(0.5f).sub(m1).add(m3.sub(m2).mul(1 / 6f)).intoArray(y, to + i);
                load(x, from + 4 * step + i)
                        .sub(m1)
                        .add(m3.add(m3).add(m2).mul(1 / 6f))
                        .intoArray(y, to + distance + i);
            }
        }
    };

    /** Outputs along one axis that are computed together. */
    static final int OUTPUTS = 4;

    /** Inputs along one axis that these depend on. */
    static final int INPUTS = 5;

    /** Multiplications for the outputs of a tile. */
    static final int FACTORS = INPUTS * INPUTS;

    /** Floats that go through both dimensions at once, so that what lies between stays in the first-level cache. */
    private static final int CHUNK = 512;

    /** From chunk to chunk; with a power of two, loads would wait for stores whose addresses end in the same digits. */
    private static final int PITCH = CHUNK + 16;

    /** Floats that a transform needs to work in. */
    static final int SPACE = 2 * FACTORS * PITCH;

    private static final int HALF = SPACE / 2;

    private final int in;
    private final int out;

    Winograd(int in, int out) {
        this.in = in;
        this.out = out;
    }

    /**
     * Applies the matrix along a line of planes.
     *
     * @param from where the first plane begins in {@code x}
     * @param step from plane to plane
     * @param to where the first resulting plane begins in {@code y}
     * @param distance from resulting plane to resulting plane
     */
    abstract void along(float[] x, int from, int step, float[] y, int to, int distance, int length);

    private static FloatVector load(float[] array, int at) {
        return FloatVector.fromArray(SPECIES, array, at);
    }

    /**
     * Applies the matrix along both axes of a square of planes, with the factors as result.
     *
     * @param from as many planes as the matrix has columns, squared
     * @param factors receives 25 planes
     * @param distance from factor to factor
     * @param length of a plane, a multiple of 64
     * @param space {@value #SPACE} floats to work in
     */
    void toFactors(Planes from, float[] factors, int distance, int length, float[] space) {
        for (int start = 0; start < length; start += CHUNK) {
            int chunk = Math.min(CHUNK, length - start);
            from.gather(start, chunk, space, PITCH);
            apply(space, 0, PITCH, factors, start, distance, chunk, space);
        }
    }

    /**
     * Applies the matrix along both axes of the products of the factors.
     *
     * @param products 25 planes
     * @param distance from product to product
     * @param to as many planes as the matrix has rows, squared
     * @param length of a plane, a multiple of 64
     * @param space {@value #SPACE} floats to work in
     */
    void fromFactors(float[] products, int distance, Planes to, int length, float[] space) {
        for (int start = 0; start < length; start += CHUNK) {
            int chunk = Math.min(CHUNK, length - start);
            apply(products, start, distance, space, 0, PITCH, chunk, space);
            to.scatter(start, chunk, space, PITCH);
        }
    }

    /**
     * Applies the matrix along columns, then along rows. All transforms come through here, which keeps the compiler from
     * inlining two of the matrices: within a larger method it translates them into code that is several times slower.
     */
    private void apply(float[] x, int from, int step, float[] y, int to, int distance, int length, float[] space) {
        for (int column = 0; column < in; column++) {
            along(x, from + column * step, in * step, space, HALF + column * PITCH, in * PITCH, length);
        }
        for (int row = 0; row < out; row++) {
            along(space, HALF + row * in * PITCH, PITCH, y, to + row * out * distance, distance, length);
        }
    }
}
