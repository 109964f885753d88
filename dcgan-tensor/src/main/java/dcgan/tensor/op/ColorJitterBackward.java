package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * The gradient of a {@link ColorJitter} to its input. Both means are symmetric, so that it is the same map without the brightness:
 * {@code dx = k·s·dy + k·(1 − s)·g + (1 − k)·m} with the means {@code g} and {@code m} of {@code dy}.
 *
 * @param gradOutput {@code [N, C, H, W]}
 * @param mean {@code [N]}, the {@link ImageMean} of {@code gradOutput}
 * @param parameters {@code [N, 7]}, those of the forward op
 */
public record ColorJitterBackward(Value gradOutput, Value mean, Value parameters) implements Op.Pure {

    public ColorJitterBackward {
        Shapes.requirePresent("ColorJitterBackward", "gradOutput, mean, parameters", gradOutput, mean, parameters);
        AugmentParameters.require("ColorJitterBackward", gradOutput, parameters);
        AugmentParameters.requirePerImage("ColorJitterBackward", gradOutput, mean);
    }

    @Override
    public List<Value> inputs() {
        return List.of(gradOutput, mean, parameters);
    }

    @Override
    public Shape outputShape() {
        return gradOutput.shape();
    }

    @Override
    public List<Value> sameLayout(Optional<Value> result) {
        return List.of(gradOutput, Shapes.result(this, result));
    }

    @Override
    public List<Value> images(Optional<Value> result) {
        return sameLayout(result);
    }
}
