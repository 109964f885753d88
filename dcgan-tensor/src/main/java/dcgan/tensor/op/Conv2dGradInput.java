package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * The gradient of {@link Conv2d} to its input:
 * {@code dx[n,c,i·sH−pH+a,j·sW−pW+b] += dy[n,o,i,j] · weight[o,c,a,b]}, as {@code torch.nn.grad.conv2d_input}.
 *
 * @param gradOutput {@code [N, out, h, w]}
 * @param weight {@code [out, in, kH, kW]}
 * @param inputShape {@code [N, in, H, W]}
 * @param stride of the convolution
 * @param padding of the convolution
 */
public record Conv2dGradInput(Value gradOutput, Value weight, Shape inputShape, Stride stride, Padding padding)
        implements Convolution {

    public Conv2dGradInput {
        Shapes.requirePresent(
                "Conv2dGradInput",
                "gradOutput, weight, inputShape, stride, padding",
                gradOutput,
                weight,
                inputShape,
                stride,
                padding);
        new Geometry(inputShape, gradOutput.shape(), weight.shape(), stride, padding);
    }

    @Override
    public List<Value> inputs() {
        return List.of(gradOutput, weight);
    }

    @Override
    public Primitive primitive() {
        return Primitive.UP;
    }

    @Override
    public Geometry geometry() {
        return new Geometry(inputShape, gradOutput.shape(), weight.shape(), stride, padding);
    }

    @Override
    public Roles roles(Optional<Value> result) {
        return new Roles(Shapes.result(this, result), gradOutput, weight, null);
    }
}
