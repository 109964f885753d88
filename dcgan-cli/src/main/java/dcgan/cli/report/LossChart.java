package dcgan.cli.report;

import dcgan.nn.gan.EpochReport;
import dcgan.nn.gan.Metric;
import dcgan.nn.gan.Scale;
import dcgan.nn.gan.StepReport;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import org.jfree.data.xy.XYSeries;

/** {@code losses.png}: the mean losses of the epochs, over the losses within them. */
final class LossChart {
    private static final float THIN = 1.2f;
    private static final float THICK = 3f;

    /** More points than this say no more on a picture of that width. */
    private static final int MAX_POINTS = 600;

    /** An epoch's mean stands in its middle, where it belongs to the losses around it. */
    private static final double MIDDLE = 0.5;

    /** Above so many epochs, a marker on each would hide the line. */
    private static final int MAX_MARKERS = 40;

    private LossChart() {}

    /** The metrics that it shows. */
    static List<Metric> metrics(List<Metric> all) {
        return all.stream()
                .filter(metric -> metric.scale().kind() == Scale.Kind.LOSS && metric.averaged())
                .toList();
    }

    /**
     * Draws it.
     *
     * @param metrics what it shows
     * @param batches all batches in their order, at least one
     * @param batchesPerEpoch batches a whole epoch
     * @param epochs the means of the epochs that were ended
     */
    static BufferedImage of(
            List<Metric> metrics, List<StepReport> batches, int batchesPerEpoch, List<EpochReport> epochs) {
        int bin = Math.ceilDiv(batches.size(), MAX_POINTS);
        String within = bin == 1 ? "each batch" : String.format(Locale.ROOT, "means over %d batches", bin);
        Chart chart = new Chart(
                "Losses",
                "thick: mean of an epoch; thin: " + within,
                batchesPerEpoch,
                metrics.getFirst().scale().unit());
        boolean markers = epochs.size() <= MAX_MARKERS;
        for (int i = 0; i < metrics.size(); i++) {
            chart.line(
                    within(metrics.get(i), batches, batchesPerEpoch, bin),
                    Chart.colour(i).light(),
                    THIN,
                    false);
        }
        for (int i = 0; i < metrics.size(); i++) {
            chart.line(means(metrics.get(i), epochs), Chart.colour(i).strong(), THICK, markers);
        }
        chart.epochs(batches.getLast().epoch());
        chart.y().setAutoRangeIncludesZero(true);
        return chart.render();
    }

    private static XYSeries within(Metric metric, List<StepReport> batches, int batchesPerEpoch, int bin) {
        // What stands in parentheses is said once, by the thick line.
        XYSeries series = new XYSeries(metric.title().replaceFirst(" \\(.*\\)$", "") + ", within epochs");
        for (int first = 0; first < batches.size(); first += bin) {
            List<StepReport> rows = batches.subList(first, Math.min(first + bin, batches.size()));
            double x = rows.stream()
                    .mapToDouble(row -> Chart.position(row, batchesPerEpoch))
                    .average()
                    .orElseThrow();
            series.add(
                    x,
                    rows.stream()
                            .mapToDouble(row -> row.get(metric.name()))
                            .average()
                            .orElseThrow());
        }
        return series;
    }

    private static XYSeries means(Metric metric, List<EpochReport> epochs) {
        XYSeries series = new XYSeries(metric.title());
        epochs.forEach(row -> series.add(row.epoch() - MIDDLE, row.get(metric.name())));
        return series;
    }
}
