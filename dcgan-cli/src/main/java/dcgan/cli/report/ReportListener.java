package dcgan.cli.report;

import dcgan.cli.config.RunConfig;
import dcgan.cli.console.Console;
import dcgan.cli.io.StopSignals;
import dcgan.cli.record.RunDirectory;
import dcgan.nn.gan.GanTrainer;
import dcgan.nn.gan.TrainingListener;

/** Makes the charts and the page when the training ends, by a failure, too. */
public final class ReportListener implements TrainingListener {
    private final RunDirectory run;
    private final RunConfig config;
    private final Console console;
    private boolean due;

    /** @param console takes what the charts lack on this machine */
    public ReportListener(RunDirectory run, RunConfig config, Console console) {
        this.run = run;
        this.config = config;
        this.console = console;
    }

    @Override
    public void begin(GanTrainer trainer) {
        due = true;
    }

    @Override
    public void end(boolean complete) {
        due = false;
        if (complete) {
            StopSignals.finishing(this::write);
        } else {
            // A signal came, and the next one ends the process at once, as was told.
            write();
        }
    }

    /** After a failure, reports what there is. */
    @Override
    public void close() {
        if (due) {
            due = false;
            StopSignals.finishing(this::write);
        }
    }

    private void write() {
        Report.write(run, config, console);
    }
}
