package dcgan.tensor.simd;

import static dcgan.tensor.simd.Lanes.SPECIES;
import static dcgan.tensor.simd.Lanes.V;

import jdk.incubator.vector.FloatVector;

/**
 * The micro-kernel of the weight gradients: {@code C[m][n] (+)= Σ_k A[k · aStride + m] · B[k · bStride + n]} for NR columns n
 * and any number of rows m: like {@link RowKernel}, but A is a transposed matrix, and k counts images.
 */
final class ColumnKernel {

    private static final int ROWS = 5;

    private ColumnKernel() {}

    /**
     * Computes {@code rows} rows of NR columns.
     *
     * @param depth the number of k, from 1 to {@value Lanes#DEPTH}
     * @param accumulate whether to add to C instead of overwriting it
     */
    static void multiply(
            int rows,
            int depth,
            float[] a,
            int a0,
            int aStride,
            float[] b,
            int b0,
            int bStride,
            float[] c,
            int c0,
            int cStride,
            boolean accumulate) {
        int row = 0;
        for (; row + ROWS <= rows; row += ROWS) {
            rows5(depth, a, a0 + row, aStride, b, b0, bStride, c, c0 + row * cStride, cStride, accumulate);
        }
        switch (rows - row) {
            case 1 -> rows1(depth, a, a0 + row, aStride, b, b0, bStride, c, c0 + row * cStride, cStride, accumulate);
            case 2 -> rows2(depth, a, a0 + row, aStride, b, b0, bStride, c, c0 + row * cStride, cStride, accumulate);
            case 3 -> rows3(depth, a, a0 + row, aStride, b, b0, bStride, c, c0 + row * cStride, cStride, accumulate);
            case 4 -> rows4(depth, a, a0 + row, aStride, b, b0, bStride, c, c0 + row * cStride, cStride, accumulate);
            default -> {}
        }
    }

    /** Tells the compiler that the loop is short: it then keeps the sums in registers and does not strip-mine the loop. */
    private static int bounded(int depth) {
        return 1 + (depth - 1 & Lanes.DEPTH - 1);
    }

    private static void rows5(
            int depth,
            float[] a,
            int a0,
            int aStride,
            float[] b,
            int b0,
            int bStride,
            float[] c,
            int c0,
            int cStride,
            boolean accumulate) {
        int length = bounded(depth);
        int c1 = c0 + cStride;
        int c2 = c1 + cStride;
        int c3 = c2 + cStride;
        int c4 = c3 + cStride;
        FloatVector l0 = FloatVector.zero(SPECIES);
        FloatVector r0 = FloatVector.zero(SPECIES);
        FloatVector l1 = FloatVector.zero(SPECIES);
        FloatVector r1 = FloatVector.zero(SPECIES);
        FloatVector l2 = FloatVector.zero(SPECIES);
        FloatVector r2 = FloatVector.zero(SPECIES);
        FloatVector l3 = FloatVector.zero(SPECIES);
        FloatVector r3 = FloatVector.zero(SPECIES);
        FloatVector l4 = FloatVector.zero(SPECIES);
        FloatVector r4 = FloatVector.zero(SPECIES);
        if (accumulate) {
            l0 = FloatVector.fromArray(SPECIES, c, c0);
            r0 = FloatVector.fromArray(SPECIES, c, c0 + V);
            l1 = FloatVector.fromArray(SPECIES, c, c1);
            r1 = FloatVector.fromArray(SPECIES, c, c1 + V);
            l2 = FloatVector.fromArray(SPECIES, c, c2);
            r2 = FloatVector.fromArray(SPECIES, c, c2 + V);
            l3 = FloatVector.fromArray(SPECIES, c, c3);
            r3 = FloatVector.fromArray(SPECIES, c, c3 + V);
            l4 = FloatVector.fromArray(SPECIES, c, c4);
            r4 = FloatVector.fromArray(SPECIES, c, c4 + V);
        }
        for (int k = 0; k < length; k++) {
            FloatVector left = FloatVector.fromArray(SPECIES, b, b0);
            FloatVector right = FloatVector.fromArray(SPECIES, b, b0 + V);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0]);
            l0 = x0.fma(left, l0);
            r0 = x0.fma(right, r0);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a0 + 1]);
            l1 = x1.fma(left, l1);
            r1 = x1.fma(right, r1);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a0 + 2]);
            l2 = x2.fma(left, l2);
            r2 = x2.fma(right, r2);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a0 + 3]);
            l3 = x3.fma(left, l3);
            r3 = x3.fma(right, r3);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[a0 + 4]);
            l4 = x4.fma(left, l4);
            r4 = x4.fma(right, r4);
            a0 += aStride;
            b0 += bStride;
        }
        l0.intoArray(c, c0);
        r0.intoArray(c, c0 + V);
        l1.intoArray(c, c1);
        r1.intoArray(c, c1 + V);
        l2.intoArray(c, c2);
        r2.intoArray(c, c2 + V);
        l3.intoArray(c, c3);
        r3.intoArray(c, c3 + V);
        l4.intoArray(c, c4);
        r4.intoArray(c, c4 + V);
    }

    private static void rows4(
            int depth,
            float[] a,
            int a0,
            int aStride,
            float[] b,
            int b0,
            int bStride,
            float[] c,
            int c0,
            int cStride,
            boolean accumulate) {
        int length = bounded(depth);
        int c1 = c0 + cStride;
        int c2 = c1 + cStride;
        int c3 = c2 + cStride;
        FloatVector l0 = FloatVector.zero(SPECIES);
        FloatVector r0 = FloatVector.zero(SPECIES);
        FloatVector l1 = FloatVector.zero(SPECIES);
        FloatVector r1 = FloatVector.zero(SPECIES);
        FloatVector l2 = FloatVector.zero(SPECIES);
        FloatVector r2 = FloatVector.zero(SPECIES);
        FloatVector l3 = FloatVector.zero(SPECIES);
        FloatVector r3 = FloatVector.zero(SPECIES);
        if (accumulate) {
            l0 = FloatVector.fromArray(SPECIES, c, c0);
            r0 = FloatVector.fromArray(SPECIES, c, c0 + V);
            l1 = FloatVector.fromArray(SPECIES, c, c1);
            r1 = FloatVector.fromArray(SPECIES, c, c1 + V);
            l2 = FloatVector.fromArray(SPECIES, c, c2);
            r2 = FloatVector.fromArray(SPECIES, c, c2 + V);
            l3 = FloatVector.fromArray(SPECIES, c, c3);
            r3 = FloatVector.fromArray(SPECIES, c, c3 + V);
        }
        for (int k = 0; k < length; k++) {
            FloatVector left = FloatVector.fromArray(SPECIES, b, b0);
            FloatVector right = FloatVector.fromArray(SPECIES, b, b0 + V);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0]);
            l0 = x0.fma(left, l0);
            r0 = x0.fma(right, r0);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a0 + 1]);
            l1 = x1.fma(left, l1);
            r1 = x1.fma(right, r1);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a0 + 2]);
            l2 = x2.fma(left, l2);
            r2 = x2.fma(right, r2);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a0 + 3]);
            l3 = x3.fma(left, l3);
            r3 = x3.fma(right, r3);
            a0 += aStride;
            b0 += bStride;
        }
        l0.intoArray(c, c0);
        r0.intoArray(c, c0 + V);
        l1.intoArray(c, c1);
        r1.intoArray(c, c1 + V);
        l2.intoArray(c, c2);
        r2.intoArray(c, c2 + V);
        l3.intoArray(c, c3);
        r3.intoArray(c, c3 + V);
    }

    private static void rows3(
            int depth,
            float[] a,
            int a0,
            int aStride,
            float[] b,
            int b0,
            int bStride,
            float[] c,
            int c0,
            int cStride,
            boolean accumulate) {
        int length = bounded(depth);
        int c1 = c0 + cStride;
        int c2 = c1 + cStride;
        FloatVector l0 = FloatVector.zero(SPECIES);
        FloatVector r0 = FloatVector.zero(SPECIES);
        FloatVector l1 = FloatVector.zero(SPECIES);
        FloatVector r1 = FloatVector.zero(SPECIES);
        FloatVector l2 = FloatVector.zero(SPECIES);
        FloatVector r2 = FloatVector.zero(SPECIES);
        if (accumulate) {
            l0 = FloatVector.fromArray(SPECIES, c, c0);
            r0 = FloatVector.fromArray(SPECIES, c, c0 + V);
            l1 = FloatVector.fromArray(SPECIES, c, c1);
            r1 = FloatVector.fromArray(SPECIES, c, c1 + V);
            l2 = FloatVector.fromArray(SPECIES, c, c2);
            r2 = FloatVector.fromArray(SPECIES, c, c2 + V);
        }
        for (int k = 0; k < length; k++) {
            FloatVector left = FloatVector.fromArray(SPECIES, b, b0);
            FloatVector right = FloatVector.fromArray(SPECIES, b, b0 + V);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0]);
            l0 = x0.fma(left, l0);
            r0 = x0.fma(right, r0);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a0 + 1]);
            l1 = x1.fma(left, l1);
            r1 = x1.fma(right, r1);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a0 + 2]);
            l2 = x2.fma(left, l2);
            r2 = x2.fma(right, r2);
            a0 += aStride;
            b0 += bStride;
        }
        l0.intoArray(c, c0);
        r0.intoArray(c, c0 + V);
        l1.intoArray(c, c1);
        r1.intoArray(c, c1 + V);
        l2.intoArray(c, c2);
        r2.intoArray(c, c2 + V);
    }

    private static void rows2(
            int depth,
            float[] a,
            int a0,
            int aStride,
            float[] b,
            int b0,
            int bStride,
            float[] c,
            int c0,
            int cStride,
            boolean accumulate) {
        int length = bounded(depth);
        int c1 = c0 + cStride;
        FloatVector l0 = FloatVector.zero(SPECIES);
        FloatVector r0 = FloatVector.zero(SPECIES);
        FloatVector l1 = FloatVector.zero(SPECIES);
        FloatVector r1 = FloatVector.zero(SPECIES);
        if (accumulate) {
            l0 = FloatVector.fromArray(SPECIES, c, c0);
            r0 = FloatVector.fromArray(SPECIES, c, c0 + V);
            l1 = FloatVector.fromArray(SPECIES, c, c1);
            r1 = FloatVector.fromArray(SPECIES, c, c1 + V);
        }
        for (int k = 0; k < length; k++) {
            FloatVector left = FloatVector.fromArray(SPECIES, b, b0);
            FloatVector right = FloatVector.fromArray(SPECIES, b, b0 + V);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0]);
            l0 = x0.fma(left, l0);
            r0 = x0.fma(right, r0);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a0 + 1]);
            l1 = x1.fma(left, l1);
            r1 = x1.fma(right, r1);
            a0 += aStride;
            b0 += bStride;
        }
        l0.intoArray(c, c0);
        r0.intoArray(c, c0 + V);
        l1.intoArray(c, c1);
        r1.intoArray(c, c1 + V);
    }

    private static void rows1(
            int depth,
            float[] a,
            int a0,
            int aStride,
            float[] b,
            int b0,
            int bStride,
            float[] c,
            int c0,
            int cStride,
            boolean accumulate) {
        int length = bounded(depth);
        FloatVector l0 = FloatVector.zero(SPECIES);
        FloatVector r0 = FloatVector.zero(SPECIES);
        if (accumulate) {
            l0 = FloatVector.fromArray(SPECIES, c, c0);
            r0 = FloatVector.fromArray(SPECIES, c, c0 + V);
        }
        for (int k = 0; k < length; k++) {
            FloatVector left = FloatVector.fromArray(SPECIES, b, b0);
            FloatVector right = FloatVector.fromArray(SPECIES, b, b0 + V);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0]);
            l0 = x0.fma(left, l0);
            r0 = x0.fma(right, r0);
            a0 += aStride;
            b0 += bStride;
        }
        l0.intoArray(c, c0);
        r0.intoArray(c, c0 + V);
    }
}
