package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * The mean of each image over channels and pixels, of shape {@code [N]}.
 *
 * @param input {@code [N, C, H, W]}
 */
public record ImageMean(Value input) implements Op.Pure {

    public ImageMean {
        Shapes.requirePresent("ImageMean", "input", input);
        Shapes.requireImage("ImageMean", input);
    }

    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public Shape outputShape() {
        return Shape.of(input.shape().dim(0));
    }

    @Override
    public List<Value> sameLayout(Optional<Value> result) {
        return List.of();
    }

    @Override
    public List<Value> images(Optional<Value> result) {
        return List.of(input);
    }
}
