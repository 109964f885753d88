package dcgan.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dcgan.nn.gan.EpochReport;
import dcgan.nn.gan.Metric;
import dcgan.nn.gan.Metrics;
import dcgan.nn.gan.Objective;
import dcgan.nn.gan.StepReport;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingLinesTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final TrainingLines lines = new TrainingLines(new Console(
            new PrintStream(out, false, StandardCharsets.UTF_8), new PrintStream(OutputStream.nullOutputStream())));

    @Test
    void thoseOfTheStandardObjectiveAreAsPromised() {
        List<Metric> metrics = Objective.STANDARD.metrics();
        lines.step(new StepReport(1, 10, Metrics.of(metrics, 1.3105, 0.6111, 0.69945, 0.6862, 0.5428, 0.5032, 0.5035)));
        lines.step(new StepReport(1, 11, Metrics.of(metrics, 1, 2, 3, 4, 5, 6, 7)));
        lines.epoch(new EpochReport(
                1, 20, Metrics.of(metrics.stream().filter(Metric::averaged).toList(), 1.29684, 0.669, 0.5, 0.4, 0.3)));
        assertEquals(
                "epoch: 01, batch: 10\t   lossD: 1.3105(real: 0.6111, fake: 0.6995), lossG: 0.6862,"
                        + "  D(x): 0.5428, D(G(z)): 0.5032, 0.5035\n"
                        + "epoch: 1, running_loss_D: 1.2968, running_loss_G: 0.6690\n\n",
                out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void oneMoreMetricComesLast() {
        List<Metric> metrics = new ArrayList<>(Objective.STANDARD.metrics());
        metrics.add(new Metric("normG", "normG", "norm", metrics.getFirst().scale(), true, List.of()));
        lines.step(new StepReport(2, 100, Metrics.of(metrics, 3, 1, 2, 4, 5, 6, 7, 8)));
        lines.epoch(new EpochReport(
                2, 100, Metrics.of(metrics.stream().filter(Metric::averaged).toList(), 1, 2, 3, 4, 5, 6)));
        assertEquals(
                "epoch: 02, batch: 100\t   lossD: 3.0000(real: 1.0000, fake: 2.0000), lossG: 4.0000,"
                        + "  D(x): 5.0000, D(G(z)): 6.0000, 7.0000,  normG: 8.0000\n"
                        + "epoch: 2, running_loss_D: 1.0000, running_loss_G: 2.0000, running_norm_G: 6.0000\n\n",
                out.toString(StandardCharsets.UTF_8));
    }
}
