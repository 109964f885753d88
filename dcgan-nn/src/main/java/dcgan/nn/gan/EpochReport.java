package dcgan.nn.gan;

/**
 * What one epoch reports.
 *
 * @param epoch counted from 1
 * @param batches how many there were
 * @param means the means over the batches, of those metrics that are {@linkplain Metric#averaged averaged}
 */
public record EpochReport(int epoch, int batches, Metrics means) {

    /**
     * The mean of a metric.
     *
     * @param metric its name, such as {@code lossD}
     * @throws IllegalArgumentException if no metric of that name is averaged over epochs
     */
    public double get(String metric) {
        return means.get(metric);
    }
}
