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

    /** Floats of a vector of 512 bits, which come with 32 registers. */
    private static final int MANY_REGISTERS = 16;

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
        int twelves = V < MANY_REGISTERS ? 0 : twelves(rows);
        // 12 rows and more can be divided into fives and fours.
        int rest = rows - 12 * twelves;
        int fours = 4 - (rest + 4) % 5;
        int ones = 0;
        if (4 * fours > rest) {
            fours = 0;
            ones = rest % 5;
        }
        int row = 0;
        for (; row < 12 * twelves; row += 12) {
            rows12(depth, a, a0 + row * DEPTH, b, b0, c, c0 + row * cStride, cStride, accumulate);
        }
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

    /** As many as leave a rest that can be divided into fives and fours. */
    private static int twelves(int rows) {
        int twelves = rows / 12;
        int rest = rows % 12;
        boolean divisible = rest % 4 == 0 || rest % 5 == 0 || rest == 9;
        return divisible ? twelves : Math.max(0, twelves - 1);
    }

    /** Tells the compiler that the loop is short: it then keeps the sums in registers and does not strip-mine the loop. */
    private static int bounded(int depth) {
        return 1 + (depth - 1 & DEPTH - 1);
    }

    private static void rows12(
            int depth, float[] a, int a0, float[] b, int b0, float[] c, int c0, int cStride, boolean accumulate) {
        int length = bounded(depth);
        int c1 = c0 + cStride;
        int c2 = c1 + cStride;
        int c3 = c2 + cStride;
        int c4 = c3 + cStride;
        int c5 = c4 + cStride;
        int c6 = c5 + cStride;
        int c7 = c6 + cStride;
        int c8 = c7 + cStride;
        int c9 = c8 + cStride;
        int c10 = c9 + cStride;
        int c11 = c10 + cStride;
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
        FloatVector l5 = FloatVector.zero(SPECIES);
        FloatVector r5 = FloatVector.zero(SPECIES);
        FloatVector l6 = FloatVector.zero(SPECIES);
        FloatVector r6 = FloatVector.zero(SPECIES);
        FloatVector l7 = FloatVector.zero(SPECIES);
        FloatVector r7 = FloatVector.zero(SPECIES);
        FloatVector l8 = FloatVector.zero(SPECIES);
        FloatVector r8 = FloatVector.zero(SPECIES);
        FloatVector l9 = FloatVector.zero(SPECIES);
        FloatVector r9 = FloatVector.zero(SPECIES);
        FloatVector l10 = FloatVector.zero(SPECIES);
        FloatVector r10 = FloatVector.zero(SPECIES);
        FloatVector l11 = FloatVector.zero(SPECIES);
        FloatVector r11 = FloatVector.zero(SPECIES);
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
            FloatVector x5 = FloatVector.broadcast(SPECIES, a[i + 5 * DEPTH]);
            l5 = x5.fma(left, l5);
            r5 = x5.fma(right, r5);
            FloatVector x6 = FloatVector.broadcast(SPECIES, a[i + 6 * DEPTH]);
            l6 = x6.fma(left, l6);
            r6 = x6.fma(right, r6);
            FloatVector x7 = FloatVector.broadcast(SPECIES, a[i + 7 * DEPTH]);
            l7 = x7.fma(left, l7);
            r7 = x7.fma(right, r7);
            FloatVector x8 = FloatVector.broadcast(SPECIES, a[i + 8 * DEPTH]);
            l8 = x8.fma(left, l8);
            r8 = x8.fma(right, r8);
            FloatVector x9 = FloatVector.broadcast(SPECIES, a[i + 9 * DEPTH]);
            l9 = x9.fma(left, l9);
            r9 = x9.fma(right, r9);
            FloatVector x10 = FloatVector.broadcast(SPECIES, a[i + 10 * DEPTH]);
            l10 = x10.fma(left, l10);
            r10 = x10.fma(right, r10);
            FloatVector x11 = FloatVector.broadcast(SPECIES, a[i + 11 * DEPTH]);
            l11 = x11.fma(left, l11);
            r11 = x11.fma(right, r11);
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
            l5 = l5.add(FloatVector.fromArray(SPECIES, c, c5));
            r5 = r5.add(FloatVector.fromArray(SPECIES, c, c5 + V));
            l6 = l6.add(FloatVector.fromArray(SPECIES, c, c6));
            r6 = r6.add(FloatVector.fromArray(SPECIES, c, c6 + V));
            l7 = l7.add(FloatVector.fromArray(SPECIES, c, c7));
            r7 = r7.add(FloatVector.fromArray(SPECIES, c, c7 + V));
            l8 = l8.add(FloatVector.fromArray(SPECIES, c, c8));
            r8 = r8.add(FloatVector.fromArray(SPECIES, c, c8 + V));
            l9 = l9.add(FloatVector.fromArray(SPECIES, c, c9));
            r9 = r9.add(FloatVector.fromArray(SPECIES, c, c9 + V));
            l10 = l10.add(FloatVector.fromArray(SPECIES, c, c10));
            r10 = r10.add(FloatVector.fromArray(SPECIES, c, c10 + V));
            l11 = l11.add(FloatVector.fromArray(SPECIES, c, c11));
            r11 = r11.add(FloatVector.fromArray(SPECIES, c, c11 + V));
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
        l5.intoArray(c, c5);
        r5.intoArray(c, c5 + V);
        l6.intoArray(c, c6);
        r6.intoArray(c, c6 + V);
        l7.intoArray(c, c7);
        r7.intoArray(c, c7 + V);
        l8.intoArray(c, c8);
        r8.intoArray(c, c8 + V);
        l9.intoArray(c, c9);
        r9.intoArray(c, c9 + V);
        l10.intoArray(c, c10);
        r10.intoArray(c, c10 + V);
        l11.intoArray(c, c11);
        r11.intoArray(c, c11 + V);
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
