package dcgan.tensor.simd;

import static dcgan.tensor.simd.Lanes.NR;
import static dcgan.tensor.simd.Lanes.SPECIES;
import static dcgan.tensor.simd.Lanes.V;

import jdk.incubator.vector.FloatVector;

/**
 * The micro-kernel of the forward and backward passes: {@code C[m][n] (+)= Σ_s Σ_k A[a_s + m · aStride + k] · B[b_s + k · NR +
 * n]} for NR columns n and any number of rows m. A segment s is three ints: the place in A, the place in B, and the number
 * of k. The sums stay in registers over all segments.
 *
 * <p>Five rows of two vectors: ten accumulators hide the latency of the multiply-add, and with the two vectors of B and one
 * broadcast they fit the 16 registers of AVX2. With six rows the register allocator spills, at half the speed.
 */
final class RowKernel {

    private static final int ROWS = 5;

    private RowKernel() {}

    /** Computes {@code rows} rows of NR columns; see the class. */
    static void multiply(
            int rows,
            int[] segments,
            int from,
            int to,
            float[] a,
            int aBase,
            int aStride,
            float[] b,
            int bBase,
            float[] c,
            int cBase,
            int cStride,
            boolean accumulate) {
        int row = 0;
        for (; row + ROWS <= rows; row += ROWS) {
            rows5(
                    segments,
                    from,
                    to,
                    a,
                    aBase + row * aStride,
                    aStride,
                    b,
                    bBase,
                    c,
                    cBase + row * cStride,
                    cStride,
                    accumulate);
        }
        switch (rows - row) {
            case 1 ->
                rows1(
                        segments,
                        from,
                        to,
                        a,
                        aBase + row * aStride,
                        aStride,
                        b,
                        bBase,
                        c,
                        cBase + row * cStride,
                        cStride,
                        accumulate);
            case 2 ->
                rows2(
                        segments,
                        from,
                        to,
                        a,
                        aBase + row * aStride,
                        aStride,
                        b,
                        bBase,
                        c,
                        cBase + row * cStride,
                        cStride,
                        accumulate);
            case 3 ->
                rows3(
                        segments,
                        from,
                        to,
                        a,
                        aBase + row * aStride,
                        aStride,
                        b,
                        bBase,
                        c,
                        cBase + row * cStride,
                        cStride,
                        accumulate);
            case 4 ->
                rows4(
                        segments,
                        from,
                        to,
                        a,
                        aBase + row * aStride,
                        aStride,
                        b,
                        bBase,
                        c,
                        cBase + row * cStride,
                        cStride,
                        accumulate);
            default -> {}
        }
    }

    private static void rows5(
            int[] segments,
            int from,
            int to,
            float[] a,
            int aBase,
            int aStride,
            float[] b,
            int bBase,
            float[] c,
            int cBase,
            int cStride,
            boolean accumulate) {
        FloatVector c00 = FloatVector.zero(SPECIES);
        FloatVector c01 = FloatVector.zero(SPECIES);
        FloatVector c10 = FloatVector.zero(SPECIES);
        FloatVector c11 = FloatVector.zero(SPECIES);
        FloatVector c20 = FloatVector.zero(SPECIES);
        FloatVector c21 = FloatVector.zero(SPECIES);
        FloatVector c30 = FloatVector.zero(SPECIES);
        FloatVector c31 = FloatVector.zero(SPECIES);
        FloatVector c40 = FloatVector.zero(SPECIES);
        FloatVector c41 = FloatVector.zero(SPECIES);
        if (accumulate) {
            c00 = FloatVector.fromArray(SPECIES, c, cBase);
            c01 = FloatVector.fromArray(SPECIES, c, cBase + V);
            c10 = FloatVector.fromArray(SPECIES, c, cBase + cStride);
            c11 = FloatVector.fromArray(SPECIES, c, cBase + cStride + V);
            c20 = FloatVector.fromArray(SPECIES, c, cBase + 2 * cStride);
            c21 = FloatVector.fromArray(SPECIES, c, cBase + 2 * cStride + V);
            c30 = FloatVector.fromArray(SPECIES, c, cBase + 3 * cStride);
            c31 = FloatVector.fromArray(SPECIES, c, cBase + 3 * cStride + V);
            c40 = FloatVector.fromArray(SPECIES, c, cBase + 4 * cStride);
            c41 = FloatVector.fromArray(SPECIES, c, cBase + 4 * cStride + V);
        }
        for (int s = from; s < to; s += 3) {
            int a0 = segments[s] + aBase;
            int a1 = a0 + aStride;
            int a2 = a1 + aStride;
            int a3 = a2 + aStride;
            int a4 = a3 + aStride;
            int ib = segments[s + 1] + bBase;
            int length = segments[s + 2];
            for (int k = 0; k < length; k++) {
                FloatVector b0 = FloatVector.fromArray(SPECIES, b, ib + k * NR);
                FloatVector b1 = FloatVector.fromArray(SPECIES, b, ib + k * NR + V);
                FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + k]);
                c00 = x0.fma(b0, c00);
                c01 = x0.fma(b1, c01);
                FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + k]);
                c10 = x1.fma(b0, c10);
                c11 = x1.fma(b1, c11);
                FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + k]);
                c20 = x2.fma(b0, c20);
                c21 = x2.fma(b1, c21);
                FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + k]);
                c30 = x3.fma(b0, c30);
                c31 = x3.fma(b1, c31);
                FloatVector x4 = FloatVector.broadcast(SPECIES, a[a4 + k]);
                c40 = x4.fma(b0, c40);
                c41 = x4.fma(b1, c41);
            }
        }
        c00.intoArray(c, cBase);
        c01.intoArray(c, cBase + V);
        c10.intoArray(c, cBase + cStride);
        c11.intoArray(c, cBase + cStride + V);
        c20.intoArray(c, cBase + 2 * cStride);
        c21.intoArray(c, cBase + 2 * cStride + V);
        c30.intoArray(c, cBase + 3 * cStride);
        c31.intoArray(c, cBase + 3 * cStride + V);
        c40.intoArray(c, cBase + 4 * cStride);
        c41.intoArray(c, cBase + 4 * cStride + V);
    }

    private static void rows4(
            int[] segments,
            int from,
            int to,
            float[] a,
            int aBase,
            int aStride,
            float[] b,
            int bBase,
            float[] c,
            int cBase,
            int cStride,
            boolean accumulate) {
        FloatVector c00 = FloatVector.zero(SPECIES);
        FloatVector c01 = FloatVector.zero(SPECIES);
        FloatVector c10 = FloatVector.zero(SPECIES);
        FloatVector c11 = FloatVector.zero(SPECIES);
        FloatVector c20 = FloatVector.zero(SPECIES);
        FloatVector c21 = FloatVector.zero(SPECIES);
        FloatVector c30 = FloatVector.zero(SPECIES);
        FloatVector c31 = FloatVector.zero(SPECIES);
        if (accumulate) {
            c00 = FloatVector.fromArray(SPECIES, c, cBase);
            c01 = FloatVector.fromArray(SPECIES, c, cBase + V);
            c10 = FloatVector.fromArray(SPECIES, c, cBase + cStride);
            c11 = FloatVector.fromArray(SPECIES, c, cBase + cStride + V);
            c20 = FloatVector.fromArray(SPECIES, c, cBase + 2 * cStride);
            c21 = FloatVector.fromArray(SPECIES, c, cBase + 2 * cStride + V);
            c30 = FloatVector.fromArray(SPECIES, c, cBase + 3 * cStride);
            c31 = FloatVector.fromArray(SPECIES, c, cBase + 3 * cStride + V);
        }
        for (int s = from; s < to; s += 3) {
            int a0 = segments[s] + aBase;
            int a1 = a0 + aStride;
            int a2 = a1 + aStride;
            int a3 = a2 + aStride;
            int ib = segments[s + 1] + bBase;
            int length = segments[s + 2];
            for (int k = 0; k < length; k++) {
                FloatVector b0 = FloatVector.fromArray(SPECIES, b, ib + k * NR);
                FloatVector b1 = FloatVector.fromArray(SPECIES, b, ib + k * NR + V);
                FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + k]);
                c00 = x0.fma(b0, c00);
                c01 = x0.fma(b1, c01);
                FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + k]);
                c10 = x1.fma(b0, c10);
                c11 = x1.fma(b1, c11);
                FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + k]);
                c20 = x2.fma(b0, c20);
                c21 = x2.fma(b1, c21);
                FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + k]);
                c30 = x3.fma(b0, c30);
                c31 = x3.fma(b1, c31);
            }
        }
        c00.intoArray(c, cBase);
        c01.intoArray(c, cBase + V);
        c10.intoArray(c, cBase + cStride);
        c11.intoArray(c, cBase + cStride + V);
        c20.intoArray(c, cBase + 2 * cStride);
        c21.intoArray(c, cBase + 2 * cStride + V);
        c30.intoArray(c, cBase + 3 * cStride);
        c31.intoArray(c, cBase + 3 * cStride + V);
    }

    private static void rows3(
            int[] segments,
            int from,
            int to,
            float[] a,
            int aBase,
            int aStride,
            float[] b,
            int bBase,
            float[] c,
            int cBase,
            int cStride,
            boolean accumulate) {
        FloatVector c00 = FloatVector.zero(SPECIES);
        FloatVector c01 = FloatVector.zero(SPECIES);
        FloatVector c10 = FloatVector.zero(SPECIES);
        FloatVector c11 = FloatVector.zero(SPECIES);
        FloatVector c20 = FloatVector.zero(SPECIES);
        FloatVector c21 = FloatVector.zero(SPECIES);
        if (accumulate) {
            c00 = FloatVector.fromArray(SPECIES, c, cBase);
            c01 = FloatVector.fromArray(SPECIES, c, cBase + V);
            c10 = FloatVector.fromArray(SPECIES, c, cBase + cStride);
            c11 = FloatVector.fromArray(SPECIES, c, cBase + cStride + V);
            c20 = FloatVector.fromArray(SPECIES, c, cBase + 2 * cStride);
            c21 = FloatVector.fromArray(SPECIES, c, cBase + 2 * cStride + V);
        }
        for (int s = from; s < to; s += 3) {
            int a0 = segments[s] + aBase;
            int a1 = a0 + aStride;
            int a2 = a1 + aStride;
            int ib = segments[s + 1] + bBase;
            int length = segments[s + 2];
            for (int k = 0; k < length; k++) {
                FloatVector b0 = FloatVector.fromArray(SPECIES, b, ib + k * NR);
                FloatVector b1 = FloatVector.fromArray(SPECIES, b, ib + k * NR + V);
                FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + k]);
                c00 = x0.fma(b0, c00);
                c01 = x0.fma(b1, c01);
                FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + k]);
                c10 = x1.fma(b0, c10);
                c11 = x1.fma(b1, c11);
                FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + k]);
                c20 = x2.fma(b0, c20);
                c21 = x2.fma(b1, c21);
            }
        }
        c00.intoArray(c, cBase);
        c01.intoArray(c, cBase + V);
        c10.intoArray(c, cBase + cStride);
        c11.intoArray(c, cBase + cStride + V);
        c20.intoArray(c, cBase + 2 * cStride);
        c21.intoArray(c, cBase + 2 * cStride + V);
    }

    private static void rows2(
            int[] segments,
            int from,
            int to,
            float[] a,
            int aBase,
            int aStride,
            float[] b,
            int bBase,
            float[] c,
            int cBase,
            int cStride,
            boolean accumulate) {
        FloatVector c00 = FloatVector.zero(SPECIES);
        FloatVector c01 = FloatVector.zero(SPECIES);
        FloatVector c10 = FloatVector.zero(SPECIES);
        FloatVector c11 = FloatVector.zero(SPECIES);
        if (accumulate) {
            c00 = FloatVector.fromArray(SPECIES, c, cBase);
            c01 = FloatVector.fromArray(SPECIES, c, cBase + V);
            c10 = FloatVector.fromArray(SPECIES, c, cBase + cStride);
            c11 = FloatVector.fromArray(SPECIES, c, cBase + cStride + V);
        }
        for (int s = from; s < to; s += 3) {
            int a0 = segments[s] + aBase;
            int a1 = a0 + aStride;
            int ib = segments[s + 1] + bBase;
            int length = segments[s + 2];
            for (int k = 0; k < length; k++) {
                FloatVector b0 = FloatVector.fromArray(SPECIES, b, ib + k * NR);
                FloatVector b1 = FloatVector.fromArray(SPECIES, b, ib + k * NR + V);
                FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + k]);
                c00 = x0.fma(b0, c00);
                c01 = x0.fma(b1, c01);
                FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + k]);
                c10 = x1.fma(b0, c10);
                c11 = x1.fma(b1, c11);
            }
        }
        c00.intoArray(c, cBase);
        c01.intoArray(c, cBase + V);
        c10.intoArray(c, cBase + cStride);
        c11.intoArray(c, cBase + cStride + V);
    }

    private static void rows1(
            int[] segments,
            int from,
            int to,
            float[] a,
            int aBase,
            int aStride,
            float[] b,
            int bBase,
            float[] c,
            int cBase,
            int cStride,
            boolean accumulate) {
        FloatVector c00 = FloatVector.zero(SPECIES);
        FloatVector c01 = FloatVector.zero(SPECIES);
        if (accumulate) {
            c00 = FloatVector.fromArray(SPECIES, c, cBase);
            c01 = FloatVector.fromArray(SPECIES, c, cBase + V);
        }
        for (int s = from; s < to; s += 3) {
            int a0 = segments[s] + aBase;
            int ib = segments[s + 1] + bBase;
            int length = segments[s + 2];
            for (int k = 0; k < length; k++) {
                FloatVector b0 = FloatVector.fromArray(SPECIES, b, ib + k * NR);
                FloatVector b1 = FloatVector.fromArray(SPECIES, b, ib + k * NR + V);
                FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + k]);
                c00 = x0.fma(b0, c00);
                c01 = x0.fma(b1, c01);
            }
        }
        c00.intoArray(c, cBase);
        c01.intoArray(c, cBase + V);
    }
}
