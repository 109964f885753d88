package dcgan.cli.report;

import dcgan.cli.console.Console;
import dcgan.cli.io.StopSignals;
import dcgan.cli.record.RunDirectory;
import dcgan.data.picture.PngFiles;
import dcgan.nn.gan.EpochReport;
import dcgan.nn.gan.Metric;
import dcgan.nn.gan.StepReport;
import java.awt.image.BufferedImage;
import java.util.List;

/** Draws the charts of a run from its tables. */
final class Charts {
    private Charts() {}

    /**
     * Writes both; what the machine lacks for it is told, and costs nothing else.
     *
     * @param batches all batches in their order, at least one
     * @param epochs the means of the epochs that were ended
     */
    static void write(
            RunDirectory run,
            List<StepReport> batches,
            int batchesPerEpoch,
            List<EpochReport> epochs,
            Console console) {
        List<Metric> metrics = batches.getLast().metrics().metrics();
        BufferedImage losses;
        BufferedImage scores;
        try {
            losses = LossChart.of(LossChart.metrics(metrics), batches, batchesPerEpoch, epochs);
            scores = ScoreChart.of(ScoreChart.metrics(metrics), batches, batchesPerEpoch);
        } catch (RuntimeException | LinkageError | InternalError e) {
            // Without a font, or the libraries to draw with, AWT throws errors of several kinds.
            console.notice(
                    "the charts could not be drawn (" + e + "); Java needs fonts for it, such as Debian's packages"
                            + " fontconfig and fonts-dejavu-core. The numbers are in metrics.csv and epochs.csv");
            return;
        }
        StopSignals.interrupting(() -> PngFiles.write(losses, run.losses()));
        StopSignals.interrupting(() -> PngFiles.write(scores, run.scores()));
    }
}
