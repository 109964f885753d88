package dcgan.cli.run;

import dcgan.cli.io.Program;
import dcgan.cli.io.RunException;
import dcgan.cli.record.BestListener;
import dcgan.cli.record.CheckpointFile;
import dcgan.cli.record.RunDirectory;
import dcgan.data.file.AtomicFile;
import dcgan.data.file.Reasons;
import dcgan.nn.gan.Checkpoint;
import dcgan.nn.gan.CheckpointException;
import dcgan.nn.gan.GanTrainer;
import dcgan.nn.gan.TrainingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a run goes on.
 *
 * @param run its folder
 * @param checkpoint from where; empty for the very beginning, because it was ended before its first checkpoint
 */
public record ResumePoint(RunDirectory run, Optional<Checkpoint> checkpoint) {
    /**
     * The folder of a run.
     *
     * @param runOrCheckpoint the folder, or one of the checkpoints in it
     * @throws RunException if it is neither
     */
    public static RunDirectory run(Path runOrCheckpoint) {
        if (!Files.isRegularFile(runOrCheckpoint)) {
            return RunDirectory.open(runOrCheckpoint);
        }
        Path folder = runOrCheckpoint.toAbsolutePath().normalize().getParent();
        Path root = folder.getParent();
        if (root == null
                || !folder.endsWith("checkpoints")
                || CheckpointFile.of(runOrCheckpoint).isEmpty() && !isNamedBest(runOrCheckpoint)) {
            throw new RunException(runOrCheckpoint + " is neither the folder of a run nor a checkpoint in one"
                    + " (RUN/checkpoints/epoch-0001.safetensors)");
        }
        return RunDirectory.open(relativeAs(runOrCheckpoint, root));
    }

    private static boolean isNamedBest(Path checkpoint) {
        return checkpoint.getFileName().toString().equals(RunDirectory.BEST);
    }

    /**
     * Finds it.
     *
     * @param run the folder of the run, which no other process trains in
     * @param runOrCheckpoint that folder, for its newest checkpoint, or one of the checkpoints in it
     * @param training what defines the training of the run
     * @throws RunException if the checkpoint is damaged; the message offers one that can be resumed from
     */
    public static ResumePoint find(RunDirectory run, Path runOrCheckpoint, TrainingConfig training) {
        if (Files.isRegularFile(runOrCheckpoint) && isNamedBest(runOrCheckpoint)) {
            return new ResumePoint(run, Optional.of(loadBest(run, runOrCheckpoint)));
        }
        Optional<CheckpointFile> file = Files.isRegularFile(runOrCheckpoint)
                ? CheckpointFile.of(runOrCheckpoint)
                : CheckpointFile.newest(run.checkpoints());
        return new ResumePoint(run, file.map(found -> found.load(new Resuming(training))));
    }

    private static Checkpoint loadBest(RunDirectory run, Path best) {
        try {
            return Checkpoint.load(best);
        } catch (CheckpointException e) {
            throw withoutBest(run, e);
        }
    }

    private static RunException withoutBest(RunDirectory run, CheckpointException why) {
        return new RunException(
                why.getMessage() + "; go on from the newest checkpoint with: " + Program.resume(run.root()), why);
    }

    /** The run's folder as the user wrote it, if the path that was given leads over it. */
    private static Path relativeAs(Path checkpoint, Path root) {
        Path folder = checkpoint.getParent();
        return folder == null || folder.getParent() == null ? root : folder.getParent();
    }

    /**
     * Brings a trainer there.
     *
     * @param training what defines the training
     * @throws RunException if the checkpoint is of another model, shape, batch size or seed; the message offers one that can be
     *     resumed from
     */
    void restore(GanTrainer trainer, TrainingConfig training) {
        checkpoint.ifPresent(saved -> {
            try {
                saved.restore(trainer);
            } catch (CheckpointException e) {
                throw CheckpointFile.of(saved.path())
                        .map(file -> file.refusal(e, new Resuming(training)))
                        .orElseGet(() -> withoutBest(run, e));
            }
        });
    }

    /** The use of a checkpoint to resume a training. */
    private record Resuming(TrainingConfig training) implements CheckpointFile.Use<Checkpoint> {
        @Override
        public Checkpoint open(Path checkpoint) {
            return Checkpoint.load(checkpoint);
        }

        @Override
        public boolean accepts(Path checkpoint) {
            return open(checkpoint).isOf(training);
        }

        @Override
        public String command(Path checkpoint) {
            return Program.resume(checkpoint);
        }

        @Override
        public String otherwise(Path checkpoint, boolean others) {
            return others
                    ? "remove all checkpoints in " + checkpoint.getParent() + " to begin the run again from its start"
                    : "remove it to begin the run again from its start";
        }
    }

    /** How many epochs are complete there. */
    int epochs() {
        return checkpoint.map(Checkpoint::epochs).orElse(0);
    }

    /** How many batches of the next epoch are done there. */
    int batches() {
        return checkpoint.map(Checkpoint::batches).orElse(0);
    }

    /**
     * Gives the best checkpoint, if the run goes on from it, its epoch's name again. Under its own name it may be replaced before
     * there is a later checkpoint.
     *
     * @throws RunException if it cannot be copied
     */
    void keep() {
        Path own = CheckpointFile.in(run.checkpoints(), epochs(), batches()).path();
        checkpoint
                .filter(saved -> isNamedBest(saved.path()) && Files.notExists(own))
                .ifPresent(saved -> {
                    try {
                        AtomicFile.replace(own, out -> Files.copy(saved.path(), out));
                    } catch (IOException e) {
                        throw RunException.cannotWrite(own, e);
                    }
                });
    }

    /**
     * Renames the checkpoints that are further on, which belong to a past that will now be another.
     *
     * @return those that were renamed, under their old names
     */
    List<Path> setLaterOnesAside() {
        List<Path> later = CheckpointFile.all(run.checkpoints()).stream()
                .filter(file -> file.compareTo(CheckpointFile.in(run.checkpoints(), epochs(), batches())) > 0)
                .map(CheckpointFile::path)
                .collect(Collectors.toCollection(ArrayList::new));
        BestListener.epochs(run.best()).ifPresent(best -> {
            if (best > epochs()) {
                later.add(run.best());
            }
        });
        for (Path file : later) {
            try {
                Files.move(file, file.resolveSibling(file.getFileName() + ".old"), StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new RunException(file + " cannot be renamed: " + Reasons.of(e), e);
            }
        }
        return later;
    }
}
