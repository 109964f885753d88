package dcgan.cli.report;

import dcgan.nn.gan.EpochReport;
import dcgan.nn.gan.StepReport;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jfree.data.xy.XYSeries;

/** {@code losses.png}: the mean losses of the epochs, over the losses within them. */
final class LossChart {
    private static final Color LIGHT_BLUE = new Color(0xA6C8E0);
    private static final Color LIGHT_ORANGE = new Color(0xFFCC99);
    private static final float THIN = 1.2f;
    private static final float THICK = 3f;

    /** More points than this say no more on a picture of that width. */
    private static final int MAX_POINTS = 600;

    /** An epoch's mean stands in its middle, where it belongs to the losses around it. */
    private static final double MIDDLE = 0.5;

    /** Above so many epochs, a marker on each would hide the line. */
    private static final int MAX_MARKERS = 40;

    private LossChart() {}

    /**
     * Draws it.
     *
     * @param batches all batches in their order, at least one
     * @param batchesPerEpoch batches a whole epoch
     * @param epochs the means of the epochs that were ended
     */
    static BufferedImage of(List<StepReport> batches, int batchesPerEpoch, List<EpochReport> epochs) {
        int bin = Math.ceilDiv(batches.size(), MAX_POINTS);
        String within = bin == 1 ? "each batch" : String.format(Locale.ROOT, "means over %d batches", bin);
        Chart chart = new Chart(
                "Losses", "thick: mean of an epoch; thin: " + within, batchesPerEpoch, "binary cross-entropy (nats)");
        boolean markers = epochs.size() <= MAX_MARKERS;
        chart.line(
                within("discriminator, within epochs", batches, batchesPerEpoch, bin, row -> row.get("lossD")),
                LIGHT_BLUE,
                THIN,
                false);
        chart.line(
                within("generator, within epochs", batches, batchesPerEpoch, bin, row -> row.get("lossG")),
                LIGHT_ORANGE,
                THIN,
                false);
        chart.line(means("discriminator (real + fake)", epochs, row -> row.get("lossD")), Chart.BLUE, THICK, markers);
        chart.line(means("generator", epochs, row -> row.get("lossG")), Chart.ORANGE, THICK, markers);
        chart.epochs(batches.getLast().epoch());
        chart.y().setAutoRangeIncludesZero(true);
        return chart.render();
    }

    private static XYSeries within(
            String name, List<StepReport> batches, int batchesPerEpoch, int bin, ToDoubleFunction<StepReport> loss) {
        XYSeries series = new XYSeries(name);
        for (int first = 0; first < batches.size(); first += bin) {
            List<StepReport> rows = batches.subList(first, Math.min(first + bin, batches.size()));
            double x = rows.stream()
                    .mapToDouble(row -> Chart.position(row, batchesPerEpoch))
                    .average()
                    .orElseThrow();
            series.add(x, rows.stream().mapToDouble(loss).average().orElseThrow());
        }
        return series;
    }

    private static XYSeries means(String name, List<EpochReport> epochs, ToDoubleFunction<EpochReport> loss) {
        XYSeries series = new XYSeries(name);
        epochs.forEach(row -> series.add(row.epoch() - MIDDLE, loss.applyAsDouble(row)));
        return series;
    }
}
