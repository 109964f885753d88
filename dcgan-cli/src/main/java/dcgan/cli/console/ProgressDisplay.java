package dcgan.cli.console;

import dcgan.nn.gan.EpochReport;
import dcgan.nn.gan.StepReport;
import java.util.Locale;

/**
 * How far a training is, on standard error: a bar with images a second and the time left where a person watches, else a line
 * an epoch.
 */
public final class ProgressDisplay implements AutoCloseable {
    private static final double NANOS = 1e9;

    private final Console console;
    private final Progress bar;
    private final int epochs;
    private final int batchesPerEpoch;
    private final int batchSize;
    private final long start;
    private final long startImages;
    private long images;

    /**
     * Begins to show progress.
     *
     * @param withBar whether there is a bar
     * @param epochs how many there are to be in all
     * @param batchesPerEpoch batches an epoch
     * @param batchSize images a batch
     * @param batchesBefore how many batches were trained on before this run began or went on
     */
    public ProgressDisplay(
            Console console, boolean withBar, int epochs, int batchesPerEpoch, int batchSize, long batchesBefore) {
        this.console = console;
        this.epochs = epochs;
        this.batchesPerEpoch = batchesPerEpoch;
        this.batchSize = batchSize;
        this.images = batchesBefore * batchSize;
        this.startImages = images;
        this.bar = withBar
                ? Progress.on(console, "training", "images", 1, images, (long) epochs * batchesPerEpoch * batchSize)
                : null;
        this.start = System.nanoTime();
    }

    /** A batch is done. */
    public void onBatch(StepReport step) {
        images += batchSize;
        if (bar != null) {
            bar.stepTo(images);
            bar.say(String.format(Locale.ROOT, "epoch %d/%d", step.epoch(), epochs));
        }
    }

    /** An epoch is done. */
    public void onEpoch(EpochReport means) {
        if (bar == null) {
            double seconds = (System.nanoTime() - start) / NANOS;
            double rate = (images - startImages) / seconds;
            long left = (long) (epochs - means.epoch()) * batchesPerEpoch * batchSize;
            console.notice(String.format(
                    Locale.ROOT,
                    "epoch %d of %d done, %.0f images/s%s",
                    means.epoch(),
                    epochs,
                    rate,
                    left == 0 ? "" : ", " + time(left / rate) + " left"));
        }
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
        if (bar != null) {
            bar.close();
        }
    }
}
