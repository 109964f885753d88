package dcgan.cli.run;

import dcgan.nn.gan.Checkpoint;
import dcgan.nn.gan.Dcgan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
     * @throws RunException if there is none, or it is of a network of somebody's own
     */
    public static GeneratorFile find(Path runOrCheckpoint) {
        Checkpoint checkpoint =
                Files.isDirectory(runOrCheckpoint) ? newest(runOrCheckpoint) : Checkpoint.load(runOrCheckpoint);
        Dcgan model = checkpoint
                .model()
                .orElseThrow(() -> new RunException(checkpoint.path()
                        + " is not of a model that this program knows; it can only draw with its own"));
        return new GeneratorFile(checkpoint, model);
    }

    private static Checkpoint newest(Path run) {
        List<CheckpointFile> all = CheckpointFile.all(RunDirectory.open(run).checkpoints());
        if (all.isEmpty()) {
            throw new RunException(run + " has no checkpoint yet; the first is written after the first epoch");
        }
        return Checkpoint.load(all.getLast().path());
    }
}
