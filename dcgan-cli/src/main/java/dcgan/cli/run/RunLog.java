package dcgan.cli.run;

import dcgan.cli.config.RunOptions;
import dcgan.cli.console.Log;
import dcgan.cli.io.Program;
import dcgan.nn.gan.EpochReport;
import dcgan.nn.gan.GanTrainer;
import dcgan.nn.gan.TrainingConfig;
import dcgan.nn.gan.TrainingListener;
import dcgan.tensor.Backend;

/** Logs what a run is made of, its epochs, and why it ends. It is told of the end when all of the run is on the disk. */
final class RunLog implements TrainingListener {
    private final ResumePoint from;
    private final TrainingConfig training;
    private final RunOptions options;
    private final Backend backend;

    RunLog(ResumePoint from, TrainingConfig training, RunOptions options, Backend backend) {
        this.from = from;
        this.training = training;
        this.options = options;
        this.backend = backend;
    }

    @Override
    public void begin(GanTrainer trainer) {
        Log.info("dcgan " + Program.version() + ", Java " + Runtime.version() + ", " + System.getProperty("os.name")
                + " " + System.getProperty("os.arch"));
        Log.info(backend.name() + " on " + backend.device().name() + " ("
                + backend.device().detail() + ")");
        Log.info(training.toString());
        Log.info(options.toString());
        Log.info("begins at " + from.checkpoint().map(c -> c.path().toString()).orElse("the beginning"));
    }

    @Override
    public void epoch(EpochReport epoch) {
        Log.info("epoch " + epoch.epoch() + " is complete, " + epoch.batches() + " batches");
    }

    /** The training has returned. */
    static void returned(GanTrainer trainer, boolean complete) {
        Log.info("ends after " + trainer.epochs() + " epochs and " + trainer.batches() + " batches: "
                + (complete ? "all is done" : "a signal came"));
    }

    /** The training has failed. */
    static void failed(GanTrainer trainer, Throwable failure) {
        Log.info("ends in epoch " + (trainer.epochs() + 1) + " after batch " + trainer.batches() + ": "
                + (failure.getMessage() == null ? failure : failure.getMessage()));
    }
}
