package dcgan.cli.run;

import dcgan.cli.console.Printable;
import dcgan.nn.gan.EpochReport;
import dcgan.nn.gan.Metric;
import dcgan.nn.gan.Metrics;
import dcgan.nn.gan.Scale;
import dcgan.nn.gan.StepReport;
import dcgan.nn.gan.TrainingListener;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Notices a training that is dead: with every score at an end of its scale the gradients vanish, and it learns nothing any more.
 * It says so after the first such epoch, and again only after one that was not.
 */
final class Saturation implements TrainingListener {
    private static final double TOLERANCE = 1e-6;

    private final Consumer<String> notice;
    private boolean saturated = true;
    private boolean said;

    /** @param notice takes the line to say */
    Saturation(Consumer<String> notice) {
        this.notice = notice;
    }

    @Override
    public void step(StepReport step) {
        Metrics scores = scores(step.metrics());
        saturated &= scores.size() > 0
                && IntStream.range(0, scores.size())
                        .allMatch(i -> isSaturated(
                                scores.get(i), scores.metrics().get(i).scale()));
    }

    @Override
    public void epoch(EpochReport epoch) {
        if (saturated && !said) {
            notice.accept("epoch " + epoch.epoch() + ": " + sentence(scores(epoch.means()))
                    + " in every batch, so the networks no longer learn; begin a new run with a lower --lr");
        }
        said = saturated;
        saturated = true;
    }

    private static Metrics scores(Metrics all) {
        return all.filter(metric -> metric.scale().kind() == Scale.Kind.SCORE && hasBothEnds(metric.scale()));
    }

    private static boolean hasBothEnds(Scale scale) {
        return Double.isFinite(scale.min()) && Double.isFinite(scale.max());
    }

    private static boolean isSaturated(double score, Scale scale) {
        return score <= scale.min() + TOLERANCE || score >= scale.max() - TOLERANCE;
    }

    /** {@code D(x) and D(G(z)) were 0 or 1}. */
    private static String sentence(Metrics scores) {
        Scale scale = scores.metrics().getFirst().scale();
        return scores.metrics().stream().map(Metric::label).distinct().collect(Collectors.joining(" and ")) + " were "
                + Printable.number(scale.min()) + " or " + Printable.number(scale.max());
    }
}
