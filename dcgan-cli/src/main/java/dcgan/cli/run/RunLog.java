package dcgan.cli.run;

import dcgan.cli.config.RunOptions;
import dcgan.cli.console.Printable;
import dcgan.cli.io.Program;
import dcgan.nn.gan.EpochReport;
import dcgan.nn.gan.GanTrainer;
import dcgan.nn.gan.TrainingConfig;
import dcgan.nn.gan.TrainingListener;
import dcgan.tensor.Backend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what a run is made of, its epochs, and why it ends. */
final class RunLog implements TrainingListener {
    private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);

    private final ResumePoint from;
    private final TrainingConfig training;
    private final RunOptions options;
    private final Backend backend;
    private GanTrainer trainer;
    private boolean ended;

    RunLog(ResumePoint from, TrainingConfig training, RunOptions options, Backend backend) {
        this.from = from;
        this.training = training;
        this.options = options;
        this.backend = backend;
    }

    @Override
    public void begin(GanTrainer begun) {
        trainer = begun;
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
        LOG.info("{}", Printable.line(training));
        LOG.info("{}", Printable.line(options));
        LOG.info(
                "begins at {}",
                from.checkpoint().map(c -> Printable.line(c.path())).orElse("the beginning"));
    }

    @Override
    public void epoch(EpochReport epoch) {
        LOG.info("epoch {} is complete, {} batches", epoch.epoch(), epoch.batches());
    }

    @Override
    public void end(boolean complete) {
        ended = true;
        LOG.info(
                "ends after {} epochs and {} batches: {}",
                trainer.epochs(),
                trainer.batches(),
                complete ? "all is done" : "a signal came");
    }

    @Override
    public void close() {
        if (trainer != null && !ended) {
            LOG.info("ends in epoch {} after batch {}: a failure", trainer.epochs() + 1, trainer.batches());
        }
    }
}
