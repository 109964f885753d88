package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * The gradient of an evaluation-mode {@link BatchNorm2d} to its input; the statistics are constants:
 * {@code dx = γ[c] / √(var[c] + eps) · dy}.
 *
 * @param gradOutput {@code [N, C, H, W]}
 * @param variance {@code [C]}, the running variance
 * @param weight {@code [C]}, γ
 * @param eps that of the forward op
 */
public record BatchNorm2dEvalGradInput(Value gradOutput, Value variance, Value weight, float eps) implements Op.Pure {

    public BatchNorm2dEvalGradInput {
        Shapes.requirePresent("BatchNorm2dEvalGradInput", "gradOutput, variance, weight", gradOutput, variance, weight);
        Shapes.requireEps("BatchNorm2dEvalGradInput", eps);
        Shapes.requirePerChannel("BatchNorm2dEvalGradInput", gradOutput, variance, weight);
    }

    @Override
    public List<Value> inputs() {
        return List.of(gradOutput, variance, weight);
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
