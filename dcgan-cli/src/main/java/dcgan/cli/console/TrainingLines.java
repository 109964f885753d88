package dcgan.cli.console;

import dcgan.nn.gan.EpochReport;
import dcgan.nn.gan.StepReport;
import java.util.Locale;

/** The lines of a training on standard output, exactly as they are promised. */
public final class TrainingLines {
    private static final int FIRST_EPOCH_STEP = 10;
    private static final int STEP = 100;

    private final Console console;

    /** Writes to the standard output of a console. */
    public TrainingLines(Console console) {
        this.console = console;
    }

    /** A line after batches 10, 20, … 90 of the first epoch and after each 100th batch of every epoch. */
    public void onBatch(StepReport step) {
        boolean early = step.epoch() == 1 && step.batch() < STEP && step.batch() % FIRST_EPOCH_STEP == 0;
        if (early || step.batch() % STEP == 0) {
            console.result(String.format(
                    Locale.ROOT,
                    "epoch: %02d, batch: %d\t   lossD: %.4f(real: %.4f, fake: %.4f), lossG: %.4f,"
                            + "  D(x): %.4f, D(G(z)): %.4f, %.4f",
                    step.epoch(),
                    step.batch(),
                    step.get("lossD"),
                    step.get("lossD_real"),
                    step.get("lossD_fake"),
                    step.get("lossG"),
                    step.get("D_x"),
                    step.get("D_G_z1"),
                    step.get("D_G_z2")));
        }
    }

    /** The means of an epoch, and an empty line. */
    public void onEpoch(EpochReport means) {
        console.result(String.format(
                Locale.ROOT,
                "epoch: %d, running_loss_D: %.4f, running_loss_G: %.4f",
                means.epoch(),
                means.get("lossD"),
                means.get("lossG")));
        console.result("");
    }
}
