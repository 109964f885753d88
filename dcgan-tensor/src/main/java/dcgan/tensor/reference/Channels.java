package dcgan.tensor.reference;

import dcgan.tensor.Shape;

/**
 * What is done to an image {@code [N, C, H, W]} channel by channel: sums over the batch and the pixels, and BatchNorm2d,
 * which is made of them (Ioffe and Szegedy 2015). The pixels of a plane lie together, so {@code HW} of them are one axis.
 */
record Channels(int N, int C, int HW) {

    static Channels of(Shape image) {
        return new Channels(image.dim(0), image.dim(1), image.dim(2) * image.dim(3));
    }

    /** What is summed: the number at an index of the image, which belongs to a channel. */
    private interface Term {
        double at(int index, int c);
    }

    /** {@code out[c] = factor · Σ_{n,p} term[n,c,p]}. */
    private void sum(double factor, double[] out, Term term) {
        for (int c = 0; c < C; c++) {
            double sum = 0;
            for (int n = 0; n < N; n++) {
                for (int p = 0; p < HW; p++) {
                    sum += term.at((n * C + c) * HW + p, c);
                }
            }
            out[c] = factor * sum;
        }
    }

    /** {@code out[n,c,p] = term[n,c,p]}. */
    private void map(double[] out, Term term) {
        for (int n = 0; n < N; n++) {
            for (int c = 0; c < C; c++) {
                for (int p = 0; p < HW; p++) {
                    int index = (n * C + c) * HW + p;
                    out[index] = term.at(index, c);
                }
            }
        }
    }

    /** {@code M}, how many numbers a channel has. */
    private double count() {
        return (double) N * HW;
    }

    void sum(double[] x, double[] out) {
        sum(1, out, (k, _) -> x[k]);
    }

    void mean(double[] x, double[] out) {
        sum(1 / count(), out, (k, _) -> x[k]);
    }

    void variance(double[] x, double[] mean, double[] out) {
        sum(1 / count(), out, (k, c) -> (x[k] - mean[c]) * (x[k] - mean[c]));
    }

    void batchNorm(
            double[] x, double[] mean, double[] variance, double[] weight, double[] bias, double eps, double[] out) {
        map(out, (k, c) -> (x[k] - mean[c]) / Math.sqrt(variance[c] + eps) * weight[c] + bias[c]);
    }

    void batchNormGradWeight(double[] dy, double[] x, double[] mean, double[] variance, double eps, double[] out) {
        sum(1, out, (k, c) -> dy[k] * (x[k] - mean[c]) / Math.sqrt(variance[c] + eps));
    }

    void batchNormGradInput(
            double[] dy,
            double[] x,
            double[] mean,
            double[] variance,
            double[] weight,
            double[] gradWeight,
            double[] gradBias,
            double eps,
            double[] out) {
        map(out, (k, c) -> {
            double deviation = Math.sqrt(variance[c] + eps);
            double normalized = (x[k] - mean[c]) / deviation;
            return weight[c] / deviation * (dy[k] - gradBias[c] / count() - normalized * gradWeight[c] / count());
        });
    }

    void batchNormEvalGradInput(double[] dy, double[] variance, double[] weight, double eps, double[] out) {
        map(out, (k, c) -> weight[c] / Math.sqrt(variance[c] + eps) * dy[k]);
    }
}
