package dcgan.cli.report;

import dcgan.cli.config.RunConfig;
import dcgan.cli.console.Console;
import dcgan.cli.io.StopSignals;
import dcgan.cli.record.RunDirectory;
import dcgan.nn.gan.GanTrainer;
import dcgan.nn.gan.TrainingListener;

/**
 * Makes the charts and the page of a training that has ended, by a failure, too. They are made of the files of other
 * listeners, so {@link #write} is called when those are closed.
 */
public final class ReportListener implements TrainingListener {
    private final RunDirectory run;
    private final RunConfig config;
    private final Console console;
    private boolean begun;
    private boolean stopped;

    /** @param console takes what the charts lack on this machine */
    public ReportListener(RunDirectory run, RunConfig config, Console console) {
        this.run = run;
        this.config = config;
        this.console = console;
    }

    @Override
    public void begin(GanTrainer trainer) {
        begun = true;
        stopped = false;
    }

    @Override
    public void end(boolean complete) {
        stopped = !complete;
    }

    /** Makes them, unless the training never began. */
    public void write() {
        if (!begun) {
            return;
        }
        if (stopped) {
            // A signal came, and the next one ends the process at once, as was told.
            Report.write(run, config, console);
        } else {
            StopSignals.finishing(() -> Report.write(run, config, console));
        }
    }
}
