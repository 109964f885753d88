package dcgan.cli.report;

import dcgan.nn.gan.StepReport;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.data.xy.XYSeries;

/** {@code scores.png}: what the discriminator makes of real and of generated images. */
final class ScoreChart {
    private static final float WIDTH = 2f;
    private static final double TICK = 0.1;

    /** Every n-th batch is drawn: the first of these that leaves enough points, else all of them. */
    private static final List<Integer> STEPS = List.of(100, 10);

    private static final int ENOUGH_POINTS = 8;
    private static final int MAX_MARKERS = 100;

    private ScoreChart() {}

    /**
     * Draws it.
     *
     * @param batches all batches in their order, at least one
     * @param batchesPerEpoch batches a whole epoch
     */
    static BufferedImage of(List<StepReport> batches, int batchesPerEpoch) {
        int step = STEPS.stream()
                .filter(s -> every(s, batches).size() >= ENOUGH_POINTS)
                .findFirst()
                .orElse(1);
        List<StepReport> rows = every(step, batches);
        Chart chart = new Chart(
                "Scores of the discriminator",
                (step == 1 ? "mean of each batch" : "mean of every " + step + "th batch of an epoch")
                        + "; 1: taken for real, 0: taken for generated",
                batchesPerEpoch,
                "mean score (probability of being real)");
        boolean markers = rows.size() <= MAX_MARKERS;
        chart.line(
                series("D(x), real images", rows, batchesPerEpoch, row -> row.get("D_x")), Chart.BLUE, WIDTH, markers);
        chart.line(
                series("D(G(z)) in the discriminator's step", rows, batchesPerEpoch, row -> row.get("D_G_z1")),
                Chart.ORANGE,
                WIDTH,
                markers);
        chart.line(
                series("D(G(z)) in the generator's step", rows, batchesPerEpoch, row -> row.get("D_G_z2")),
                Chart.GREEN,
                WIDTH,
                markers);
        chart.epochs(batches.getLast().epoch());
        chart.y().setRange(0, 1);
        chart.y().setTickUnit(new NumberTickUnit(TICK));
        return chart.render();
    }

    private static List<StepReport> every(int step, List<StepReport> batches) {
        return batches.stream().filter(row -> row.batch() % step == 0).toList();
    }

    private static XYSeries series(
            String name, List<StepReport> rows, int batchesPerEpoch, ToDoubleFunction<StepReport> score) {
        XYSeries series = new XYSeries(name);
        rows.forEach(row -> series.add(Chart.position(row, batchesPerEpoch), score.applyAsDouble(row)));
        return series;
    }
}
