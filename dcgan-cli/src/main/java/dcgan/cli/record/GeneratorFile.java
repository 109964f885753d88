package dcgan.cli.record;

import dcgan.cli.io.Program;
import dcgan.cli.io.RunException;
import dcgan.nn.gan.Checkpoint;
import dcgan.nn.gan.DcganConfig;
import dcgan.nn.gan.TensorSource;
import dcgan.nn.gan.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * A checkpoint to draw with, or what another program has saved of one.
 *
 * @param weights it
 * @param network what its generator is built as
 */
public record GeneratorFile(Weights weights, DcganConfig network) {
    private static final Drawing DRAWING = new Drawing();

    /**
     * Finds it.
     *
     * @param runOrCheckpoint the folder of a run, for its newest checkpoint, or any checkpoint
     * @throws RunException if there is none, it is damaged, or it is of a network of somebody's own
     */
    public static GeneratorFile find(Path runOrCheckpoint) {
        Weights weights = weights(runOrCheckpoint);
        DcganConfig network = weights.network()
                .orElseThrow(() -> new RunException(weights.path()
                        + (weights.checkpoint().isPresent()
                                ? " is not of a model that this program knows; it can only draw with its own"
                                : " has no metadata of dcgan, and its tensors are not those of a"
                                        + " generator that this program knows; it draws with tensors"
                                        + " generator.0.weight and so on of its own models")));
        return new GeneratorFile(weights, network);
    }

    /**
     * Finds the best one of a run.
     *
     * @param folder the folder of the run
     * @throws RunException if it is not the folder of a run, the run was not scored, or the checkpoint is damaged
     */
    public static GeneratorFile best(Path folder) {
        RunDirectory run = RunDirectory.open(folder);
        if (Files.notExists(run.best())) {
            throw new RunException(folder + " has no " + run.root().relativize(run.best())
                    + ": a training keeps its best checkpoint only with --evaluate-every; leave out --best, or find the"
                    + " best one with " + Program.LAUNCHER + " evaluate --checkpoints all --from "
                    + Program.quoted(folder));
        }
        return find(run.best());
    }

    /**
     * The generator to draw with: the averaged one, if there is one.
     *
     * @param raw whether it is the generator itself, where there is an averaged one beside it
     * @throws RunException if it is, and there is none
     */
    public TensorSource generator(boolean raw) {
        if (raw && weights.averaged().isEmpty()) {
            throw new RunException(weights.path() + " has no averaged generator, because its training was begun without"
                    + " --ema; leave out --raw");
        }
        return raw ? weights : weights.averaged().orElse(weights);
    }

    /** How many epochs the training had completed, if the file says so. */
    public OptionalInt epochs() {
        return weights.checkpoint().stream().mapToInt(Checkpoint::epochs).findFirst();
    }

    private static Weights weights(Path runOrCheckpoint) {
        if (Files.notExists(runOrCheckpoint)) {
            throw new RunException(runOrCheckpoint + " does not exist; give the folder of a run or a checkpoint");
        }
        if (!Files.isDirectory(runOrCheckpoint)) {
            return CheckpointFile.of(runOrCheckpoint)
                    .map(file -> file.load(DRAWING))
                    .orElseGet(() -> Weights.load(runOrCheckpoint));
        }
        RunDirectory run = RunDirectory.open(runOrCheckpoint);
        return CheckpointFile.newest(run.checkpoints())
                .map(file -> file.load(DRAWING))
                .orElseThrow(() -> new RunException(
                        runOrCheckpoint + " has no checkpoint yet; the first is written after the first epoch"));
    }

    /** The use of a checkpoint to draw with its generator. */
    private static final class Drawing implements CheckpointFile.Use<Weights> {
        @Override
        public Weights open(Path checkpoint) {
            return Weights.load(checkpoint);
        }

        @Override
        public boolean accepts(Path checkpoint) {
            return open(checkpoint).network().isPresent();
        }

        @Override
        public String command(Path checkpoint) {
            return Program.generate(checkpoint);
        }

        @Override
        public String otherwise(Path checkpoint, boolean others) {
            return "give another checkpoint with --from";
        }
    }
}
