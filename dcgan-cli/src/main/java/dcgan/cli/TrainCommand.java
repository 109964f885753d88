package dcgan.cli;

import dcgan.cli.config.DatasetKind;
import dcgan.cli.config.Resume;
import dcgan.cli.config.RunConfig;
import dcgan.cli.config.Sampling;
import dcgan.cli.config.TrainOptions;
import dcgan.cli.console.Console;
import dcgan.cli.console.Log;
import dcgan.cli.io.StopSignals;
import dcgan.cli.record.RunDirectory;
import dcgan.cli.run.ResumePoint;
import dcgan.cli.run.TrainingData;
import dcgan.cli.run.TrainingRun;
import dcgan.tensor.Backend;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dcgan train}. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        versionProvider = Main.ModuleVersion.class,
        sortOptions = false,
        description = {
            "Trains a DCGAN.",
            "",
            "The lines of the training go to standard output, all else to standard error. Ctrl-C ends after the"
                + " current batch, with a checkpoint; the exit code is then 130 (143 after SIGTERM). A second one ends"
                + " at once.",
            ""
        })
final class TrainCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataMixin data;

    @Mixin
    private StepMixin step;

    @Mixin
    private ModelMixin model;

    @Mixin
    private TrainingMixin training;

    @Mixin
    private BackendMixin backend;

    @Option(
            names = "--sample-every",
            paramLabel = "N",
            defaultValue = "5",
            converter = Numbers.NotNegative.class,
            description = "Epochs between sample pictures; 0 for none but the last. Default: ${DEFAULT-VALUE}")
    private int sampleEvery;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "N",
            defaultValue = "5",
            converter = Numbers.NotNegative.class,
            description =
                    "One is written after every epoch; those of every N-th epoch and the newest two stay. 0 for the"
                            + " newest two alone. Default: ${DEFAULT-VALUE}")
    private int checkpointEvery;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "The folder of the run, new or empty. Default: runs/DATASET-DATE-TIME, in UTC as in config.json")
    private Path out;

    @Option(
            names = "--resume",
            paramLabel = "RUN_OR_CHECKPOINT",
            description =
                    "Goes on with a run, from its newest checkpoint or from the one that is given, with the options"
                        + " that it was begun with. Only --epochs, --data, --sample-every, --checkpoint-every and the"
                        + " options of the backend may change.")
    private Path resume;

    @Option(
            names = "--unlock",
            description =
                    "Takes over a run that a training on another host has locked. Only one process may train a run, so"
                            + " make sure that the other one has died. A lock that a process on this host has left"
                            + " behind needs no option.")
    private boolean unlock;

    @Option(names = "--no-progress", description = "No progress bar.")
    private boolean noProgress;

    @Option(
            names = "--verbose",
            description =
                    "Logs to standard error, with the time, what the run is made of, each epoch and checkpoint and"
                            + " how long it took, and why the run ends; there is no progress bar then.")
    private boolean verbose;

    @Override
    public Integer call() {
        Log.setUp(verbose);
        return resume == null ? begin() : goOn();
    }

    private int begin() {
        TrainOptions options = options();
        if (options.dataset() == DatasetKind.FOLDER && options.data() == null) {
            throw badUsage("--dataset folder needs --data with the folder of the pictures");
        }
        if (options.dataset() == DatasetKind.SHAPES && options.data() != null) {
            throw badUsage(
                    "--dataset shapes takes no --data; read an archive that data shapes has written with --dataset"
                            + " cifar10");
        }
        TornadoRuntime.startFor(options.backend());
        RunDirectory run = out != null
                ? RunDirectory.fresh(out)
                : RunDirectory.freshOrNumbered(Path.of(
                        "runs",
                        options.dataset() + "-"
                                + LocalDateTime.now(ZoneOffset.UTC).format(TIMESTAMP)));
        try (StopSignals.Part _ = StopSignals.undoing(run::leave);
                run) {
            run.make(unlock);
            return train(new ResumePoint(run, Optional.empty()), options, null);
        } catch (RuntimeException | Error e) {
            run.discard();
            throw e;
        }
    }

    private int goOn() {
        if (out != null) {
            throw badUsage("--out cannot stand beside --resume, which goes on in the folder of the run");
        }
        RunDirectory run = ResumePoint.run(resume);
        // Before the lock is taken: this may start the program again.
        TornadoRuntime.startFor(resumed(RunConfig.read(run.config())).backend());
        try (StopSignals.Part _ = StopSignals.undoing(run::leave);
                run) {
            run.lock(unlock);
            RunConfig begun = RunConfig.read(run.config());
            TrainOptions options = resumed(begun);
            return train(ResumePoint.find(run, resume, options), options, begun);
        }
    }

    /** The options of a resumed run, with those that were given now. */
    private TrainOptions resumed(RunConfig begun) {
        try {
            return Resume.options(begun.options(), options(), named());
        } catch (IllegalArgumentException e) {
            throw badUsage(e.getMessage());
        }
    }

    private int train(ResumePoint from, TrainOptions options, RunConfig begun) {
        Console console = Console.ofProcess();
        boolean withBar = !noProgress && !verbose && Console.isInteractive();
        try (Backend opened = backend.open(options.backendChoice(), console)) {
            Sampling sampling = begun == null ? Sampling.BALANCED : begun.data().sampling();
            TrainingData images = TrainingData.open(options, sampling, data.offline, console, withBar);
            console.notice("data: " + images.described());
            console.notice("backend: " + BackendMixin.chosen(options.backend(), opened));
            return new TrainingRun(from, options, images, opened, console)
                    .train(begun, withBar)
                    .orElse(0);
        }
    }

    private TrainOptions options() {
        return new TrainOptions(
                data.dataset,
                data.data == null
                        ? null
                        : data.data.toAbsolutePath().normalize().toString(),
                data.limit,
                step.model,
                step.featureMaps,
                model.latentSize,
                model.init(step.model),
                training.epochs,
                step.batchSize,
                training.lr,
                training.beta1,
                training.beta2,
                training.seed,
                sampleEvery,
                checkpointEvery,
                backend.backend,
                backend.device,
                backend.threads,
                backend.vectorBits,
                backend.conv,
                backend.kernels);
    }

    /** The options that stand on the command line. */
    private Set<String> named() {
        return spec.commandLine().getParseResult().matchedOptions().stream()
                .map(OptionSpec::longestName)
                .collect(Collectors.toSet());
    }

    private ParameterException badUsage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
