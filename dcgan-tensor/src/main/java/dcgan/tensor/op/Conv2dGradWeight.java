package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * The gradient of {@link Conv2d} to its weight:
 * {@code dw[o,c,a,b] = Σ_{n,i,j} x[n,c,i·sH−pH+a,j·sW−pW+b] · dy[n,o,i,j]}, as {@code torch.nn.grad.conv2d_weight}. The
 * gradient to the bias is {@link ChannelSum} of {@code dy}.
 *
 * @param input {@code [N, in, H, W]}
 * @param gradOutput {@code [N, out, h, w]}
 * @param weightShape {@code [out, in, kH, kW]}
 * @param stride of the convolution
 * @param padding of the convolution
 */
public record Conv2dGradWeight(Value input, Value gradOutput, Shape weightShape, Stride stride, Padding padding)
        implements Convolution {

    public Conv2dGradWeight {
        Shapes.requirePresent(
                "Conv2dGradWeight",
                "input, gradOutput, weightShape, stride, padding",
                input,
                gradOutput,
                weightShape,
                stride,
                padding);
        new Geometry(input.shape(), gradOutput.shape(), weightShape, stride, padding);
    }

    @Override
    public List<Value> inputs() {
        return List.of(input, gradOutput);
    }

    @Override
    public Primitive primitive() {
        return Primitive.WEIGHT;
    }

    @Override
    public Geometry geometry() {
        return new Geometry(input.shape(), gradOutput.shape(), weightShape, stride, padding);
    }

    @Override
    public Roles roles(Optional<Value> result) {
        return new Roles(input, gradOutput, Shapes.result(this, result), null);
    }
}
