package dcgan.nn.gan;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A loss became infinite or not a number; the networks are of no use any more. */
public final class DivergedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient StepReport step;

    DivergedException(StepReport step) {
        super("the training diverged in epoch " + step.epoch() + ", batch " + step.batch() + ": "
                + losses(step.metrics()));
        this.step = step;
    }

    /** {@code lossD is NaN, lossG is 0.7}: the losses that are averaged, and others that are not finite. */
    private static String losses(Metrics metrics) {
        Metrics losses = metrics.filter(metric -> metric.scale().kind() == Scale.Kind.LOSS
                && (metric.averaged() || !Double.isFinite(metrics.get(metric.name()))));
        return IntStream.range(0, losses.size())
                .mapToObj(i -> losses.metrics().get(i).name() + " is " + (float) losses.get(i))
                .collect(Collectors.joining(", "));
    }

    /** The step in which it happened. */
    public StepReport step() {
        return step;
    }
}
