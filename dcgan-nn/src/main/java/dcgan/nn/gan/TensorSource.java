package dcgan.nn.gan;

import dcgan.tensor.Shape;

/** Something that holds the networks' tensors: a {@link GanTrainer} or a {@link Checkpoint}. */
public interface TensorSource {

    /**
     * Reads a tensor, row-major.
     *
     * @param name such as {@code generator.0.weight}
     * @param shape the shape that it should have
     * @return as many numbers as the shape holds
     * @throws RuntimeException if there is none of that name and shape
     */
    float[] read(String name, Shape shape);
}
