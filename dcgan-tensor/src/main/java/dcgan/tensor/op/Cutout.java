package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * Clears a rectangle of each image (DiffAugment, Zhao et al. 2020): {@code y = 0} in the {@code height} rows and {@code width}
 * columns from the image's first row and column on, as far as they are in the image, and {@code y = x} elsewhere. Its gradient to
 * its input is the same op on the gradient to its output.
 *
 * @param input {@code [N, C, H, W]}
 * @param parameters {@code [N, 7]}, see {@link AugmentParameters}
 * @param height of the rectangle, at least 1
 * @param width of the rectangle, at least 1
 */
public record Cutout(Value input, Value parameters, int height, int width) implements Op.Pure {

    public Cutout {
        Shapes.requirePresent("Cutout", "input, parameters", input, parameters);
        AugmentParameters.require("Cutout", input, parameters);
        int h = height;
        int w = width;
        Shapes.require(h >= 1 && w >= 1, () -> "Cutout needs a rectangle of at least 1 × 1, but got " + h + " × " + w);
    }

    @Override
    public List<Value> inputs() {
        return List.of(input, parameters);
    }

    @Override
    public Shape outputShape() {
        return input.shape();
    }

    @Override
    public List<Value> sameLayout(Optional<Value> result) {
        return List.of(input, Shapes.result(this, result));
    }

    @Override
    public List<Value> images(Optional<Value> result) {
        return sameLayout(result);
    }
}
