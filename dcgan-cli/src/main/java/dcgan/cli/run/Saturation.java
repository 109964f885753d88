package dcgan.cli.run;

import dcgan.nn.gan.EpochReport;
import dcgan.nn.gan.StepReport;
import java.util.function.Consumer;

/**
 * Notices a training that is dead: with every score at 0 or 1 the gradients vanish, and it learns nothing any more. It says so
 * after the first such epoch, and again only after one that was not.
 */
final class Saturation {
    private static final double TOLERANCE = 1e-6;

    private final Consumer<String> notice;
    private boolean saturated = true;
    private boolean said;

    /** @param notice takes the line to say */
    Saturation(Consumer<String> notice) {
        this.notice = notice;
    }

    void onBatch(StepReport step) {
        saturated &= isSaturated(step.get("D_x")) && isSaturated(step.get("D_G_z1")) && isSaturated(step.get("D_G_z2"));
    }

    void onEpoch(EpochReport epoch) {
        if (saturated && !said) {
            notice.accept("epoch " + epoch.epoch() + ": D(x) and D(G(z)) were 0 or 1 in every batch, so the networks no"
                    + " longer learn; begin a new run with a lower --lr");
        }
        said = saturated;
        saturated = true;
    }

    private static boolean isSaturated(double score) {
        return score <= TOLERANCE || score >= 1 - TOLERANCE;
    }
}
