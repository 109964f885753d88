package dcgan.tensor.simd.vector;

import static dcgan.tensor.simd.vector.FloatSpecies.SPECIES;
import static dcgan.tensor.simd.vector.FloatSpecies.V;

import jdk.incubator.vector.FloatVector;

/** The sum of two arrays, on the indices {@code from} to {@code to - 1}. The target may be one of the operands. */
public final class VectorSum {

    private VectorSum() {}

    /** {@code y = a + b}, with b read {@code shift} indices further on. */
    public static void add(float[] a, float[] b, int shift, float[] y, int from, int to) {
        int i = from;
        for (; i <= to - V; i += V) {
            FloatVector.fromArray(SPECIES, a, i)
                    .add(FloatVector.fromArray(SPECIES, b, i + shift))
                    .intoArray(y, i);
        }
        for (; i < to; i++) {
            y[i] = a[i] + b[i + shift];
        }
    }
}
