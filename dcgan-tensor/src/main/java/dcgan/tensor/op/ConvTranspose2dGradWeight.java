package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * The gradient of {@link ConvTranspose2d} to its weight:
 * {@code dw[c,o,a,b] = Σ_{n,i,j} x[n,c,i,j] · dy[n,o,i·sH−pH+a,j·sW−pW+b]}. The gradient to the bias is
 * {@link ChannelSum} of {@code dy}.
 *
 * @param input {@code [N, in, h, w]}
 * @param gradOutput {@code [N, out, H, W]}
 * @param weightShape {@code [in, out, kH, kW]}
 * @param stride of the transposed convolution
 * @param padding of the transposed convolution
 */
public record ConvTranspose2dGradWeight(
        Value input, Value gradOutput, Shape weightShape, Stride stride, Padding padding) implements Convolution {

    public ConvTranspose2dGradWeight {
        Shapes.requirePresent(
                "ConvTranspose2dGradWeight",
                "input, gradOutput, weightShape, stride, padding",
                input,
                gradOutput,
                weightShape,
                stride,
                padding);
        new Geometry(gradOutput.shape(), input.shape(), weightShape, stride, padding);
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
        return new Geometry(gradOutput.shape(), input.shape(), weightShape, stride, padding);
    }

    @Override
    public Roles roles(Optional<Value> result) {
        return new Roles(gradOutput, input, Shapes.result(this, result), null);
    }
}
