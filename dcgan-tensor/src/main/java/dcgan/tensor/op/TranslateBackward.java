package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * The gradient of a {@link Translate} to its input, which moves the images back: {@code dx[n,c,i,j] = dy[n,c,i − u,j − v]}, and 0
 * where that is beside the output.
 *
 * @param gradOutput {@code [N, C, H, W]}
 * @param parameters {@code [N, 7]}, those of the forward op
 */
public record TranslateBackward(Value gradOutput, Value parameters) implements Op.Pure {

    public TranslateBackward {
        Shapes.requirePresent("TranslateBackward", "gradOutput, parameters", gradOutput, parameters);
        AugmentParameters.require("TranslateBackward", gradOutput, parameters);
    }

    @Override
    public List<Value> inputs() {
        return List.of(gradOutput, parameters);
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
