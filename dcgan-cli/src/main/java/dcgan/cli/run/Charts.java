package dcgan.cli.run;

import dcgan.cli.console.Console;
import dcgan.data.PngFiles;
import dcgan.nn.gan.EpochMeans;
import dcgan.nn.gan.Step;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Draws the charts of a run from its tables. */
final class Charts {
    private Charts() {}

    /** Writes both, if there is anything to draw; what the machine lacks for it is told, and costs nothing else. */
    static void write(RunDirectory run, int batchesPerEpoch, Console console) {
        List<Step> batches = MetricsCsv.read(run.metrics());
        List<EpochMeans> epochs = EpochsCsv.read(run.epochs());
        if (batches.isEmpty()) {
            return;
        }
        drawn(() -> LossChart.of(batches, batchesPerEpoch, epochs), console)
                .ifPresent(losses -> PngFiles.write(losses, run.losses()));
        drawn(() -> ScoreChart.of(batches, batchesPerEpoch), console)
                .ifPresent(scores -> PngFiles.write(scores, run.scores()));
    }

    /** Without a font, or the libraries to draw with, AWT throws errors of several kinds. */
    private static Optional<BufferedImage> drawn(Supplier<BufferedImage> chart, Console console) {
        try {
            return Optional.of(chart.get());
        } catch (RuntimeException | LinkageError | InternalError e) {
            console.notice("a chart could not be drawn (" + e + "); Java needs fonts for it, such as Debian's packages"
                    + " fontconfig and fonts-dejavu-core. The numbers are in metrics.csv and epochs.csv");
            return Optional.empty();
        }
    }
}
