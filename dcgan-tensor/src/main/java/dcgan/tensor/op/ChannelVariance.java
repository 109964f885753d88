package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * The biased variance of each channel: {@code var[c] = Σ_{n,i,j} (x[n,c,i,j] − mean[c])² / (N·H·W)}, the one with which
 * BatchNorm normalises in training (Ioffe and Szegedy 2015, algorithm 1).
 *
 * @param input {@code [N, C, H, W]}
 * @param mean {@code [C]}, the {@link ChannelMean} of the input
 */
public record ChannelVariance(Value input, Value mean) implements Op.Pure {

    public ChannelVariance {
        Shapes.requirePresent("ChannelVariance", "input, mean", input, mean);
        Shapes.requirePerChannel("ChannelVariance", input, mean);
    }

    @Override
    public List<Value> inputs() {
        return List.of(input, mean);
    }

    @Override
    public Shape outputShape() {
        return mean.shape();
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
