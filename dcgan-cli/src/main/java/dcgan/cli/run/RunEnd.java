package dcgan.cli.run;

import dcgan.cli.console.Console;
import dcgan.cli.io.Program;
import dcgan.cli.io.RunException;
import dcgan.cli.record.CheckpointFile;
import dcgan.cli.record.RunDirectory;
import dcgan.nn.gan.CheckpointException;
import dcgan.nn.gan.DivergedException;
import dcgan.nn.gan.GanTrainer;

/**
 * What a run says at its end, and how to go on from there.
 *
 * @param run its folder
 * @param epochs how many there were to be
 */
record RunEnd(RunDirectory run, int epochs) {
    /** Whether more is done than was asked for. */
    boolean isBehind(GanTrainer trainer) {
        return trainer.epochs() > epochs || trainer.epochs() == epochs && trainer.batches() > 0;
    }

    /** Says that nothing is left to train. */
    void tellBehind(GanTrainer trainer, Console console) {
        String done = trainer.epochs() + (trainer.epochs() == 1 ? " epoch is" : " epochs are") + " complete"
                + (trainer.batches() > 0 ? " and " + trainer.batches() + " batches of the next are done" : "");
        console.notice("nothing is left to train: " + done + " in " + run.root() + ", more than --epochs " + epochs
                + "; go on with a larger --epochs");
    }

    /** Says whether all is done. */
    void tell(GanTrainer trainer, Console console) {
        if (trainer.epochs() >= epochs) {
            String all = epochs == 1 ? "the epoch is complete" : "all " + epochs + " epochs are complete";
            console.notice(all + "; what came of it is in " + run.root() + ", and on one page in " + run.report());
            console.notice("draw more with: " + Program.generate(run.root()));
        } else {
            console.notice("stopped in epoch " + (trainer.epochs() + 1) + " after batch " + trainer.batches()
                    + "; go on with: " + Program.resume(run.root()));
        }
    }

    /**
     * What the user is told of a training that diverged.
     *
     * @param places the processes on which it did, if several train together; else empty
     */
    RunException diverged(DivergedException e, String places) {
        String last = CheckpointFile.newest(run.checkpoints())
                .map(file -> "the last good checkpoint is " + file.path() + "; try a lower --lr in a new run")
                .orElse("there was no checkpoint yet; try a lower --lr");
        return RunException.common(
                e.getMessage() + (places.isEmpty() ? "" : ", because of " + places) + "; " + last, e);
    }

    /** What the user is told of a checkpoint that cannot be written. */
    RunException unsaved(CheckpointException e) {
        String wayOn = CheckpointFile.newest(run.checkpoints())
                .map(file -> "go on from " + file.path() + " with: " + Program.resume(run.root()))
                .orElse("begin again with another --out, for there is no checkpoint yet");
        return new RunException(e.getMessage() + "; mend that, then " + wayOn, e);
    }
}
