package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * Normalisation of each channel, {@code y = (x − mean[c]) / √(var[c] + eps) · weight[c] + bias[c]}, as
 * {@code torch.nn.BatchNorm2d}: in training with the batch's {@link ChannelMean} and {@link ChannelVariance}, in evaluation
 * with the running ones ({@link RunningAverage}).
 *
 * @param input {@code [N, C, H, W]}
 * @param mean {@code [C]}
 * @param variance {@code [C]}
 * @param weight {@code [C]}, γ
 * @param bias {@code [C]}, β
 * @param eps added to the variance; PyTorch's default is 1e-5
 */
public record BatchNorm2d(Value input, Value mean, Value variance, Value weight, Value bias, float eps)
        implements Op.Pure {

    public BatchNorm2d {
        Shapes.requirePresent(
                "BatchNorm2d", "input, mean, variance, weight, bias", input, mean, variance, weight, bias);
        Shapes.requireEps("BatchNorm2d", eps);
        Shapes.requirePerChannel("BatchNorm2d", input, mean, variance, weight, bias);
    }

    @Override
    public List<Value> inputs() {
        return List.of(input, mean, variance, weight, bias);
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
