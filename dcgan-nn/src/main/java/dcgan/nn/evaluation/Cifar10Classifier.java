package dcgan.nn.evaluation;

import dcgan.nn.Conv2d;
import dcgan.nn.Layer;
import dcgan.nn.LeakyReLU;
import dcgan.nn.Parameter;
import dcgan.nn.Sequential;
import dcgan.nn.safetensors.MalformedFileException;
import dcgan.nn.safetensors.SafeTensorsFile;
import dcgan.nn.safetensors.SafeTensorsWriter;
import dcgan.nn.safetensors.TensorInfo;
import dcgan.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A small classifier of CIFAR-10 pictures. Its weights are a resource of this module, in half precision;
 * {@code models/cifar10-classifier} has the program that trained them.
 *
 * <p>It is fully convolutional: it takes pictures {@code [N, 3, H, W]} in [−1, 1] of 32 × 32 pixels and more and yields a score
 * for each class and position, {@code [N, 10, H/8, W/8]}. The scores of a picture are their means over all positions.
 */
public final class Cifar10Classifier {

    /** The number of classes. */
    public static final int CLASSES = 10;

    /** The number of channels of the last feature map. */
    public static final int FEATURES = 128;

    /** The least height and width of a picture. */
    public static final int MIN_SIZE = 32;

    /** How much smaller than a picture its last feature map is. */
    static final int REDUCTION = 8;

    private static final String CHECKSUM = "dcgan.checksum";
    private static final String RESOURCE = "cifar10-classifier.safetensors";
    private static final float SLOPE = 0.1f;

    private final SafeTensorsFile file;

    private Cifar10Classifier(SafeTensorsFile file) {
        this.file = file;
    }

    /** The layers up to the last feature map, {@code [N, 3, H, W] → [N, 128, H/8, W/8]}. */
    public static Sequential features() {
        return Sequential.of(
                Conv2d.of(3, 32, 3).padding(1), // [N, 32, H, W]
                LeakyReLU.of(SLOPE),
                Conv2d.of(32, 64, 4).stride(2).padding(1), // [N, 64, H/2, W/2]
                LeakyReLU.of(SLOPE),
                Conv2d.of(64, 128, 4).stride(2).padding(1), // [N, 128, H/4, W/4]
                LeakyReLU.of(SLOPE),
                Conv2d.of(128, 128, 3).padding(1),
                LeakyReLU.of(SLOPE),
                Conv2d.of(128, FEATURES, 4).stride(2).padding(1), // [N, 128, H/8, W/8]
                LeakyReLU.of(SLOPE));
    }

    /** All layers, those of {@link #features()} first: {@code [N, 3, H, W] → [N, 10, H/8, W/8]}. */
    public static Sequential layers() {
        List<Layer> layers = new ArrayList<>(features().layers());
        layers.add(Conv2d.of(FEATURES, CLASSES, 1));
        return new Sequential(layers);
    }

    /** The classifier of this module. */
    public static Cifar10Classifier trained() {
        try (InputStream in = Cifar10Classifier.class.getResourceAsStream(RESOURCE)) {
            return new Cifar10Classifier(SafeTensorsFile.of(in.readAllBytes()));
        } catch (IOException e) {
            throw new AssertionError("the resource " + RESOURCE + " is part of the module", e);
        }
    }

    /**
     * Reads a classifier that was {@linkplain #save saved}.
     *
     * @throws IOException if the file cannot be read or is no safetensors file
     */
    public static Cifar10Classifier load(Path path) throws IOException {
        return new Cifar10Classifier(SafeTensorsFile.open(path));
    }

    /**
     * Writes a classifier in half precision.
     *
     * @param path the file
     * @param values gives the values of each of the parameters of {@link #layers()}
     * @param notes what else the file says, such as the accuracy
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if a value is too large for half precision
     */
    public static void save(Path path, Function<Parameter, float[]> values, Map<String, String> notes)
            throws IOException {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        layers().parameters().forEach(parameter -> parameters.put(parameter.name(), parameter));
        SafeTensorsWriter.write(
                path,
                notes,
                Map.of(),
                CHECKSUM,
                parameters.values().stream().map(Cifar10Classifier::info).toList(),
                tensor -> values.apply(parameters.get(tensor.name())));
    }

    private static TensorInfo info(Parameter parameter) {
        return new TensorInfo(
                parameter.name(),
                TensorInfo.Type.F16,
                Arrays.stream(parameter.shape().toArray())
                        .asLongStream()
                        .boxed()
                        .toList());
    }

    /**
     * The values of a parameter, row-major.
     *
     * @param name as in {@link #layers()}, such as {@code 0.weight}
     * @throws IllegalArgumentException if there is none of this name and shape
     */
    public float[] read(String name, Shape shape) {
        TensorInfo found = file.tensors().get(name);
        if (found == null || !found.equals(info(new Parameter(name, shape, true, null, null)))) {
            throw new IllegalArgumentException(
                    "the classifier has no tensor \"" + name + "\" of type F16 and shape " + shape);
        }
        try {
            return file.read(name);
        } catch (MalformedFileException e) {
            throw new AssertionError("every half precision number is exact as float32", e);
        }
    }

    /** What the file says beside the weights: data, accuracy, seed. */
    public Map<String, String> notes() {
        return file.metadata();
    }
}
