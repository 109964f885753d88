package dcgan.cli.record;

import dcgan.cli.console.Log;
import dcgan.cli.io.RunException;
import dcgan.data.file.Reasons;
import dcgan.nn.gan.Checkpoint;
import dcgan.nn.gan.GanTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the checkpoints of a run and clears away those that nobody needs. After an epoch it keeps the newest, the one
 * before it, and that of every n-th epoch.
 */
public final class CheckpointKeeper {
    private static final int NEWEST = 2;

    private final Path folder;
    private final int every;

    /** @param every epochs between checkpoints that stay; 0 for none but the newest two */
    public CheckpointKeeper(Path folder, int every) {
        this.folder = folder;
        this.every = every;
    }

    /**
     * Writes where a trainer stands.
     *
     * @throws RunException if its weights are of no use any more
     */
    public void save(GanTrainer trainer) {
        requireFinite(trainer);
        CheckpointFile file = CheckpointFile.in(folder, trainer.epochs(), trainer.batches());
        long begin = System.nanoTime();
        Checkpoint.save(trainer, file.path());
        Log.info("wrote " + file.path() + " in " + (System.nanoTime() - begin) / 1_000_000 + " ms");
        if (file.isWholeEpoch()) {
            clearAway();
        }
    }

    /** A checkpoint that goes by the name of the last good one must be good. */
    private static void requireFinite(GanTrainer trainer) {
        trainer.graph().parameters().forEach((name, value) -> {
            for (float number : trainer.read(name, value.shape())) {
                if (!Float.isFinite(number)) {
                    throw new RunException("the training diverged: after " + trainer.epochs() + " epochs and "
                            + trainer.batches() + " batches, " + name + " has a value that is " + number);
                }
            }
        });
    }

    private void clearAway() {
        List<CheckpointFile> all = CheckpointFile.all(folder);
        List<CheckpointFile> whole =
                all.stream().filter(CheckpointFile::isWholeEpoch).toList();
        List<CheckpointFile> newest = whole.subList(Math.max(0, whole.size() - NEWEST), whole.size());
        for (CheckpointFile file : all) {
            boolean stays = newest.contains(file)
                    || file.compareTo(newest.getLast()) > 0
                    || file.isWholeEpoch() && every > 0 && file.epochs() % every == 0;
            if (!stays) {
                delete(file.path());
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new RunException(file + " cannot be removed: " + Reasons.of(e), e);
        }
    }
}
