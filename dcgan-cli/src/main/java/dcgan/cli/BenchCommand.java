package dcgan.cli;

import dcgan.cli.bench.BenchResult;
import dcgan.cli.bench.Benchmark;
import dcgan.cli.bench.OpShare;
import dcgan.cli.config.BackendChoice;
import dcgan.cli.console.Console;
import dcgan.cli.console.Table;
import dcgan.cli.io.RunException;
import dcgan.cli.run.Job;
import dcgan.nn.gan.DcganConfig;
import dcgan.nn.gan.TrainingConfig;
import dcgan.tensor.Backend;
import dcgan.tensor.BackendOptions;
import dcgan.tensor.TooLargeException;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dcgan bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        versionProvider = Main.ModuleVersion.class,
        sortOptions = false,
        description = {
            "Measures training and generation on this machine, and where the time of a training step goes.",
            "",
            "Speeds are those of the median step. Measure on a machine that has nothing else to do.",
            ""
        })
final class BenchCommand implements Callable<Integer> {
    private static final double MEGABYTE = 1 << 20;

    @Mixin
    private BackendMixin backend;

    @Mixin
    private StepMixin step;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            converter = Numbers.Positive.class,
            description = "How long training and generation are measured each. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "5",
            converter = Numbers.NotNegative.class,
            description = "Seconds that each runs before. Default: ${DEFAULT-VALUE}")
    private int warmUp;

    @Mixin
    private JsonMixin json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        json.check();
        TrainingConfig training = training();
        TornadoRuntime.startFor(backend.choice().backend());
        // After the program may have been started again.
        Job job = Job.join();
        job.requireDivides(training.batchSize());
        Console console = job.isRoot() ? json.console() : Console.silent();
        BackendChoice choice = job.share(backend.choice(), console);
        int threads = BackendOptions.DEFAULT.withThreads(choice.threads()).threadCount();
        try (Backend opened = backend.open(choice, console)) {
            job.requireSame(training, choice, opened);
            console.notice("measuring " + BackendMixin.chosen(choice.backend(), opened));
            BenchResult result = measure(job, training, opened, threads);
            tell(result, console);
            if (job.isRoot()) {
                json.write(result);
            }
        }
        return 0;
    }

    private TrainingConfig training() {
        try {
            return step.over(TrainingConfig.of(DcganConfig.simple()));
        } catch (TooLargeException e) {
            throw RunException.tooLarge(e);
        }
    }

    private BenchResult measure(Job job, TrainingConfig training, Backend opened, int threads)
            throws IOException, InterruptedException {
        try {
            return new Benchmark(job, training, threads, warmUp, seconds).run(opened);
        } catch (TooLargeException e) {
            throw RunException.tooLarge(e);
        }
    }

    private static void tell(BenchResult result, Console console) {
        console.result(String.format(
                Locale.ROOT,
                "%s on %s, %s model, %d px%s, batch size %d, %d threads",
                result.backend(),
                result.device(),
                result.model(),
                result.imageSize(),
                result.channels() == 1 ? " in grey" : "",
                result.batchSize(),
                result.threads()));
        Table numbers = new Table(1);
        if (result.processes() > 1) {
            numbers.row("processes", format("%,d", result.processes()))
                    .row("exchange", format("%,.2f ms a step", result.exchangeMillisPerStep()));
        }
        numbers.row("training", format("%,.1f images/s", result.trainImagesPerSecond()))
                .row("generation", format("%,.1f images/s", result.generateImagesPerSecond()))
                .row("FMA peak", result.fmaPeakGflops() > 0 ? format("%,.1f GFLOP/s", result.fmaPeakGflops()) : "-")
                .row("allocated", format("%,d bytes a step", result.bytesAllocatedPerStep()))
                .row("peak memory", format("%,.0f MB", result.peakMemoryBytes() / MEGABYTE))
                .row("launches", format("%,d a step", result.launchesPerStep()))
                .row("bytes up", format("%,d a step", result.bytesUpPerStep()))
                .row("bytes down", format("%,d a step", result.bytesDownPerStep()))
                .lines()
                .forEach(console::result);
        console.result("");
        if (result.ops().isEmpty()) {
            console.result("The backend " + result.backend() + " does not tell where its time goes."
                    // CUDA's graphs are one call of the driver each.
                    + (result.launchesPerStep() > 0 ? " With --cuda-graphs off it does." : ""));
            return;
        }
        Table table = new Table(1, 2, 3, 4).row("OP", "RUNS", "MS A STEP", "GFLOP/S", "% OF PEAK");
        for (OpShare op : result.ops()) {
            boolean counted = op.gflops() > 0;
            table.row(
                    op.op(),
                    Long.toString(op.runsPerStep()),
                    format("%.3f", op.millisPerStep()),
                    counted ? format("%.1f", op.gflops()) : "-",
                    op.percentOfPeak() > 0 ? format("%.1f", op.percentOfPeak()) : "-");
        }
        table.lines().forEach(console::result);
        if (result.ops().stream().anyMatch(op -> op.percentOfPeak() > 100)) {
            console.result(
                    "GFLOP/s count the products of a direct convolution; by Winograd's algorithm there are fewer.");
        }
    }

    private static String format(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }
}
