package dcgan.cli.report;

import dcgan.cli.console.Console;
import dcgan.cli.evaluation.Floor;
import dcgan.cli.io.StopSignals;
import dcgan.cli.record.EpochRow;
import dcgan.cli.record.RunDirectory;
import dcgan.data.picture.PngFiles;
import dcgan.nn.gan.Metric;
import dcgan.nn.gan.StepReport;
import java.awt.image.BufferedImage;
import java.util.List;

/** Draws the charts of a run from its tables. */
final class Charts {
    private Charts() {}

    /**
     * Writes them, and one of the scores if the generator was scored; what the machine lacks for it is told, and costs nothing else.
     *
     * @param batches all batches in their order, at least one
     * @param epochs those that were ended
     */
    static void write(
            RunDirectory run, List<StepReport> batches, int batchesPerEpoch, List<EpochRow> epochs, Console console) {
        List<Metric> metrics = batches.getLast().metrics().metrics();
        BufferedImage losses;
        BufferedImage scores;
        List<EpochRow> scored = EpochRow.scored(epochs);
        BufferedImage evaluation;
        try {
            losses = LossChart.of(LossChart.metrics(metrics), batches, batchesPerEpoch, EpochRow.reports(epochs));
            scores = ScoreChart.of(ScoreChart.metrics(metrics), batches, batchesPerEpoch);
            evaluation = scored.isEmpty()
                    ? null
                    : EvaluationChart.of(scored, batches.getLast().epoch(), batchesPerEpoch, Floor.read(run.floor()));
        } catch (RuntimeException | LinkageError | InternalError e) {
            // Without a font, or the libraries to draw with, AWT throws errors of several kinds.
            console.notice(
                    "the charts could not be drawn (" + e + "); Java needs fonts for it, such as Debian's packages"
                            + " fontconfig and fonts-dejavu-core. The numbers are in metrics.csv and epochs.csv");
            return;
        }
        StopSignals.interrupting(() -> PngFiles.write(losses, run.losses()));
        StopSignals.interrupting(() -> PngFiles.write(scores, run.scores()));
        if (evaluation != null) {
            StopSignals.interrupting(() -> PngFiles.write(evaluation, run.evaluation()));
        }
    }
}
