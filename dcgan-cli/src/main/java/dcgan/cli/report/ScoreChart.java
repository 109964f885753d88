package dcgan.cli.report;

import dcgan.cli.console.Printable;
import dcgan.nn.gan.Metric;
import dcgan.nn.gan.Scale;
import dcgan.nn.gan.StepReport;
import java.awt.image.BufferedImage;
import java.util.List;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.data.xy.XYSeries;

/** {@code scores.png}: what the discriminator makes of real and of generated images. */
final class ScoreChart {
    private static final float WIDTH = 2f;
    private static final int TICKS = 10;

    /** Every n-th batch is drawn: the first of these that leaves enough points, else all of them. */
    private static final List<Integer> STEPS = List.of(100, 10);

    private static final int ENOUGH_POINTS = 8;
    private static final int MAX_MARKERS = 100;

    private ScoreChart() {}

    /** The metrics that it shows. */
    static List<Metric> metrics(List<Metric> all) {
        return all.stream()
                .filter(metric -> metric.scale().kind() == Scale.Kind.SCORE)
                .toList();
    }

    /**
     * Draws it.
     *
     * @param metrics what it shows
     * @param batches all batches in their order, at least one
     * @param batchesPerEpoch batches a whole epoch
     */
    static BufferedImage of(List<Metric> metrics, List<StepReport> batches, int batchesPerEpoch) {
        int step = STEPS.stream()
                .filter(s -> every(s, batches).size() >= ENOUGH_POINTS)
                .findFirst()
                .orElse(1);
        List<StepReport> rows = every(step, batches);
        Scale scale = metrics.getFirst().scale();
        Chart chart = new Chart(
                "Scores of the discriminator",
                (step == 1 ? "mean of each batch" : "mean of every " + step + "th batch of an epoch") + "; "
                        + ends(scale),
                batchesPerEpoch,
                scale.unit());
        boolean markers = rows.size() <= MAX_MARKERS;
        for (int i = 0; i < metrics.size(); i++) {
            chart.line(
                    series(metrics.get(i), rows, batchesPerEpoch),
                    Chart.colour(i).strong(),
                    WIDTH,
                    markers);
        }
        chart.epochs(batches.getLast().epoch());
        if (isBounded(scale)) {
            chart.y().setRange(scale.min(), scale.max());
            chart.y().setTickUnit(new NumberTickUnit((scale.max() - scale.min()) / TICKS));
        }
        return chart.render();
    }

    private static String ends(Scale scale) {
        return isBounded(scale)
                ? Printable.number(scale.max()) + ": taken for real, " + Printable.number(scale.min())
                        + ": taken for generated"
                : "the higher, the more taken for real";
    }

    private static boolean isBounded(Scale scale) {
        return Double.isFinite(scale.min()) && Double.isFinite(scale.max());
    }

    private static List<StepReport> every(int step, List<StepReport> batches) {
        return batches.stream().filter(row -> row.batch() % step == 0).toList();
    }

    private static XYSeries series(Metric metric, List<StepReport> rows, int batchesPerEpoch) {
        XYSeries series = new XYSeries(metric.title());
        rows.forEach(row -> series.add(Chart.position(row, batchesPerEpoch), row.get(metric.name())));
        return series;
    }
}
