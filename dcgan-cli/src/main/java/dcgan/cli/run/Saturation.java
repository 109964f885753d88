package dcgan.cli.run;

import dcgan.nn.gan.EpochMeans;
import dcgan.nn.gan.Step;
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

    void onBatch(Step step) {
        saturated &= isSaturated(step.dX()) && isSaturated(step.dGZ1()) && isSaturated(step.dGZ2());
    }

    void onEpoch(EpochMeans epoch) {
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
