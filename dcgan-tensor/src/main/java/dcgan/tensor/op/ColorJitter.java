package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * Brightness, saturation and contrast of DiffAugment (Zhao et al. 2020), one after the other: add {@code b}; then scale the
 * distance from the mean of the pixel's channels by {@code s}; then scale the distance from the image's mean by {@code k}. With the
 * mean {@code g} of the pixel's channels and the mean {@code m} of the image, both of the input, that is
 * {@code y = k·s·x + k·(1 − s)·g + (1 − k)·m + b}.
 *
 * @param input {@code [N, C, H, W]}
 * @param mean {@code [N]}, the {@link ImageMean} of the input
 * @param parameters {@code [N, 7]}, see {@link AugmentParameters}
 */
public record ColorJitter(Value input, Value mean, Value parameters) implements Op.Pure {

    public ColorJitter {
        Shapes.requirePresent("ColorJitter", "input, mean, parameters", input, mean, parameters);
        AugmentParameters.require("ColorJitter", input, parameters);
        AugmentParameters.requirePerImage("ColorJitter", input, mean);
    }

    @Override
    public List<Value> inputs() {
        return List.of(input, mean, parameters);
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
