package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * The mean of each channel over batch and pixels: {@code mean[c] = Σ_{n,i,j} x[n,c,i,j] / (N·H·W)}.
 *
 * @param input {@code [N, C, H, W]}
 */
public record ChannelMean(Value input) implements Op.Pure {

    public ChannelMean {
        Shapes.requirePresent("ChannelMean", "input", input);
        Shapes.requireImage("ChannelMean", input);
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
