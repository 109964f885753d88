package dcgan.cli.console;

import dcgan.nn.gan.EpochReport;
import dcgan.nn.gan.GanTrainer;
import dcgan.nn.gan.StepReport;
import dcgan.nn.gan.TrainingListener;
import dcgan.nn.mpi.MpiExchange;
import java.util.Locale;
import java.util.Optional;

/**
 * How far a training is, on standard error: a bar with images a second and the time left where a person watches, else a line
 * an epoch.
 */
public final class ProgressDisplay implements TrainingListener {
    private static final double NANOS = 1e9;
    private static final double MILLION = 1e6;

    private final Console console;
    private final boolean withBar;
    private final int epochs;
    private final int batchesPerEpoch;
    private final Optional<MpiExchange> exchange;
    private int batchSize;
    private Progress bar;
    private Progress scoringBar;
    private String position = "";
    private long start;
    private long startImages;
    private long images;

    /**
     * Shows nothing before the training begins.
     *
     * @param withBar whether there is a bar
     * @param epochs how many there are to be in all
     * @param batchesPerEpoch batches an epoch
     * @param exchange with the other processes of a job
     */
    public ProgressDisplay(
            Console console, boolean withBar, int epochs, int batchesPerEpoch, Optional<MpiExchange> exchange) {
        this.console = console;
        this.withBar = withBar;
        this.epochs = epochs;
        this.batchesPerEpoch = batchesPerEpoch;
        this.exchange = exchange;
    }

    @Override
    public void begin(GanTrainer trainer) {
        batchSize = trainer.config().batchSize();
        startImages = (long) trainer.steps() * batchSize;
        images = startImages;
        start = System.nanoTime();
        if (withBar) {
            long total = (long) epochs * batchesPerEpoch * batchSize;
            bar = Progress.on(console, "training", "images", 1, images, total);
        }
    }

    @Override
    public void step(StepReport step) {
        images += batchSize;
        if (bar != null) {
            bar.stepTo(images);
            position = String.format(Locale.ROOT, "epoch %d/%d%s", step.epoch(), epochs, exchanged());
            bar.say(position);
        }
    }

    /**
     * Shows how far a score of pictures is: behind the bar, or with a bar of its own before the training begins.
     *
     * @param done how many pictures are done
     * @param total how many there are
     */
    public void scoring(int done, int total) {
        if (bar != null) {
            bar.say(done < total ? "scoring " + 100L * done / total + "%" : position);
        } else if (withBar) {
            if (scoringBar == null) {
                scoringBar = Progress.on(console, "scoring real pictures", "pictures", 1, 0, total);
            }
            scoringBar.stepTo(done);
            if (done == total) {
                closeScoring();
            }
        }
    }

    private void closeScoring() {
        if (scoringBar != null) {
            scoringBar.close();
            scoringBar = null;
        }
    }

    @Override
    public void epoch(EpochReport epoch) {
        if (!withBar) {
            double seconds = (System.nanoTime() - start) / NANOS;
            double rate = (images - startImages) / seconds;
            long left = (long) (epochs - epoch.epoch()) * batchesPerEpoch * batchSize;
            console.notice(String.format(
                    Locale.ROOT,
                    "epoch %d of %d done, %.0f images/s%s%s",
                    epoch.epoch(),
                    epochs,
                    rate,
                    exchanged(),
                    left == 0 ? "" : ", " + time(left / rate) + " left"));
        }
    }

    /** What the exchange takes on the average of all steps so far. */
    private String exchanged() {
        long steps = (images - startImages) / batchSize;
        return exchange.map(all -> String.format(
                        Locale.ROOT, ", exchange %.1f ms a step", all.nanos() / MILLION / Math.max(1, steps)))
                .orElse("");
    }

    @Override
    public void end(boolean complete) {
        close();
    }

    /** A span of time for a person. */
    static String time(double seconds) {
        long s = Math.round(seconds);
        return s < 60
                ? s + " s"
                : s < 3600
                        ? String.format(Locale.ROOT, "%d:%02d min", s / 60, s % 60)
                        : String.format(Locale.ROOT, "%d:%02d h", s / 3600, s % 3600 / 60);
    }

    @Override
    public void close() {
        closeScoring();
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
