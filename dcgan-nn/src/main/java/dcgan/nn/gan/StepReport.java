package dcgan.nn.gan;

/**
 * What one training step reports.
 *
 * @param epoch counted from 1
 * @param batch within the epoch, counted from 1
 * @param metrics the values of all metrics, float32 numbers
 */
public record StepReport(int epoch, int batch, Metrics metrics) {

    /**
     * The value of a metric.
     *
     * @param metric its name, such as {@code lossD}
     * @throws IllegalArgumentException if there is none of that name
     */
    public float get(String metric) {
        return (float) metrics.get(metric);
    }
}
