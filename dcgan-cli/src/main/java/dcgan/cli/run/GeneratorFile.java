package dcgan.cli.run;

import dcgan.nn.gan.Checkpoint;
import dcgan.nn.gan.Dcgan;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A checkpoint to draw with.
 *
 * @param checkpoint it
 * @param model what its generator is built as
 */
public record GeneratorFile(Checkpoint checkpoint, Dcgan model) {

    /**
     * Finds it.
     *
     * @param runOrCheckpoint the folder of a run, for its newest checkpoint, or any checkpoint
     * @throws RunException if there is none, it is damaged, or it is of a network of somebody's own
     */
    public static GeneratorFile find(Path runOrCheckpoint) {
        Checkpoint checkpoint = checkpoint(runOrCheckpoint);
        Dcgan model = checkpoint
                .model()
                .orElseThrow(() -> new RunException(checkpoint.path()
                        + " is not of a model that this program knows; it can only draw with its own"));
        return new GeneratorFile(checkpoint, model);
    }

    private static Checkpoint checkpoint(Path runOrCheckpoint) {
        if (Files.notExists(runOrCheckpoint)) {
            throw new RunException(runOrCheckpoint + " does not exist; give the folder of a run or a checkpoint");
        }
        if (!Files.isDirectory(runOrCheckpoint)) {
            return CheckpointFile.of(runOrCheckpoint)
                    .map(GeneratorFile::load)
                    .orElseGet(() -> Checkpoint.load(runOrCheckpoint));
        }
        RunDirectory run = RunDirectory.open(runOrCheckpoint);
        return CheckpointFile.newest(run.checkpoints())
                .map(GeneratorFile::load)
                .orElseThrow(() -> new RunException(
                        runOrCheckpoint + " has no checkpoint yet; the first is written after the first epoch"));
    }

    private static Checkpoint load(CheckpointFile file) {
        return file.load(Program::generate, "give another checkpoint with --from");
    }
}
