package dcgan.nn.gan;

import dcgan.nn.BatchNorm2d;
import dcgan.nn.safetensors.SafeTensorsWriter;
import dcgan.nn.safetensors.TensorInfo;
import dcgan.nn.safetensors.TensorInfo.Type;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All of a training's state in a safetensors file: both networks and optimisers, the counters, the position of the random
 * numbers, the running sums of the epoch. A training that is restored goes on as if it had never been interrupted.
 *
 * <p>The tensors have PyTorch's names and layouts: {@code generator.0.weight}, {@code discriminator.3.running_mean},
 * {@code optimizer_d.0.weight.exp_avg}, {@code optimizer_d.step}, and {@code generator_ema.0.weight} where the training keeps an
 * average of the generator; {@code num_batches_tracked} is a 64-bit scalar, all
 * others are float32. The rest is in the file's metadata: a format version, the version of this program, and a checksum of
 * the tensors and of that metadata. The checksum does not depend on the file's layout, so that a checkpoint may be loaded
 * and saved again by another program, as long as that keeps the metadata.
 */
public final class Checkpoint implements TensorSource {

    private final Weights weights;
    private final CheckpointMetadata metadata;

    Checkpoint(Weights weights) {
        this.weights = weights;
        this.metadata = weights.metadata();
    }

    /** Writes a checkpoint without notes; see {@link #save(GanTrainer, Path, Map)}. */
    public static void save(GanTrainer trainer, Path path) {
        save(trainer, path, Map.of());
    }

    /**
     * Writes all state of a trainer. It is written to a temporary file in the same folder, synced and renamed: if that
     * fails or the machine stops, an older file of that name is still whole.
     *
     * @param trainer not in the middle of a step
     * @param path the file, in a folder that exists
     * @param notes what else to keep in the metadata, under keys that the checkpoint does not use itself; the checksum
     *     does not cover them
     * @throws CheckpointException if it cannot be written
     * @throws IllegalArgumentException if a note's key is taken
     */
    public static void save(GanTrainer trainer, Path path, Map<String, String> notes) {
        List<TensorInfo> tensors = new ArrayList<>();
        trainer.graph().parameters().forEach((name, value) -> tensors.add(info(name, value.shape())));
        tensors.sort(Comparator.comparing(tensor -> tensor.type() == Type.F32));
        try {
            SafeTensorsWriter.write(
                    path,
                    CheckpointMetadata.of(trainer),
                    notes,
                    CheckpointMetadata.CHECKSUM,
                    tensors,
                    tensor -> trainer.read(tensor.name()));
        } catch (IOException e) {
            throw new CheckpointException("checkpoint " + path + " cannot be written: " + Reasons.of(e), e);
        }
    }

    static TensorInfo info(String name, Shape shape) {
        return name.endsWith("." + BatchNorm2d.NUM_BATCHES_TRACKED)
                ? new TensorInfo(name, Type.I64, List.of())
                : new TensorInfo(
                        name,
                        Type.F32,
                        Arrays.stream(shape.toArray()).asLongStream().boxed().toList());
    }

    /**
     * Opens a checkpoint and checks that it is whole. The file is mapped, not read into the heap.
     *
     * @throws CheckpointException if it cannot be read, is no checkpoint, is damaged, or is of a newer version
     */
    public static Checkpoint load(Path path) {
        return Weights.load(path)
                .checkpoint()
                .orElseThrow(() -> new CheckpointException("checkpoint " + path + " has no metadata of dcgan, which"
                        + " would say where the training stood: a training cannot resume from it, but generate can"
                        + " draw with it"));
    }

    /**
     * Brings a trainer to the state that was saved; nothing is changed if that is impossible.
     *
     * @param trainer of the same configuration, and of the same networks if they are the caller's own
     * @throws CheckpointException if the checkpoint is of another configuration or other networks
     */
    public void restore(GanTrainer trainer) {
        Map<String, Value> wanted = trainer.graph().parameters();
        wanted.forEach((name, value) -> weights.require(name, value.shape()));
        for (TensorInfo tensor : weights.tensors()) {
            if (!wanted.containsKey(tensor.name())) {
                throw new CheckpointException("checkpoint " + path() + " has a tensor \"" + tensor.name() + "\" "
                        + tensor.shape() + ", which the model to restore has not");
            }
        }
        metadata.requireSame(trainer);
        Metrics sums = metadata.sums(trainer.progress().sums().metrics());
        wanted.forEach((name, value) -> trainer.write(name, read(name, value.shape())));
        trainer.progress().set(epochs(), batches(), steps(), sums);
    }

    /**
     * Whether it is of a training of that configuration, so that such a training can resume from it. Checkpoints of the formats 1
     * and 2 do not say what their optimisers and initialisation were.
     *
     * @param config with a network
     */
    public boolean isOf(TrainingConfig config) {
        return metadata.isOf(config);
    }

    /**
     * {@inheritDoc}
     *
     * @throws CheckpointException if the checkpoint has no tensor with this name and shape
     */
    @Override
    public float[] read(String name, Shape shape) {
        return weights.read(name, shape);
    }

    /** The averaged generator, under the names of the generator; empty if there is none. */
    public Optional<TensorSource> averaged() {
        return weights.averaged();
    }

    /** The file. */
    public Path path() {
        return weights.path();
    }

    /** How many epochs were complete. */
    public int epochs() {
        return metadata.epochs();
    }

    /** How many batches of the next epoch were done. */
    public int batches() {
        return metadata.batches();
    }

    /** How many steps were done in all epochs. */
    public int steps() {
        return metadata.steps();
    }

    /**
     * The batch size of the training.
     *
     * @throws CheckpointException if the file does not say
     */
    public int batchSize() {
        return metadata.batchSize();
    }

    /**
     * The number of channels of a latent.
     *
     * @throws CheckpointException if the file does not say
     */
    public int latentSize() {
        return metadata.latentSize();
    }

    /**
     * The seed of the training.
     *
     * @throws CheckpointException if the file does not say
     */
    public long seed() {
        return metadata.seed();
    }

    /**
     * The networks, if they are a DCGAN's: enough to draw pictures with an {@link ImageSampler}.
     *
     * @throws CheckpointException if they are, and the file does not say how large
     */
    public Optional<DcganConfig> network() {
        return metadata.network();
    }

    /**
     * The training that it is of: enough to make a trainer to {@linkplain #restore restore}. Empty if the networks are the
     * caller's own, or the checkpoint of format 1 or 2, which do not say all of it.
     *
     * @throws CheckpointException if the file has values that make no sense
     */
    public Optional<TrainingConfig> config() {
        return metadata.config();
    }

    /** What the file says of its training's configuration, such as {@code objective} and {@code network.image}. */
    public Map<String, String> configuration() {
        return metadata.configuration();
    }

    /** All that the file says beside the tensors, notes included. */
    public Map<String, String> metadata() {
        return metadata.entries();
    }
}
