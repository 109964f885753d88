package dcgan.tensor.simd;

import static dcgan.tensor.simd.Lanes.DEPTH;
import static dcgan.tensor.simd.Lanes.NR;
import static dcgan.tensor.simd.Lanes.SPECIES;
import static dcgan.tensor.simd.Lanes.V;

import jdk.incubator.vector.FloatVector;

/**
 * The micro-kernel of the forward and backward passes: {@code C[m][n] (+)= Σ_k A[m · DEPTH + k] · B[k · NR + n]} for NR
 * columns n and any number of rows m.
 *
 * <p>Five rows of two vectors: ten sums hide the latency of the multiply-add, and with the two vectors of B and one
 * broadcast they fit the 16 registers of AVX2. With six rows the register allocator may spill, at half the speed.
 * Four rows and one serve for the rest.
 *
 * <p>Each sum of at most {@link Lanes#DEPTH} products is formed by itself and then added, which loses fewer digits than one long
 * sum: float32 then follows the exact training closely enough that PyTorch's numbers hold.
 */
final class RowKernel {

    private RowKernel() {}

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
            float[] b,
            int b0,
            float[] c,
            int c0,
            int cStride,
            boolean accumulate) {
        // 12 rows and more can be divided into fives and fours.
        int fours = 4 - (rows + 4) % 5;
        int ones = 0;
        if (4 * fours > rows) {
            fours = 0;
            ones = rows % 5;
        }
        int row = 0;
        for (; row < rows - 4 * fours - ones; row += 5) {
            rows5(depth, a, a0 + row * DEPTH, b, b0, c, c0 + row * cStride, cStride, accumulate);
        }
        for (; row < rows - ones; row += 4) {
            rows4(depth, a, a0 + row * DEPTH, b, b0, c, c0 + row * cStride, cStride, accumulate);
        }
        for (; row < rows; row++) {
            row(depth, a, a0 + row * DEPTH, b, b0, c, c0 + row * cStride, accumulate);
        }
    }

    /** Tells the compiler that the loop is short: it then keeps the sums in registers and does not strip-mine the loop. */
    private static int bounded(int depth) {
        return 1 + (depth - 1 & DEPTH - 1);
    }

    private static void rows5(
            int depth, float[] a, int a0, float[] b, int b0, float[] c, int c0, int cStride, boolean accumulate) {
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
        for (int k = 0; k < length; k++) {
            int i = a0 + k;
            int j = b0 + k * NR;
            FloatVector left = FloatVector.fromArray(SPECIES, b, j);
            FloatVector right = FloatVector.fromArray(SPECIES, b, j + V);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[i]);
            l0 = x0.fma(left, l0);
            r0 = x0.fma(right, r0);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[i + DEPTH]);
            l1 = x1.fma(left, l1);
            r1 = x1.fma(right, r1);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[i + 2 * DEPTH]);
            l2 = x2.fma(left, l2);
            r2 = x2.fma(right, r2);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[i + 3 * DEPTH]);
            l3 = x3.fma(left, l3);
            r3 = x3.fma(right, r3);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[i + 4 * DEPTH]);
            l4 = x4.fma(left, l4);
            r4 = x4.fma(right, r4);
        }
        if (accumulate) {
            l0 = l0.add(FloatVector.fromArray(SPECIES, c, c0));
            r0 = r0.add(FloatVector.fromArray(SPECIES, c, c0 + V));
            l1 = l1.add(FloatVector.fromArray(SPECIES, c, c1));
            r1 = r1.add(FloatVector.fromArray(SPECIES, c, c1 + V));
            l2 = l2.add(FloatVector.fromArray(SPECIES, c, c2));
            r2 = r2.add(FloatVector.fromArray(SPECIES, c, c2 + V));
            l3 = l3.add(FloatVector.fromArray(SPECIES, c, c3));
            r3 = r3.add(FloatVector.fromArray(SPECIES, c, c3 + V));
            l4 = l4.add(FloatVector.fromArray(SPECIES, c, c4));
            r4 = r4.add(FloatVector.fromArray(SPECIES, c, c4 + V));
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
            int depth, float[] a, int a0, float[] b, int b0, float[] c, int c0, int cStride, boolean accumulate) {
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
        for (int k = 0; k < length; k++) {
            int i = a0 + k;
            int j = b0 + k * NR;
            FloatVector left = FloatVector.fromArray(SPECIES, b, j);
            FloatVector right = FloatVector.fromArray(SPECIES, b, j + V);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[i]);
            l0 = x0.fma(left, l0);
            r0 = x0.fma(right, r0);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[i + DEPTH]);
            l1 = x1.fma(left, l1);
            r1 = x1.fma(right, r1);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[i + 2 * DEPTH]);
            l2 = x2.fma(left, l2);
            r2 = x2.fma(right, r2);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[i + 3 * DEPTH]);
            l3 = x3.fma(left, l3);
            r3 = x3.fma(right, r3);
        }
        if (accumulate) {
            l0 = l0.add(FloatVector.fromArray(SPECIES, c, c0));
            r0 = r0.add(FloatVector.fromArray(SPECIES, c, c0 + V));
            l1 = l1.add(FloatVector.fromArray(SPECIES, c, c1));
            r1 = r1.add(FloatVector.fromArray(SPECIES, c, c1 + V));
            l2 = l2.add(FloatVector.fromArray(SPECIES, c, c2));
            r2 = r2.add(FloatVector.fromArray(SPECIES, c, c2 + V));
            l3 = l3.add(FloatVector.fromArray(SPECIES, c, c3));
            r3 = r3.add(FloatVector.fromArray(SPECIES, c, c3 + V));
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

    private static void row(int depth, float[] a, int a0, float[] b, int b0, float[] c, int c0, boolean accumulate) {
        int length = bounded(depth);
        FloatVector l0 = FloatVector.zero(SPECIES);
        FloatVector r0 = FloatVector.zero(SPECIES);
        for (int k = 0; k < length; k++) {
            int i = a0 + k;
            int j = b0 + k * NR;
            FloatVector left = FloatVector.fromArray(SPECIES, b, j);
            FloatVector right = FloatVector.fromArray(SPECIES, b, j + V);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[i]);
            l0 = x0.fma(left, l0);
            r0 = x0.fma(right, r0);
        }
        if (accumulate) {
            l0 = l0.add(FloatVector.fromArray(SPECIES, c, c0));
            r0 = r0.add(FloatVector.fromArray(SPECIES, c, c0 + V));
        }
        l0.intoArray(c, c0);
        r0.intoArray(c, c0 + V);
    }
}
