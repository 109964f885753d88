package dcgan.cli.console;

import dcgan.nn.gan.EpochReport;
import dcgan.nn.gan.Metric;
import dcgan.nn.gan.Metrics;
import dcgan.nn.gan.Scale;
import dcgan.nn.gan.StepReport;
import dcgan.nn.gan.TrainingListener;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The lines of a training on standard output, exactly as they are promised for the standard objective. */
public final class TrainingLines implements TrainingListener {
    private static final int FIRST_EPOCH_STEP = 10;
    private static final int STEP = 100;

    private final Console console;

    /** Writes to the standard output of a console. */
    public TrainingLines(Console console) {
        this.console = console;
    }

    /** A line after batches 10, 20, … 90 of the first epoch and after each 100th batch of every epoch. */
    @Override
    public void step(StepReport step) {
        boolean early = step.epoch() == 1 && step.batch() < STEP && step.batch() % FIRST_EPOCH_STEP == 0;
        if (early || step.batch() % STEP == 0) {
            console.result(String.format(
                    Locale.ROOT, "epoch: %02d, batch: %d\t   %s", step.epoch(), step.batch(), line(step.metrics())));
        }
    }

    /** The means of the losses over an epoch, and an empty line. */
    @Override
    public void epoch(EpochReport epoch) {
        Metrics losses = epoch.means().filter(metric -> metric.scale().kind() == Scale.Kind.LOSS);
        console.result("epoch: " + epoch.epoch()
                + IntStream.range(0, losses.size())
                        .mapToObj(i -> ", " + running(losses.metrics().get(i)) + ": " + number(losses.get(i)))
                        .collect(Collectors.joining()));
        console.result("");
    }

    /** A sum with its terms in parentheses, two spaces before another scale, and neighbours of one label after it. */
    private static String line(Metrics metrics) {
        List<String> terms =
                metrics.metrics().stream().flatMap(m -> m.terms().stream()).toList();
        Metrics shown = metrics.filter(metric -> !terms.contains(metric.name()));
        StringBuilder line = new StringBuilder();
        Metric before = null;
        for (int i = 0; i < shown.size(); i++) {
            Metric metric = shown.metrics().get(i);
            if (before != null) {
                line.append(before.scale().equals(metric.scale()) ? ", " : ",  ");
            }
            line.append(
                    before != null && before.label().equals(metric.label())
                            ? number(shown.get(i))
                            : labelled(metric, shown.get(i)));
            if (metric.isSum()) {
                Metrics parts = metrics.filter(part -> metric.terms().contains(part.name()));
                line.append(IntStream.range(0, parts.size())
                        .mapToObj(k -> labelled(parts.metrics().get(k), parts.get(k)))
                        .collect(Collectors.joining(", ", "(", ")")));
            }
            before = metric;
        }
        return line.toString();
    }

    private static String labelled(Metric metric, double value) {
        return metric.label() + ": " + number(value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /** {@code lossD} to {@code running_loss_D}. */
    private static String running(Metric metric) {
        return "running_" + metric.label().replaceAll("(?<=[a-z])(?=[A-Z])", "_");
    }
}
