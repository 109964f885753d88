package dcgan.cli;

import dcgan.cli.config.DataChoice;
import dcgan.cli.config.ImageShapes;
import dcgan.cli.config.JobOptions;
import dcgan.cli.config.Resume;
import dcgan.cli.config.RunConfig;
import dcgan.cli.config.RunOptions;
import dcgan.cli.config.Sampling;
import dcgan.cli.console.Console;
import dcgan.cli.console.Log;
import dcgan.cli.io.StopSignals;
import dcgan.cli.record.RunDirectory;
import dcgan.cli.run.InitialWeights;
import dcgan.cli.run.Job;
import dcgan.cli.run.ResumePoint;
import dcgan.cli.run.TrainingData;
import dcgan.cli.run.TrainingRun;
import dcgan.nn.gan.AverageConfig;
import dcgan.nn.gan.DcganConfig;
import dcgan.nn.gan.TrainingConfig;
import dcgan.tensor.Backend;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
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
        modelTransformer = DatasetHelp.class,
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
    private TrainingMixin training;

    @Mixin
    private RunMixin run;

    @Mixin
    private BackendMixin backend;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "The folder of the run, new or empty. Default: runs/DATASET-DATE-TIME, in UTC as in config.json")
    private Path out;

    @Option(
            names = "--init-from",
            paramLabel = "RUN_OR_CHECKPOINT",
            description =
                    "Begins with the networks of a checkpoint, on other images if wanted: of the newest one of a run,"
                        + " or of the one that is given. It must be of the same --image-size, --channels, --model,"
                        + " --feature-maps, --latent-size and --spectral-norm. The optimisers start afresh. With --ema"
                        + " the average starts from that of the checkpoint, if it has one, or else from its generator,"
                        + " and has its full half-life from the beginning.")
    private Path initFrom;

    @Option(
            names = "--resume",
            paramLabel = "RUN_OR_CHECKPOINT",
            description =
                    "Goes on with a run, from its newest checkpoint or from the one that is given, with the options"
                            + " that it was begun with. Only --epochs (unless there is --lr-decay), --data,"
                            + " --sample-every, --checkpoint-every and the options of the backend may change.")
    private Path resume;

    @Option(
            names = "--unlock",
            description =
                    "Takes over a run that a training on another host has locked. Only one process may train a run, so"
                            + " make sure that the other one has died. A lock that a process on this host has left"
                            + " behind needs no option.")
    private boolean unlock;

    @Option(
            names = "--sync-batchnorm",
            description =
                    "When mpirun starts several processes, BatchNorm normalises by the statistics of the whole batch"
                            + " instead of those of each process.")
    private boolean syncBatchNorm;

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
        Log.setUp(verbose && Job.speaks());
        return resume == null ? begin() : goOn();
    }

    private int begin() {
        run.check();
        if (initFrom != null && spec.commandLine().getParseResult().hasMatchedOption("--init")) {
            throw badUsage("--init cannot stand beside --init-from, which gives the weights; leave one of them out");
        }
        RunOptions options = over(RunOptions.DEFAULT);
        DataChoice source = options.source();
        source.dataset().misuse(source.data() != null, DataChoice::option).ifPresent(wrong -> {
            throw badUsage("--dataset " + source.dataset() + " " + wrong);
        });
        TrainingConfig wanted = training.over(
                TrainingConfig.of(DcganConfig.simple()
                        .image(ImageShapes.of(source.dataset().shape()))),
                options.epochs());
        if (initFrom != null) {
            InitialWeights weights = InitialWeights.find(initFrom);
            weights.requireFit(wanted.network());
            options = options.initFrom(weights.origin());
            // The ramp would begin with the first generator alone.
            AverageConfig average = wanted.average();
            wanted = wanted.average(average == null ? null : average.rampUp(0));
        }
        TornadoRuntime.startFor(options.backend().backend());
        // After the program may have been started again.
        Job job = join(wanted);
        options = options.job(JobOptions.of(job.size(), syncBatchNorm));
        if (!job.isRoot()) {
            RunDirectory written = RunDirectory.fresh(out != null ? out : Path.of("runs"));
            return train(job, new ResumePoint(written, Optional.empty()), wanted, options, null);
        }
        RunDirectory fresh = out != null
                ? RunDirectory.fresh(out)
                : RunDirectory.freshOrNumbered(Path.of(
                        "runs",
                        source.dataset() + "-"
                                + LocalDateTime.now(ZoneOffset.UTC).format(TIMESTAMP)));
        try (StopSignals.Part _ = StopSignals.undoing(fresh::leave);
                fresh) {
            fresh.make(unlock);
            return train(job, new ResumePoint(fresh, Optional.empty()), wanted, options, null);
        } catch (RuntimeException | Error e) {
            fresh.discard();
            throw e;
        }
    }

    private int goOn() {
        if (out != null) {
            throw badUsage("--out cannot stand beside --resume, which goes on in the folder of the run");
        }
        RunDirectory folder = ResumePoint.run(resume);
        // Before the lock is taken: this may start the program again.
        TornadoRuntime.startFor(
                resumed(RunConfig.read(folder.config())).backend().backend());
        Job job = join(RunConfig.read(folder.config()).training());
        if (!job.isRoot()) {
            return goOn(job, folder);
        }
        try (StopSignals.Part _ = StopSignals.undoing(folder::leave);
                folder) {
            folder.lock(unlock);
            return goOn(job, folder);
        }
    }

    private int goOn(Job job, RunDirectory folder) {
        RunConfig begun = RunConfig.read(folder.config());
        RunOptions options =
                resumed(begun).job(JobOptions.of(job.size(), begun.options().syncBatchnorm()));
        return train(job, ResumePoint.find(folder, resume, begun.training()), begun.training(), options, begun);
    }

    private Job join(TrainingConfig config) {
        Job job = Job.join();
        job.requireDivides(config.batchSize());
        return job;
    }

    /** The options of a resumed run, with those that were given now. */
    private RunOptions resumed(RunConfig begun) {
        // Refuses an option of another data set, before that is said to contradict a value that the run does not use.
        data.over(begun.options().source());
        Map<String, Object> given = new LinkedHashMap<>();
        for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
            given.put(option.longestName(), absolute(option.getValue()));
        }
        try {
            Resume.requireSame(begun, given);
        } catch (IllegalArgumentException e) {
            throw badUsage(e.getMessage());
        }
        return over(begun.options());
    }

    /** A path as {@code config.json} has it. */
    private static Object absolute(Object value) {
        return value instanceof Path path ? path.toAbsolutePath().normalize().toString() : value;
    }

    private RunOptions over(RunOptions base) {
        return run.over(base, data.over(base.source()), backend.over(base.backend()));
    }

    private int train(Job job, ResumePoint from, TrainingConfig config, RunOptions options, RunConfig begun) {
        Console console = job.console();
        boolean withBar = !noProgress && !verbose && job.isRoot() && Console.isInteractive();
        try (Backend opened = backend.open(job.share(options.backend(), console), console)) {
            Sampling sampling = begun == null ? Sampling.BALANCED : begun.data().sampling();
            TrainingData images = job.onceOnHost(() -> TrainingData.open(
                    options.source(), config, sampling, options.evaluateCount(), data.offline, console, withBar));
            console.notice("data: " + images.described());
            console.notice("backend: " + BackendMixin.chosen(options.backend().backend(), opened));
            return new TrainingRun(job, from, config, options, images, opened, console)
                    .train(begun, withBar)
                    .orElse(0);
        }
    }

    private ParameterException badUsage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
