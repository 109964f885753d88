package dcgan.nn.evaluation;

import dcgan.nn.Mode;
import dcgan.nn.Parameter;
import dcgan.nn.Scope;
import dcgan.nn.Sequential;
import dcgan.tensor.Backend;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;

/**
 * Computes the features by which pictures are compared: the last feature map of {@link Cifar10Classifier}, averaged over all
 * positions. Compiles its graph once; use it for any number of pictures.
 *
 * <p>Grey pictures get three equal channels. A side of less than 32 pixels is enlarged to 32, bilinearly as
 * {@code torch.nn.functional.interpolate} with {@code align_corners=False}. Larger pictures are taken as they are.
 */
public final class FeatureExtractor implements AutoCloseable {

    /** The number of features of a picture. */
    public static final int SIZE = Cifar10Classifier.FEATURES;

    private static final String NETWORK = "classifier";
    private static final String IMAGES = "images";
    private static final String MAPS = "maps";
    private static final int COLOURS = 3;

    private final Executable executable;
    private final Enlargement enlargement;
    private final int channels;
    private final int chunk;
    private final float[] input;
    private final float[] maps;

    /**
     * An extractor with the weights of {@link Cifar10Classifier#trained()}.
     *
     * @param image the shape of one picture, {@code [C, H, W]}, of one or three channels
     * @param chunk how many pictures go through the network at once, at least 1
     * @param backend runs it; stays open when the extractor is closed
     * @throws IllegalArgumentException if the shape or the chunk is another one
     */
    public FeatureExtractor(Shape image, int chunk, Backend backend) {
        if (image.rank() != 3 || (image.dim(0) != 1 && image.dim(0) != COLOURS)) {
            throw new IllegalArgumentException("pictures must be [1, H, W] or [3, H, W], not " + image);
        }
        if (chunk < 1) {
            throw new IllegalArgumentException("the chunk must be at least 1, but is " + chunk);
        }
        this.channels = image.dim(0);
        this.chunk = chunk;
        this.enlargement = Enlargement.of(image.dim(1), image.dim(2), Cifar10Classifier.MIN_SIZE);
        Sequential layers = Cifar10Classifier.features();
        Graph.Builder graph = Graph.builder();
        Scope scope = Scope.declare(graph, NETWORK, layers);
        Value images = graph.input(IMAGES, Shape.of(chunk, COLOURS, enlargement.height(), enlargement.width()));
        Value output = layers.forward(graph, scope, images, Mode.EVALUATION).output();
        graph.output(MAPS, output);
        this.executable = backend.compile(graph.build());
        this.input = new float[images.shape().size()];
        this.maps = new float[output.shape().size()];
        Cifar10Classifier classifier = Cifar10Classifier.trained();
        for (Parameter parameter : layers.parameters()) {
            executable.write(parameter.in(NETWORK).name(), classifier.read(parameter.name(), parameter.shape()));
        }
    }

    /**
     * The features of pictures.
     *
     * @param images {@code [n, C, H, W]}, in [−1, 1]
     * @return {@code [n, SIZE]}
     * @throws IllegalArgumentException if the array does not hold whole pictures
     */
    public float[] features(float[] images) {
        int size = channels * enlargement.pixels();
        if (images.length % size != 0) {
            throw new IllegalArgumentException(
                    images.length + " numbers do not make whole pictures of " + size + " numbers each");
        }
        int count = images.length / size;
        float[] features = new float[Math.multiplyExact(count, SIZE)];
        for (int from = 0; from < count; from += chunk) {
            int part = Math.min(chunk, count - from);
            for (int i = 0; i < part; i++) {
                load(images, (from + i) * size, i);
            }
            // What is left of an earlier part does no harm: the pictures do not depend on each other.
            executable.write(IMAGES, input);
            executable.run();
            executable.read(MAPS, maps);
            average(part, features, from * SIZE);
        }
        return features;
    }

    private void load(float[] images, int offset, int slot) {
        int plane = enlargement.height() * enlargement.width();
        for (int colour = 0; colour < COLOURS; colour++) {
            int channel = channels == 1 ? 0 : colour;
            enlargement.apply(
                    images, offset + channel * enlargement.pixels(), input, (slot * COLOURS + colour) * plane);
        }
    }

    private void average(int count, float[] features, int offset) {
        int positions = maps.length / (chunk * SIZE);
        for (int i = 0; i < count * SIZE; i++) {
            double sum = 0;
            for (int k = 0; k < positions; k++) {
                sum += maps[i * positions + k];
            }
            features[offset + i] = (float) (sum / positions);
        }
    }

    /** Gives the executable's buffers back; the backend stays open. */
    @Override
    public void close() {
        executable.close();
    }
}
