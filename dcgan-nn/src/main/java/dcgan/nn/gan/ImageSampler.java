package dcgan.nn.gan;

import dcgan.nn.Mode;
import dcgan.nn.Parameter;
import dcgan.nn.Scope;
import dcgan.nn.Sequential;
import dcgan.tensor.Backend;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.Arrays;
import java.util.List;

/**
 * Draws pictures with a trained generator in evaluation mode: BatchNorm uses its running statistics, so that a picture
 * depends on its latent alone. Compiles its graph once; of use for any number of pictures.
 */
public final class ImageSampler implements AutoCloseable {

    private static final String LATENTS = "latents";
    private static final String IMAGES = "images";

    private final List<String> parameters;
    private final Executable executable;
    private final int chunk;
    private final int latentSize;

    /**
     * A sampler whose generator is all zeros until {@link #load}.
     *
     * @param generator its layers
     * @param chunk how many pictures it makes at once, at least 1
     * @param backend runs it; stays open when the sampler is closed
     * @throws IllegalArgumentException if the generator has no layer that tells the latent size, or the chunk is below 1
     */
    public ImageSampler(Sequential generator, int chunk, Backend backend) {
        this.chunk = chunk;
        this.latentSize = Latents.size(generator);
        this.parameters = generator.parameters().stream()
                .map(parameter -> parameter.in(Network.GENERATOR.toString()))
                .map(Parameter::name)
                .toList();
        Graph.Builder graph = Graph.builder();
        Scope scope = Scope.declare(graph, Network.GENERATOR.toString(), generator);
        Value latents = graph.input(LATENTS, Shape.of(chunk, latentSize, 1, 1));
        graph.output(
                IMAGES,
                generator.forward(graph, scope, latents, Mode.EVALUATION).output());
        this.executable = backend.compile(graph.build());
    }

    /**
     * Takes the generator's parameters and running statistics as they are now.
     *
     * @param source a trainer or a checkpoint
     * @throws CheckpointException or {@link IllegalArgumentException} if it is of another model
     */
    public ImageSampler load(TensorSource source) {
        for (String name : parameters) {
            Shape shape = executable.graph().named(name).shape();
            executable.write(name, source.read(name, shape));
        }
        return this;
    }

    /**
     * Pictures of latents.
     *
     * @param latents {@code [n, latent size, 1, 1]}
     * @return {@code [n, C, H, W]}
     * @throws IllegalArgumentException if the array does not hold whole latents
     */
    public float[] sample(float[] latents) {
        if (latents.length % latentSize != 0) {
            throw new IllegalArgumentException(
                    latents.length + " numbers do not make whole latents of " + latentSize + " numbers each");
        }
        int count = latents.length / latentSize;
        int imageSize = imageShape().size();
        float[] images = new float[Math.multiplyExact(count, imageSize)];
        float[] out = new float[chunk * imageSize];
        for (int from = 0; from < count; from += chunk) {
            int part = Math.min(chunk, count - from);
            // A last part is filled up with zeros: the pictures do not depend on each other.
            float[] in = Arrays.copyOf(
                    Arrays.copyOfRange(latents, from * latentSize, (from + part) * latentSize), chunk * latentSize);
            executable.write(LATENTS, in);
            executable.run();
            executable.read(IMAGES, out);
            System.arraycopy(out, 0, images, from * imageSize, part * imageSize);
        }
        return images;
    }

    /** The shape of one picture, {@code [C, H, W]}. */
    public Shape imageShape() {
        int[] batch = executable.graph().named(IMAGES).shape().toArray();
        return Shape.of(Arrays.copyOfRange(batch, 1, batch.length));
    }

    /** The number of channels of a latent. */
    public int latentSize() {
        return latentSize;
    }

    /** Gives the executable's buffers back; the backend stays open. */
    @Override
    public void close() {
        executable.close();
    }
}
