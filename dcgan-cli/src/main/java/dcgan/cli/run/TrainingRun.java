package dcgan.cli.run;

import dcgan.cli.config.RunConfig;
import dcgan.cli.config.RunOptions;
import dcgan.cli.console.Console;
import dcgan.cli.console.ProgressDisplay;
import dcgan.cli.console.TrainingLines;
import dcgan.cli.evaluation.Evaluation;
import dcgan.cli.io.Json;
import dcgan.cli.io.RunException;
import dcgan.cli.io.StopSignals;
import dcgan.cli.record.BestListener;
import dcgan.cli.record.CheckpointKeeper;
import dcgan.cli.record.CheckpointListener;
import dcgan.cli.record.CsvListener;
import dcgan.cli.record.RunDirectory;
import dcgan.cli.record.SamplesListener;
import dcgan.cli.report.ReportListener;
import dcgan.data.Batches;
import dcgan.data.file.Reasons;
import dcgan.nn.gan.Augmentation;
import dcgan.nn.gan.CheckpointException;
import dcgan.nn.gan.DivergedException;
import dcgan.nn.gan.GanTrainer;
import dcgan.nn.gan.TrainingConfig;
import dcgan.nn.gan.TrainingListener;
import dcgan.nn.mpi.MpiJob;
import dcgan.tensor.Backend;
import dcgan.tensor.TooLargeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** Trains, and leaves all that a run leaves. */
public final class TrainingRun {
    private final Job job;
    private final ResumePoint from;
    private final RunDirectory run;
    private final TrainingConfig training;
    private final RunOptions options;
    private final TrainingData data;
    private final Backend backend;
    private final Console console;

    /**
     * A run that is about to begin or to go on.
     *
     * @param job the processes that train together
     * @param from its folder and where it stands
     * @param training what defines the training
     * @param options what else it is to do
     * @param backend stays open
     */
    public TrainingRun(
            Job job,
            ResumePoint from,
            TrainingConfig training,
            RunOptions options,
            TrainingData data,
            Backend backend,
            Console console) {
        this.job = job;
        this.from = from;
        this.run = from.run();
        this.training = training;
        this.options = options;
        this.data = data;
        this.backend = backend;
        this.console = console;
    }

    /**
     * Trains until all epochs are complete or a signal wants an end.
     *
     * @param begun what {@code config.json} held before; null for a new run
     * @param withBar whether there is a progress bar
     * @return the exit code that the signal stands for, if one came in time
     */
    public OptionalInt train(RunConfig begun, boolean withBar) {
        Batches shuffled = data.images()
                .batches(training.batchSize())
                .slice(job.slice().index(), job.slice().count())
                .shuffled(training.seed());
        Batches batches = training.augments(Augmentation.Kind.FLIP) ? shuffled.flipped(training.seed()) : shuffled;
        RunConfig config = config(begun);
        job.requireSame(config, options, backend);
        if (begun != null && begun.options().processes() != options.processes()) {
            console.notice("the run was trained by " + processes(begun.options().processes()) + " and goes on with "
                    + processes(options.processes()) + "; the result depends on that, by rounding"
                    + (options.syncBatchnorm() ? "" : " and, with BatchNorm, by the statistics of its batches"));
        }
        RunEnd end = new RunEnd(run, options.epochs());
        OptionalInt signal;
        ReportListener report = new ReportListener(run, config, console);
        GanTrainer trainer = trainer();
        // The trainer is closed first, and its listeners with it.
        try (Closing _ = () -> write(report);
                trainer) {
            start(trainer);
            if (end.isBehind(trainer)) {
                end.tellBehind(trainer, console);
                return OptionalInt.empty();
            }
            job.mpi().ifPresent(mpi -> trainer.add(mpi.parameterCheck()));
            if (job.isRoot()) {
                listeners(trainer, config, withBar, report).forEach(trainer::add);
            }
            signal = train(trainer, batches, config);
        } catch (DivergedException e) {
            throw end.diverged(
                    e, job.mpi().map(mpi -> mpi.exchange().notFinite()).orElse(""));
        } catch (CheckpointException e) {
            throw end.unsaved(e);
        }
        end.tell(trainer, console);
        return signal;
    }

    private void write(ReportListener report) {
        if (job.isRoot()) {
            report.write();
        }
    }

    private static String processes(int count) {
        return count + (count == 1 ? " process" : " processes");
    }

    /** Brings a trainer to where the run begins or goes on. */
    private void start(GanTrainer trainer) {
        if (from.checkpoint().isPresent()) {
            from.restore(trainer, training);
        } else if (options.initFrom() != null) {
            InitialWeights.again(options.initFrom()).initialise(trainer);
        }
    }

    private OptionalInt train(GanTrainer trainer, Batches batches, RunConfig config) {
        job.stopTogether(trainer);
        CompletableFuture<StopSignals.Part> begun = new CompletableFuture<>();
        try (StopSignals.Part part = StopSignals.stopping(() -> stop(trainer, begun))) {
            begun.complete(part);
            // Nothing is written before all that may be refused was.
            if (job.isRoot()) {
                prepare(config);
            }
            boolean complete = trainer.train(TrainingData.source(batches), options.epochs());
            RunLog.returned(trainer, complete);
            return complete ? OptionalInt.empty() : part.exitCode();
        } catch (RuntimeException | Error e) {
            RunLog.failed(trainer, e);
            throw e;
        }
    }

    /** What is done when a block is left, however it is left. */
    private interface Closing extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * All that listens to the training, in the order in which it is told. The report comes after the checkpoint: it tells how
     * the training ended only if that was saved.
     */
    private List<TrainingListener> listeners(
            GanTrainer trainer, RunConfig config, boolean withBar, ReportListener report) {
        int batches = config.batchesPerEpoch();
        Saturation saturation = new Saturation(console::notice);
        ProgressDisplay progress = new ProgressDisplay(
                console, withBar, options.epochs(), batches, job.mpi().map(MpiJob::exchange));
        Optional<Evaluation> evaluation = evaluation(trainer, progress);
        List<TrainingListener> recording = new ArrayList<>();
        // First, for the score stands in the row of its epoch.
        evaluation.ifPresent(recording::add);
        recording.add(new CsvListener(
                run,
                batches,
                options.evaluateCount(),
                epoch -> evaluation.flatMap(scores -> scores.of(epoch)).map(Evaluation.Scored::score),
                console,
                saturation::step));
        recording.add(new TrainingLines(console));
        recording.add(saturation);
        recording.add(progress);
        recording.add(new SamplesListener(run, data.images(), this::isSampled, trainer, backend));
        recording.add(new RunLog(from, training, options, backend));
        List<TrainingListener> all = new ArrayList<>();
        all.add(new CheckpointListener(new CheckpointKeeper(run.checkpoints(), options.checkpointEvery()), recording));
        evaluation.ifPresent(scores -> all.add(new BestListener(run, options.evaluateCount(), scores, console)));
        all.add(report);
        return all;
    }

    private Optional<Evaluation> evaluation(GanTrainer trainer, ProgressDisplay progress) {
        return options.evaluateEvery() == null
                ? Optional.empty()
                : Optional.of(new Evaluation(
                        data.real(),
                        options.evaluateCount(),
                        this::isScored,
                        trainer,
                        backend,
                        run.floor(),
                        console,
                        progress::scoring));
    }

    private boolean isScored(int epoch) {
        return epoch == options.epochs() || epoch % options.evaluateEvery() == 0;
    }

    private boolean isSampled(int epoch) {
        return epoch == options.epochs() || options.sampleEvery() > 0 && epoch % options.sampleEvery() == 0;
    }

    private void stop(GanTrainer trainer, CompletableFuture<StopSignals.Part> part) {
        job.stop(trainer, () -> part.join().exitCode());
        // None may stand there when the second signal ends the process.
        console.endBars();
        console.notice(
                "stopping after this batch, with a checkpoint; once more ends at once and loses the epoch so far");
    }

    private GanTrainer trainer() {
        try {
            GanTrainer.Builder builder =
                    GanTrainer.of(training).slice(job.slice()).syncBatchNorm(options.syncBatchnorm());
            job.mpi().ifPresent(mpi -> builder.exchange(mpi.exchange()));
            return builder.on(backend);
        } catch (TooLargeException e) {
            throw RunException.tooLarge(e);
        }
    }

    private void prepare(RunConfig config) {
        Json.replace(run.config(), config);
        try {
            Files.createDirectories(run.checkpoints());
        } catch (IOException e) {
            throw new RunException(run.checkpoints() + " cannot be made: " + Reasons.of(e), e);
        }
        from.keep();
        for (Path later : from.setLaterOnesAside()) {
            console.notice(later + " is further on and was renamed to " + later.getFileName() + ".old");
        }
    }

    private RunConfig config(RunConfig begun) {
        String device = backend.name() + " on " + backend.device().name();
        RunConfig.Data images = data.fingerprint();
        if (begun == null) {
            return RunConfig.begin(device, images, training, options);
        }
        if (!begun.data().crc32c().equals(images.crc32c())) {
            throw new RunException(
                    data.source().equals(begun.data().source())
                            ? String.format(
                                    Locale.ROOT,
                                    "%s has changed since the run was begun: its images are not the same any more (%,d"
                                            + " then, %,d now); restore them, or begin a new run with --init-from",
                                    data.source(),
                                    begun.data().images(),
                                    images.images())
                            : data.source() + " does not hold the images that this run was begun with ("
                                    + begun.data().images() + " from "
                                    + begun.data().source()
                                    + "); give those with --data");
        }
        String checkpoint =
                from.checkpoint().map(c -> c.path().getFileName().toString()).orElse("the beginning");
        return begun.resume(checkpoint, device, options);
    }
}
