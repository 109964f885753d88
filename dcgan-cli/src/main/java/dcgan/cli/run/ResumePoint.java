package dcgan.cli.run;

import dcgan.nn.gan.Checkpoint;
import dcgan.nn.gan.CheckpointException;
import dcgan.nn.gan.GanTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * Where a run goes on.
 *
 * @param run its folder
 * @param checkpoint from where; empty for the very beginning, because it was ended before its first checkpoint
 */
public record ResumePoint(RunDirectory run, Optional<Checkpoint> checkpoint) {
    private static final String OTHERWISE = "remove it to begin the run again from its start";

    /**
     * Finds it.
     *
     * @param runOrCheckpoint the folder of a run, for its newest checkpoint, or one of the checkpoints in it
     * @throws RunException if it is neither, or the checkpoint is damaged; the message offers the one before it
     */
    public static ResumePoint find(Path runOrCheckpoint) {
        if (Files.isRegularFile(runOrCheckpoint)) {
            Path folder = runOrCheckpoint.toAbsolutePath().normalize().getParent();
            Path root = folder.getParent();
            Optional<CheckpointFile> file = CheckpointFile.of(runOrCheckpoint);
            if (root == null || !folder.endsWith("checkpoints") || file.isEmpty()) {
                throw new RunException(runOrCheckpoint + " is neither the folder of a run nor a checkpoint in one"
                        + " (RUN/checkpoints/epoch-0001.safetensors)");
            }
            RunDirectory run = RunDirectory.open(relativeAs(runOrCheckpoint, root));
            return new ResumePoint(run, file.map(ResumePoint::load));
        }
        RunDirectory run = RunDirectory.open(runOrCheckpoint);
        return new ResumePoint(run, CheckpointFile.newest(run.checkpoints()).map(ResumePoint::load));
    }

    /** The run's folder as the user wrote it, if the path that was given leads over it. */
    private static Path relativeAs(Path checkpoint, Path root) {
        Path folder = checkpoint.getParent();
        return folder == null || folder.getParent() == null ? root : folder.getParent();
    }

    private static Checkpoint load(CheckpointFile file) {
        return file.load(Program::resume, OTHERWISE);
    }

    /**
     * Brings a trainer there.
     *
     * @throws RunException if the checkpoint is of another model, shape, batch size or seed; the message offers the one before it
     */
    void restore(GanTrainer trainer) {
        checkpoint.ifPresent(saved -> {
            try {
                saved.restore(trainer);
            } catch (CheckpointException e) {
                throw CheckpointFile.of(saved.path()).orElseThrow().refusal(e, Program::resume, OTHERWISE);
            }
        });
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
     * Renames the checkpoints that are further on, which belong to a past that will now be another.
     *
     * @return those that were renamed, under their old names
     */
    List<Path> setLaterOnesAside() {
        List<Path> later = CheckpointFile.all(run.checkpoints()).stream()
                .filter(file -> file.compareTo(CheckpointFile.in(run.checkpoints(), epochs(), batches())) > 0)
                .map(CheckpointFile::path)
                .toList();
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
