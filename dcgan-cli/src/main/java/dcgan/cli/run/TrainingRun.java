package dcgan.cli.run;

import dcgan.cli.config.RunConfig;
import dcgan.cli.config.TrainOptions;
import dcgan.cli.console.Console;
import dcgan.cli.console.Printable;
import dcgan.cli.console.ProgressDisplay;
import dcgan.cli.console.TrainingLines;
import dcgan.cli.io.Json;
import dcgan.cli.io.Program;
import dcgan.cli.io.Reasons;
import dcgan.cli.io.RunException;
import dcgan.cli.io.StopSignals;
import dcgan.cli.record.CheckpointFile;
import dcgan.cli.record.CheckpointKeeper;
import dcgan.cli.record.CsvFile;
import dcgan.cli.record.EpochsCsv;
import dcgan.cli.record.MetricsCsv;
import dcgan.cli.record.RunDirectory;
import dcgan.cli.record.SamplePictures;
import dcgan.cli.report.Report;
import dcgan.data.Batches;
import dcgan.nn.gan.CheckpointException;
import dcgan.nn.gan.DivergedException;
import dcgan.nn.gan.EpochReport;
import dcgan.nn.gan.GanTrainer;
import dcgan.nn.gan.StepReport;
import dcgan.nn.gan.TrainingListener;
import dcgan.tensor.Backend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains, and leaves all that a run leaves. */
public final class TrainingRun {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);

    private final ResumePoint from;
    private final RunDirectory run;
    private final TrainOptions options;
    private final TrainingData data;
    private final Backend backend;
    private final Console console;

    /**
     * A run that is about to begin or to go on.
     *
     * @param from its folder and where it stands
     * @param options what it is to do
     * @param backend stays open
     */
    public TrainingRun(ResumePoint from, TrainOptions options, TrainingData data, Backend backend, Console console) {
        this.from = from;
        this.run = from.run();
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
        Batches batches = data.images().batches(options.batchSize()).shuffled(options.seed());
        RunConfig config = config(begun);
        try (GanTrainer trainer = trainer();
                SamplePictures samples = new SamplePictures(run, trainer, backend)) {
            from.restore(trainer, options);
            if (isBeyond(trainer)) {
                tellBeyond(trainer);
                return OptionalInt.empty();
            }
            OptionalInt signal;
            try (StopSignals.Part part = StopSignals.stopping(() -> stop(trainer))) {
                // Nothing is written before all that may be refused was.
                prepare(config, samples);
                logBegin();
                signal = train(trainer, samples, batches, withBar) ? OptionalInt.empty() : part.exitCode();
            } catch (RuntimeException e) {
                LOG.info(
                        "ends in epoch {} after batch {}: {}",
                        trainer.epochs() + 1,
                        trainer.batches(),
                        Printable.line(e.getMessage()));
                reportAfter(e, config);
                throw e;
            }
            LOG.info(
                    "ends after {} epochs and {} batches: {}",
                    trainer.epochs(),
                    trainer.batches(),
                    signal.isPresent() ? "a signal came" : "all is done");
            if (signal.isPresent()) {
                // The second one ends the process at once, as was told after the first.
                Report.write(run, config, console);
            } else {
                StopSignals.finishing(() -> Report.write(run, config, console));
            }
            tell(trainer);
            return signal;
        }
    }

    private void logBegin() {
        LOG.info(
                "dcgan {}, Java {}, {} {}",
                Program.version(),
                Runtime.version(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"));
        LOG.info(
                "{} on {} ({})",
                backend.name(),
                backend.device().name(),
                backend.device().detail());
        LOG.info("{}", Printable.line(options));
        LOG.info(
                "begins at {}",
                from.checkpoint().map(c -> Printable.line(c.path())).orElse("the beginning"));
    }

    private void stop(GanTrainer trainer) {
        trainer.stop();
        // None may stand there when the second signal ends the process.
        console.endBars();
        console.notice(
                "stopping after this batch, with a checkpoint; once more ends at once and loses the epoch so far");
    }

    /** Whether all epochs are complete in the end. */
    private boolean train(GanTrainer trainer, SamplePictures samples, Batches batches, boolean withBar) {
        CheckpointKeeper keeper = new CheckpointKeeper(run.checkpoints(), options.checkpointEvery());
        TrainingLines lines = new TrainingLines(console);
        Saturation saturation = new Saturation(console::notice);
        try (CsvFile<StepReport> metrics = metrics(batches.count(), saturation);
                CsvFile<EpochReport> epochs = epochs();
                ProgressDisplay progress = new ProgressDisplay(
                        console, withBar, options.epochs(), batches.count(), options.batchSize(), trainer.steps())) {
            trainer.add(TrainingListener.onStep(metrics::add));
            trainer.add(TrainingListener.onStep(saturation::onBatch));
            trainer.add(TrainingListener.onStep(lines::onBatch));
            trainer.add(TrainingListener.onStep(progress::onBatch));
            trainer.add(TrainingListener.onEpoch(epochs::add));
            trainer.add(TrainingListener.onEpoch(lines::onEpoch));
            trainer.add(TrainingListener.onEpoch(saturation::onEpoch));
            trainer.add(TrainingListener.onEpoch(progress::onEpoch));
            trainer.add(TrainingListener.onEpoch(means -> {
                if (isSampled(means.epoch())) {
                    samples.draw(means.epoch());
                }
            }));
            Runnable checkpoint = () -> {
                metrics.sync();
                epochs.sync();
                keeper.save(trainer);
            };
            trainer.add(TrainingListener.onEpoch(
                    means -> LOG.info("epoch {} is complete, {} batches", means.epoch(), means.batches())));
            // The checkpoint comes last: whoever goes on from it must find all that was before it.
            trainer.add(TrainingListener.onEpoch(means -> checkpoint.run()));
            boolean complete = trainer.train(TrainingData.source(batches), options.epochs());
            if (!complete && trainer.batches() > 0) {
                checkpoint.run();
            }
            return complete;
        } catch (DivergedException e) {
            throw new RunException(e.getMessage() + "; " + lastCheckpoint(), e);
        } catch (CheckpointException e) {
            throw new RunException(e.getMessage() + "; mend that, then " + wayOn(), e);
        }
    }

    /** Whether more is done than was asked for. */
    private boolean isBeyond(GanTrainer trainer) {
        return trainer.epochs() > options.epochs() || trainer.epochs() == options.epochs() && trainer.batches() > 0;
    }

    private void tellBeyond(GanTrainer trainer) {
        String done = trainer.epochs() + (trainer.epochs() == 1 ? " epoch is" : " epochs are") + " complete"
                + (trainer.batches() > 0 ? " and " + trainer.batches() + " batches of the next are done" : "");
        console.notice("nothing is left to train: " + done + " in " + run.root() + ", more than --epochs "
                + options.epochs() + "; go on with a larger --epochs");
    }

    private void tell(GanTrainer trainer) {
        if (trainer.epochs() >= options.epochs()) {
            String all = options.epochs() == 1
                    ? "the epoch is complete"
                    : "all " + options.epochs() + " epochs are complete";
            console.notice(all + "; what came of it is in " + run.root() + ", and on one page in " + run.report());
            console.notice("draw more with: " + Program.generate(run.root()));
        } else {
            console.notice("stopped in epoch " + (trainer.epochs() + 1) + " after batch " + trainer.batches()
                    + "; go on with: " + Program.resume(run.root()));
        }
    }

    /** The report of what there is, if it can still be written: the failure itself is what matters. */
    private void reportAfter(RuntimeException failure, RunConfig config) {
        try {
            StopSignals.finishing(() -> Report.write(run, config, console));
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private boolean isFromTheBeginning() {
        return from.checkpoint().isEmpty();
    }

    private boolean isSampled(int epoch) {
        return epoch == options.epochs() || options.sampleEvery() > 0 && epoch % options.sampleEvery() == 0;
    }

    private GanTrainer trainer() {
        try {
            return GanTrainer.of(options.training()).on(backend);
        } catch (IllegalArgumentException e) {
            throw RunException.tooLarge(e);
        }
    }

    private void prepare(RunConfig config, SamplePictures samples) {
        Json.replace(run.config(), config);
        try {
            Files.createDirectories(run.checkpoints());
        } catch (IOException e) {
            throw new RunException(run.checkpoints() + " cannot be made: " + Reasons.of(e), e);
        }
        for (Path later : from.setLaterOnesAside()) {
            console.notice(later + " is further on and was renamed to " + later.getFileName() + ".old");
        }
        samples.drawReal(data.images());
    }

    private CsvFile<StepReport> metrics(int batchesPerEpoch, Saturation saturation) {
        Path file = run.metrics();
        if (isFromTheBeginning()) {
            return MetricsCsv.create(file, List.of());
        }
        List<StepReport> rows = MetricsCsv.readBefore(file, from.epochs() + 1, from.batches() + 1);
        long expected = (long) from.epochs() * batchesPerEpoch + from.batches();
        if (rows.size() != expected) {
            console.notice(file + " has " + rows.size() + " rows where " + expected + " are due; what is missing stays"
                    + " missing");
        }
        rows.stream().filter(row -> row.epoch() > from.epochs()).forEach(saturation::onBatch);
        return MetricsCsv.create(file, rows);
    }

    private CsvFile<EpochReport> epochs() {
        return EpochsCsv.create(
                run.epochs(), isFromTheBeginning() ? List.of() : EpochsCsv.readUpTo(run.epochs(), from.epochs()));
    }

    private RunConfig config(RunConfig begun) {
        String device = backend.name() + " on " + backend.device().name();
        RunConfig.Data images = data.fingerprint();
        if (begun == null) {
            return RunConfig.begin(device, images, options);
        }
        if (!begun.data().crc32c().equals(images.crc32c())) {
            throw new RunException(data.source() + " does not hold the images that this run was begun with ("
                    + begun.data().images() + " from " + begun.data().source() + "); give those with --data");
        }
        String checkpoint =
                from.checkpoint().map(c -> c.path().getFileName().toString()).orElse("the beginning");
        return begun.resume(checkpoint, device, options);
    }

    private String wayOn() {
        return CheckpointFile.newest(run.checkpoints())
                .map(file -> "go on from " + file.path() + " with: " + Program.resume(run.root()))
                .orElse("begin again with another --out, for there is no checkpoint yet");
    }

    private String lastCheckpoint() {
        return CheckpointFile.newest(run.checkpoints())
                .map(file -> "the last good checkpoint is " + file.path() + "; try a lower --lr in a new run")
                .orElse("there was no checkpoint yet; try a lower --lr");
    }
}
