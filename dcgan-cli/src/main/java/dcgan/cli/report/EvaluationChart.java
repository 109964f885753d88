package dcgan.cli.report;

import dcgan.cli.evaluation.Floor;
import dcgan.cli.record.EpochRow;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jfree.data.xy.XYSeries;

/** {@code evaluation.png}: how far the generated pictures are from real ones. */
final class EvaluationChart {
    private static final float WIDTH = 3f;
    private static final float FLOOR_WIDTH = 2f;
    private static final int MAX_MARKERS = 40;

    private EvaluationChart() {}

    /**
     * Draws it.
     *
     * @param scored the epochs that were scored, at least one
     * @param last the epoch that the run has reached
     * @param batchesPerEpoch batches a whole epoch
     * @param floor the score of real pictures, if the run has it
     */
    static BufferedImage of(List<EpochRow> scored, int last, int batchesPerEpoch, Optional<Floor> floor) {
        Chart chart = new Chart(
                "Distance from real pictures",
                String.format(
                        Locale.ROOT,
                        "C-FD of %,d generated pictures; the lower, the better",
                        scored.getFirst().score().orElseThrow().pictures()),
                batchesPerEpoch,
                "C-FD");
        floor.ifPresent(real -> {
            XYSeries line = new XYSeries("the floor: C-FD of real pictures");
            line.add(0, real.score().cFd());
            line.add(last, real.score().cFd());
            chart.line(line, Chart.colour(2).strong(), FLOOR_WIDTH, false);
        });
        XYSeries series = new XYSeries("C-FD");
        // After the whole epoch.
        scored.forEach(row -> series.add(row.epoch(), row.cFd()));
        chart.line(series, Chart.colour(0).strong(), WIDTH, scored.size() <= MAX_MARKERS);
        chart.epochs(last);
        chart.y().setAutoRangeIncludesZero(true);
        return chart.render();
    }
}
