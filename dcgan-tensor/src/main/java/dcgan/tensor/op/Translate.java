package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * Moves each image by whole pixels, zeros coming in (DiffAugment, Zhao et al. 2020): {@code y[n,c,i,j] = x[n,c,i + u,j + v]} with
 * the shift {@code (u, v)} of image n, and 0 where that is beside the input.
 *
 * @param input {@code [N, C, H, W]}
 * @param parameters {@code [N, 7]}, see {@link AugmentParameters}
 */
public record Translate(Value input, Value parameters) implements Op.Pure {

    public Translate {
        Shapes.requirePresent("Translate", "input, parameters", input, parameters);
        AugmentParameters.require("Translate", input, parameters);
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
