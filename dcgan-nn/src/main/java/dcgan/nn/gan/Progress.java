package dcgan.nn.gan;

import java.util.List;

/** Where the training stands: all of its state that is not in a tensor. */
final class Progress {

    private final List<Metric> averaged;
    /** Where each averaged metric stands among all. */
    private final int[] indices;

    private final double[] sums;
    private int epochs;
    private int batches;
    private int steps;

    /** @param metrics all that each step has */
    Progress(List<Metric> metrics) {
        this.averaged = metrics.stream().filter(Metric::averaged).toList();
        this.indices = averaged.stream().mapToInt(metrics::indexOf).toArray();
        this.sums = new double[indices.length];
    }

    int epochs() {
        return epochs;
    }

    int batches() {
        return batches;
    }

    int steps() {
        return steps;
    }

    void add(StepValues step) {
        batches++;
        steps++;
        for (int i = 0; i < sums.length; i++) {
            sums[i] += step.get(indices[i]);
        }
    }

    EpochReport endEpoch() {
        double[] means = new double[sums.length];
        for (int i = 0; i < sums.length; i++) {
            means[i] = sums[i] / batches;
        }
        EpochReport report = new EpochReport(epochs + 1, batches, Metrics.of(averaged, means));
        set(epochs + 1, 0, steps, Metrics.of(averaged, new double[sums.length]));
        return report;
    }

    /** The running sums of the epoch, from which the means will be made. */
    Metrics sums() {
        return Metrics.of(averaged, sums);
    }

    /** @param sums of the metrics of {@link #sums()} */
    void set(int epochs, int batches, int steps, Metrics sums) {
        this.epochs = epochs;
        this.batches = batches;
        this.steps = steps;
        for (int i = 0; i < averaged.size(); i++) {
            this.sums[i] = sums.get(averaged.get(i).name());
        }
    }
}
