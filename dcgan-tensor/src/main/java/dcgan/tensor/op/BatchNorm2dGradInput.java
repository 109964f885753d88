package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * The gradient of a training-mode {@link BatchNorm2d} to its input, through the batch's statistics (Ioffe and Szegedy 2015,
 * section 3): with {@code M = N·H·W},
 * {@code dx = γ[c] / √(var[c] + eps) · (dy − dβ[c] / M − x̂ · dγ[c] / M)}.
 *
 * @param gradOutput {@code [N, C, H, W]}
 * @param input {@code [N, C, H, W]}, the argument of the forward op
 * @param mean {@code [C]}, of the batch
 * @param variance {@code [C]}, of the batch
 * @param weight {@code [C]}, γ
 * @param gradWeight {@code [C]}, the {@link BatchNorm2dGradWeight}
 * @param gradBias {@code [C]}, the {@link ChannelSum} of {@code gradOutput}
 * @param eps that of the forward op
 */
public record BatchNorm2dGradInput(
        Value gradOutput,
        Value input,
        Value mean,
        Value variance,
        Value weight,
        Value gradWeight,
        Value gradBias,
        float eps)
        implements Op.Pure {

    public BatchNorm2dGradInput {
        Shapes.requirePresent(
                "BatchNorm2dGradInput",
                "gradOutput, input, mean, variance, weight, gradWeight, gradBias",
                gradOutput,
                input,
                mean,
                variance,
                weight,
                gradWeight,
                gradBias);
        Shapes.requireEps("BatchNorm2dGradInput", eps);
        Shapes.requirePerChannel("BatchNorm2dGradInput", input, mean, variance, weight, gradWeight, gradBias);
        Shapes.requireSame("BatchNorm2dGradInput", gradOutput, input);
    }

    @Override
    public List<Value> inputs() {
        return List.of(gradOutput, input, mean, variance, weight, gradWeight, gradBias);
    }

    @Override
    public Shape outputShape() {
        return input.shape();
    }

    @Override
    public List<Value> sameLayout(Optional<Value> result) {
        return List.of(gradOutput, input, Shapes.result(this, result));
    }

    @Override
    public List<Value> images(Optional<Value> result) {
        return sameLayout(result);
    }
}
