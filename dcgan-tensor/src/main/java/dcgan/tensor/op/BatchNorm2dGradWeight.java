package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * The gradient of {@link BatchNorm2d} to its weight: {@code dγ[c] = Σ_{n,i,j} dy · x̂} with
 * {@code x̂ = (x − mean[c]) / √(var[c] + eps)}. The gradient to the bias is {@link ChannelSum} of {@code dy}.
 *
 * @param gradOutput {@code [N, C, H, W]}
 * @param input {@code [N, C, H, W]}, the argument of the forward op
 * @param mean {@code [C]}, of the forward op
 * @param variance {@code [C]}, of the forward op
 * @param eps that of the forward op
 */
public record BatchNorm2dGradWeight(Value gradOutput, Value input, Value mean, Value variance, float eps)
        implements Op.Pure {

    public BatchNorm2dGradWeight {
        Shapes.requirePresent(
                "BatchNorm2dGradWeight", "gradOutput, input, mean, variance", gradOutput, input, mean, variance);
        Shapes.requireEps("BatchNorm2dGradWeight", eps);
        Shapes.requirePerChannel("BatchNorm2dGradWeight", input, mean, variance);
        Shapes.requireSame("BatchNorm2dGradWeight", gradOutput, input);
    }

    @Override
    public List<Value> inputs() {
        return List.of(gradOutput, input, mean, variance);
    }

    @Override
    public Shape outputShape() {
        return mean.shape();
    }

    @Override
    public List<Value> sameLayout(Optional<Value> result) {
        return List.of(gradOutput, input);
    }

    @Override
    public List<Value> images(Optional<Value> result) {
        return sameLayout(result);
    }
}
