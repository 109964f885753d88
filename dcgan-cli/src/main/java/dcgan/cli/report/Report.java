package dcgan.cli.report;

import dcgan.cli.config.ImageShapes;
import dcgan.cli.config.RunConfig;
import dcgan.cli.console.Console;
import dcgan.cli.io.Program;
import dcgan.cli.io.RunException;
import dcgan.cli.io.StopSignals;
import dcgan.cli.record.EpochRow;
import dcgan.cli.record.MetricsCsv;
import dcgan.cli.record.RunDirectory;
import dcgan.cli.record.SampleLayout;
import dcgan.data.file.AtomicFile;
import dcgan.nn.gan.Metric;
import dcgan.nn.gan.StepReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a run shows for itself: the charts and {@code report.html}, made of its other files. */
public final class Report {
    private Report() {}

    /**
     * Makes them again.
     *
     * @throws RunException if one of the files that they are made of is damaged, if there is no batch yet, or they cannot be
     *     written; an older report is then still there
     */
    public static void rebuild(RunDirectory run, Console console) {
        RunConfig config = RunConfig.read(run.config());
        if (Files.notExists(run.metrics()) || !write(run, config, console)) {
            throw new RunException(run.root() + " has nothing to report yet, for no batch is done; train first: "
                    + Program.resume(run.root()));
        }
    }

    /**
     * Makes them.
     *
     * @return whether there was anything to show
     */
    public static boolean write(RunDirectory run, RunConfig config, Console console) {
        List<Metric> metrics = config.training().metrics();
        List<StepReport> batches = MetricsCsv.ofSteps(run.metrics(), metrics).read();
        List<EpochRow> epochs = MetricsCsv.ofEpochs(
                        run.epochs(), metrics, config.options().evaluateCount())
                .read();
        if (batches.isEmpty()) {
            return false;
        }
        Charts.write(run, batches, config.batchesPerEpoch(), epochs, console);
        SampleLayout layout =
                new SampleLayout(ImageShapes.of(config.training().network().image()));
        List<Integer> animated = new ProgressAnimation(run, layout)
                .write(epochs.isEmpty() ? 0 : epochs.getLast().epoch());
        String page = new ReportPage(run, config, batches.getLast(), epochs, animated).render();
        StopSignals.interrupting(() -> write(page, run.report()));
        return true;
    }

    private static void write(String page, Path file) {
        try {
            AtomicFile.writeDurably(file, out -> out.write(page.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw RunException.cannotWrite(file, e);
        }
    }
}
