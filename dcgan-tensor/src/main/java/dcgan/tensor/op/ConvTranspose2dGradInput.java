package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * The gradient of {@link ConvTranspose2d} to its input:
 * {@code dx[n,c,i,j] = Σ_{o,a,b} dy[n,o,i·sH−pH+a,j·sW−pW+b] · weight[c,o,a,b]}; it is a convolution of {@code dy}.
 *
 * @param gradOutput {@code [N, out, H, W]}
 * @param weight {@code [in, out, kH, kW]}
 * @param inputShape {@code [N, in, h, w]}
 * @param stride of the transposed convolution
 * @param padding of the transposed convolution
 */
public record ConvTranspose2dGradInput(Value gradOutput, Value weight, Shape inputShape, Stride stride, Padding padding)
        implements Convolution {

    public ConvTranspose2dGradInput {
        Shapes.requirePresent(
                "ConvTranspose2dGradInput",
                "gradOutput, weight, inputShape, stride, padding",
                gradOutput,
                weight,
                inputShape,
                stride,
                padding);
        new Geometry(gradOutput.shape(), inputShape, weight.shape(), stride, padding);
    }

    @Override
    public List<Value> inputs() {
        return List.of(gradOutput, weight);
    }

    @Override
    public Primitive primitive() {
        return Primitive.DOWN;
    }

    @Override
    public Geometry geometry() {
        return new Geometry(gradOutput.shape(), inputShape, weight.shape(), stride, padding);
    }

    @Override
    public Roles roles(Optional<Value> result) {
        return new Roles(gradOutput, Shapes.result(this, result), weight, null);
    }
}
