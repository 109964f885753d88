package dcgan.cli.record;

import dcgan.cli.console.Console;
import dcgan.cli.console.Log;
import dcgan.cli.evaluation.Evaluation;
import dcgan.cli.evaluation.Score;
import dcgan.cli.io.RunException;
import dcgan.data.file.AtomicFile;
import dcgan.nn.gan.Checkpoint;
import dcgan.nn.gan.CheckpointException;
import dcgan.nn.gan.EpochReport;
import dcgan.nn.gan.GanTrainer;
import dcgan.nn.gan.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Tells the score of an epoch and keeps a copy of the checkpoint with the lowest C-FD. It is told after {@link
 * CheckpointListener}, whose files it copies.
 */
public final class BestListener implements TrainingListener {
    private final RunDirectory run;
    private final int evaluateCount;
    private final Evaluation evaluation;
    private final Console console;
    private double lowest;

    /** @param evaluateCount how many pictures are scored */
    public BestListener(RunDirectory run, int evaluateCount, Evaluation evaluation, Console console) {
        this.run = run;
        this.evaluateCount = evaluateCount;
        this.evaluation = evaluation;
        this.console = console;
    }

    /**
     * Finds the best one so far. A kill may have come between a checkpoint and its copy, and the copy of a past that was given up
     * may have been set aside: then it is copied now, if it is still there.
     */
    @Override
    public void begin(GanTrainer trainer) {
        List<EpochRow> scored =
                EpochRow.scored(MetricsCsv.ofEpochs(run.epochs(), trainer.metrics(), evaluateCount)
                                .read())
                        .stream()
                        .sorted(Comparator.comparingDouble(EpochRow::cFd))
                        .toList();
        OptionalInt kept = epochs(run.best());
        lowest = Double.POSITIVE_INFINITY;
        for (EpochRow row : scored) {
            Path checkpoint = checkpoint(row.epoch());
            boolean isKept = kept.isPresent() && kept.getAsInt() == row.epoch();
            if (isKept || Files.exists(checkpoint)) {
                lowest = row.cFd();
                if (!isKept) {
                    keep(checkpoint);
                }
                return;
            }
        }
    }

    /** How many epochs a checkpoint says are complete; empty if it is missing or damaged. */
    public static OptionalInt epochs(Path checkpoint) {
        if (Files.notExists(checkpoint)) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Checkpoint.load(checkpoint).epochs());
        } catch (CheckpointException e) {
            return OptionalInt.empty();
        }
    }

    @Override
    public void epoch(EpochReport epoch) {
        Optional<Evaluation.Scored> found = evaluation.of(epoch.epoch());
        if (found.isEmpty()) {
            return;
        }
        Score score = found.get().score();
        boolean isBest = score.cFd() < lowest;
        if (isBest) {
            keep(checkpoint(epoch.epoch()));
            lowest = score.cFd();
        }
        console.result(String.format(
                Locale.ROOT,
                "epoch: %d, C-FD: %.3f, C-KD: %.5f (std. error %.5f), %,d pictures in %.1f s%s",
                epoch.epoch(),
                score.cFd(),
                score.cKd(),
                score.cKdStandardError(),
                score.pictures(),
                found.get().seconds(),
                isBest ? ", the best so far" : ""));
        console.result("");
    }

    private Path checkpoint(int epoch) {
        return CheckpointFile.in(run.checkpoints(), epoch, 0).path();
    }

    private void keep(Path checkpoint) {
        try {
            AtomicFile.replace(run.best(), out -> Files.copy(checkpoint, out));
        } catch (IOException e) {
            throw RunException.cannotWrite(run.best(), e);
        }
        Log.info("copied " + checkpoint + " to " + run.best());
    }
}
