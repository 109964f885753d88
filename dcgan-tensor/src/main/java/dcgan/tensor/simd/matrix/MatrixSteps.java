package dcgan.tensor.simd.matrix;

import dcgan.tensor.simd.memory.Layout;
import dcgan.tensor.simd.memory.Storage;
import dcgan.tensor.simd.run.RangeStep;
import dcgan.tensor.simd.run.SingleStep;
import dcgan.tensor.simd.run.Step;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The steps on matrices {@code [S, …]} of {@code S} rows and {@code J} columns, wherever their numbers lie. A weight is read a few
 * times a step of a training, but used for all images and pixels of a batch: these loops are scalar, and sum in double precision.
 */
final class MatrixSteps {

    /** So many columns make a job. */
    private static final int COLUMNS = 256;

    /** Shared by all steps on weights of one layout: the indices take as much memory as a weight. */
    private final Map<Layout, int[]> byLayout = new HashMap<>();

    private int[] indices(Storage storage) {
        return byLayout.computeIfAbsent(storage.layout, Layout::indices);
    }

    private static int rows(Storage matrix) {
        return matrix.layout.shape().dim(0);
    }

    private static int columns(Storage matrix) {
        return matrix.layout.shape().size() / rows(matrix);
    }

    /** {@code out[s] = Σ_j matrix[s,j] x[j]}, one job a row. */
    Step vector(Storage matrix, Storage x, Storage out) {
        int columns = columns(matrix);
        int[] indices = indices(matrix);
        int[] indicesX = indices(x);
        int[] indicesOut = indices(out);
        return new Jobs(rows(matrix), row -> {
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                sum += (double) matrix.data[indices[row * columns + j]] * x.data[indicesX[j]];
            }
            out.data[indicesOut[row]] = (float) sum;
        });
    }

    /** {@code out[j] = Σ_s matrix[s,j] x[s]}, one job some columns. */
    Step vectorTransposed(Storage matrix, Storage x, Storage out) {
        int rows = rows(matrix);
        int columns = columns(matrix);
        int[] indices = indices(matrix);
        int[] indicesX = indices(x);
        int[] indicesOut = indices(out);
        double[] sums = new double[columns];
        return new Jobs(Math.ceilDiv(columns, COLUMNS), job -> {
            int from = job * COLUMNS;
            int to = Math.min(from + COLUMNS, columns);
            Arrays.fill(sums, from, to, 0);
            for (int s = 0; s < rows; s++) {
                double factor = x.data[indicesX[s]];
                for (int j = from; j < to; j++) {
                    sums[j] += factor * matrix.data[indices[s * columns + j]];
                }
            }
            for (int j = from; j < to; j++) {
                out.data[indicesOut[j]] = (float) sums[j];
            }
        });
    }

    /** {@code out[0] = Σ a · b}, where a and b have the same layout. */
    Step dot(Storage a, float[] b, float[] out) {
        int[] indices = indices(a);
        return new SingleStep(() -> out[0] = (float) dot(a.data, b, indices));
    }

    private static double dot(float[] a, float[] b, int[] indices) {
        double sum = 0;
        for (int index : indices) {
            sum += (double) a[index] * b[index];
        }
        return sum;
    }

    /** {@code out = x / max(‖x‖, eps)}. */
    Step normalize(Storage x, float eps, float[] out) {
        int[] indices = indices(x);
        return new SingleStep(() -> {
            double length = Math.max(Math.sqrt(dot(x.data, x.data, indices)), eps);
            for (int index : indices) {
                out[index] = (float) (x.data[index] / length);
            }
        });
    }

    /** {@code y = x / divisor[0]}. */
    static Step divide(float[] x, float[] divisor, float[] y) {
        return new RangeStep(y.length, (from, to) -> {
            for (int i = from; i < to; i++) {
                y[i] = x[i] / divisor[0];
            }
        });
    }

    /** {@code dx[s,j] = (dy[s,j] − dot[0] · u[s] · v[j]) / sigma[0]}. */
    Step spectralNormBackward(Storage dy, float[] dot, Storage u, Storage v, float[] sigma, float[] dx) {
        int columns = columns(dy);
        int[] indices = indices(dy);
        int[] indicesU = indices(u);
        int[] indicesV = indices(v);
        return new Jobs(rows(dy), row -> {
            float factor = dot[0] * u.data[indicesU[row]];
            for (int j = 0; j < columns; j++) {
                int index = indices[row * columns + j];
                dx[index] = (dy.data[index] - factor * v.data[indicesV[j]]) / sigma[0];
            }
        });
    }

    /** What one job does. */
    @FunctionalInterface
    private interface Body {
        void run(int job);
    }

    /** Jobs that write to different places. */
    private record Jobs(int jobs, Body body) implements Step {

        @Override
        public void run(int job) {
            body.run(job);
        }
    }
}
