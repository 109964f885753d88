package dcgan.nn.gan;

import dcgan.nn.Parameter;
import dcgan.nn.Sequential;
import dcgan.nn.safetensors.MalformedFileException;
import dcgan.nn.safetensors.SafeTensorsFile;
import dcgan.nn.safetensors.SafeTensorsWriter;
import dcgan.nn.safetensors.TensorInfo;
import dcgan.nn.safetensors.TensorInfo.Type;
import dcgan.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tensors of a safetensors file: a {@link Checkpoint}, what another program has saved of one, or a generator that
 * {@link #saveGenerator} has written. Enough to draw pictures with an {@link ImageSampler}. Tensors may have half precision. The file
 * is mapped, not read into the heap.
 */
public final class Weights implements TensorSource {

    private final Path path;
    private final SafeTensorsFile file;
    private final CheckpointMetadata metadata;

    private Weights(Path path, SafeTensorsFile file) {
        this.path = path;
        this.file = file;
        this.metadata = new CheckpointMetadata(path, file.metadata());
    }

    /**
     * Opens a file. If it has a checkpoint's metadata, it must also be whole and of a format that this version knows.
     *
     * @throws CheckpointException if it cannot be read, is no safetensors file, or is damaged
     */
    public static Weights load(Path path) {
        try {
            if (Files.isDirectory(path)) {
                throw new CheckpointException("checkpoint " + path + " is a folder");
            }
            Weights weights = new Weights(path, SafeTensorsFile.open(path));
            if (weights.metadata.isPresent()) {
                weights.metadata.requireReadable(weights.file);
            }
            return weights;
        } catch (MalformedFileException e) {
            throw new CheckpointException("checkpoint " + path + " is damaged or none: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CheckpointException("checkpoint " + path + " cannot be read: " + Reasons.of(e), e);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws CheckpointException if the file has no tensor with this name and shape
     */
    @Override
    public float[] read(String name, Shape shape) {
        require(name, shape);
        try {
            return file.read(name);
        } catch (MalformedFileException e) {
            throw new CheckpointException("checkpoint " + path + " is damaged: " + e.getMessage(), e);
        }
    }

    /**
     * @throws CheckpointException if there is no such tensor
     */
    void require(String name, Shape shape) {
        TensorInfo expected = Checkpoint.info(name, shape);
        TensorInfo found = file.tensors().get(name);
        if (found == null) {
            throw new CheckpointException(
                    "checkpoint " + path + " has no tensor \"" + name + "\", which should be " + shape);
        }
        if (!single(found).equals(expected)) {
            throw new CheckpointException("checkpoint " + path + ": tensor \"" + name + "\" is " + found.type() + " "
                    + found.shape() + ", but should be " + expected.type() + " " + expected.shape());
        }
    }

    /** The same in single precision. */
    private static TensorInfo single(TensorInfo tensor) {
        return tensor.type() == Type.F16 ? new TensorInfo(tensor.name(), Type.F32, tensor.shape()) : tensor;
    }

    /**
     * Writes a generator alone, which takes a tenth of the space of a checkpoint: the weights of its convolutions in half precision, all
     * else in single precision. Any program that reads safetensors can use it; the names and layouts are PyTorch's. If writing fails, an
     * older file of that name stays whole.
     *
     * @param path the file, in a folder that exists
     * @param generator its layers
     * @param source has its tensors
     * @param notes what else to keep in the metadata
     * @throws CheckpointException if it cannot be written, or a weight is too large for half precision
     */
    public static void saveGenerator(Path path, Sequential generator, TensorSource source, Map<String, String> notes) {
        Map<TensorInfo, Parameter> tensors = new LinkedHashMap<>();
        for (Parameter parameter : generator.parameters()) {
            Parameter named = parameter.in(Network.GENERATOR.toString());
            TensorInfo info = Checkpoint.info(named.name(), named.shape());
            boolean isHalf = info.type() == Type.F32 && named.shape().rank() > 1;
            tensors.put(isHalf ? new TensorInfo(info.name(), Type.F16, info.shape()) : info, named);
        }
        List<TensorInfo> aligned = tensors.keySet().stream()
                .sorted(Comparator.comparing(
                                (TensorInfo tensor) -> tensor.type().bytes())
                        .reversed())
                .toList();
        try {
            SafeTensorsWriter.write(
                    path,
                    Map.of(),
                    notes,
                    CheckpointMetadata.CHECKSUM,
                    aligned,
                    tensor -> source.read(tensor.name(), tensors.get(tensor).shape()));
        } catch (IllegalArgumentException e) {
            throw new CheckpointException("the generator cannot be written to " + path + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CheckpointException("the generator cannot be written to " + path + ": " + Reasons.of(e), e);
        }
    }

    /**
     * Gives a trainer these networks, with BatchNorm's running statistics. Its optimisers, counters and random numbers stay as they
     * are. If it keeps an average, that becomes the averaged generator here, or the generator if there is none.
     *
     * @param trainer of the same networks
     * @throws CheckpointException if a tensor of the networks is missing or has another shape; nothing is changed then
     */
    public void initialise(GanTrainer trainer) {
        Map<String, Shape> networks = new LinkedHashMap<>();
        trainer.graph().parameters().forEach((name, value) -> {
            if (Stream.of(Network.values()).anyMatch(network -> name.startsWith(network + "."))) {
                networks.put(name, value.shape());
            }
        });
        Map<String, float[]> values = new LinkedHashMap<>();
        networks.forEach((name, shape) -> values.put(name, read(name, shape)));
        if (trainer.averaged().isPresent()) {
            TensorSource average = averaged().orElse(this);
            for (Parameter parameter : AveragedGenerator.parameters(trainer.generator())) {
                values.put(
                        parameter.in(AveragedGenerator.PREFIX).name(),
                        average.read(parameter.in(Network.GENERATOR.toString()).name(), parameter.shape()));
            }
        }
        values.forEach(trainer::write);
    }

    /**
     * The DCGAN whose generator these are: the one that the checkpoint names, or else the one that has tensors of these
     * names and shapes, with spectral normalisation if the discriminator beside it has the tensors of that. Empty if it is none.
     *
     * @throws CheckpointException if the checkpoint names one and does not say how large it is
     */
    public Optional<DcganConfig> network() {
        return metadata.isPresent() ? metadata.network() : inferred();
    }

    private Optional<DcganConfig> inferred() {
        Map<String, TensorInfo> generator = file.tensors().entrySet().stream()
                .filter(tensor -> tensor.getKey().startsWith(Network.GENERATOR + "."))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        TensorInfo first = generator.get(Network.GENERATOR + ".0.weight");
        if (first == null || first.shape().size() < 2) {
            return Optional.empty();
        }
        return DcganConfig.candidates(first.shape().get(0), first.shape().get(1)).stream()
                .filter(candidate ->
                        tensors(Network.GENERATOR, candidate.generator()).equals(inSingle(generator.values())))
                .findFirst()
                .map(candidate ->
                        isNormalised(candidate.spectralNorm(true)) ? candidate.spectralNorm(true) : candidate);
    }

    /** Whether the discriminator is there, with spectral normalisation. */
    private boolean isNormalised(DcganConfig spectral) {
        return inSingle(file.tensors().values())
                .containsAll(tensors(Network.DISCRIMINATOR, spectral.discriminator(Objective.STANDARD)));
    }

    private static Set<TensorInfo> inSingle(Collection<TensorInfo> tensors) {
        return tensors.stream().map(Weights::single).collect(Collectors.toSet());
    }

    private static Set<TensorInfo> tensors(Network network, Sequential layers) {
        return layers.parameters().stream()
                .map(parameter -> parameter.in(network.toString()))
                .map((Parameter parameter) -> Checkpoint.info(parameter.name(), parameter.shape()))
                .collect(Collectors.toSet());
    }

    /** The averaged generator, under the names of the generator; empty if there is none. */
    public Optional<TensorSource> averaged() {
        boolean isThere =
                file.tensors().keySet().stream().anyMatch(name -> name.startsWith(AveragedGenerator.PREFIX + "."));
        return isThere ? Optional.of(new AveragedGenerator(this)) : Optional.empty();
    }

    /** The checkpoint that this is, if it has a checkpoint's metadata. */
    public Optional<Checkpoint> checkpoint() {
        return metadata.isPresent() ? Optional.of(new Checkpoint(this)) : Optional.empty();
    }

    /** The file. */
    public Path path() {
        return path;
    }

    List<TensorInfo> tensors() {
        return List.copyOf(file.tensors().values());
    }

    CheckpointMetadata metadata() {
        return metadata;
    }
}
