package dcgan.models.classifier;

/**
 * What follows the classifier's last layer, on the host: it is a few numbers a picture. The scores of a picture are the means
 * over all positions of the last layer's output {@code [N, K, h, w]}.
 */
final class Head {
    private final int classes;
    private final int positions;

    /**
     * @param classes K
     * @param positions h · w
     */
    Head(int classes, int positions) {
        this.classes = classes;
        this.positions = positions;
    }

    /** The score of each class, for one picture of a batch. */
    double[] scores(float[] output, int image) {
        double[] scores = new double[classes];
        for (int k = 0; k < classes; k++) {
            for (int i = 0; i < positions; i++) {
                scores[k] += output[(image * classes + k) * positions + i] / (double) positions;
            }
        }
        return scores;
    }

    /** The class with the highest score. */
    int predicted(float[] output, int image) {
        double[] scores = scores(output, image);
        int best = 0;
        for (int k = 1; k < classes; k++) {
            best = scores[k] > scores[best] ? k : best;
        }
        return best;
    }

    /**
     * The cross entropy {@code −Σ_k q[k] · ln softmax(scores)[k]}, a mean over the batch, and its gradient to the output:
     * {@code (softmax(scores)[k] − q[k]) / (N · h · w)}. The targets are {@code q = (1 − s) · onehot(label) + s / K}.
     *
     * @param output {@code [N, K, h, w]}
     * @param labels {@code [N]}
     * @param smoothing s, in [0, 1)
     * @param gradient receives the gradient, {@code [N, K, h, w]}
     */
    double crossEntropy(float[] output, int[] labels, double smoothing, float[] gradient) {
        double loss = 0;
        for (int image = 0; image < labels.length; image++) {
            double[] scores = scores(output, image);
            double greatest = Double.NEGATIVE_INFINITY;
            for (double score : scores) {
                greatest = Math.max(greatest, score);
            }
            double sum = 0;
            for (double score : scores) {
                sum += Math.exp(score - greatest);
            }
            for (int k = 0; k < classes; k++) {
                double target = smoothing / classes + (k == labels[image] ? 1 - smoothing : 0);
                double logarithm = scores[k] - greatest - Math.log(sum);
                loss -= target * logarithm / labels.length;
                float step = (float) ((Math.exp(logarithm) - target) / ((double) labels.length * positions));
                for (int i = 0; i < positions; i++) {
                    gradient[(image * classes + k) * positions + i] = step;
                }
            }
        }
        return loss;
    }
}
