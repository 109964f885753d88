package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * The sum of each channel over batch and pixels: of a gradient {@code dy}, the gradient to a convolution's or a
 * BatchNorm's bias, {@code db[c] = Σ_{n,i,j} dy[n,c,i,j]}.
 *
 * @param input {@code [N, C, H, W]}
 */
public record ChannelSum(Value input) implements Op.Pure {

    public ChannelSum {
        Shapes.requirePresent("ChannelSum", "input", input);
        Shapes.requireImage("ChannelSum", input);
    }

    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public Shape outputShape() {
        return Shape.of(input.shape().dim(1));
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
