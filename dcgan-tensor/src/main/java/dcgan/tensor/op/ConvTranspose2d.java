package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * 2-D transposed convolution:
 * {@code y[n,o,i·sH−pH+a,j·sW−pW+b] += x[n,c,i,j] · weight[c,o,a,b]}, plus {@code bias[o]}; the output's height is
 * {@code (h − 1)·sH − 2pH + kH + outputPadding}. The formula is that of {@code torch.nn.ConvTranspose2d}.
 *
 * @param input {@code [N, in, h, w]}
 * @param weight {@code [in, out, kH, kW]}
 * @param bias {@code [out]}, or null for none
 * @param stride the step in the output between two neighbours of the input
 * @param padding the rows and columns cut from each side of the output
 * @param outputPadding the rows and columns added to its lower and right side; below the stride
 */
public record ConvTranspose2d(
        Value input, Value weight, Value bias, Stride stride, Padding padding, OutputPadding outputPadding)
        implements Convolution {

    public ConvTranspose2d {
        Shapes.requirePresent(
                "ConvTranspose2d",
                "input, weight, stride, padding, outputPadding",
                input,
                weight,
                stride,
                padding,
                outputPadding);
        geometry(input, weight, stride, padding, outputPadding);
        Shapes.require(
                bias == null || bias.shape().equals(Shape.of(weight.shape().dim(1))),
                () -> "ConvTranspose2d: weight " + weight.shape() + " needs a bias ["
                        + weight.shape().dim(1) + "], but got " + bias.shape());
    }

    /** A transposed convolution without bias and output padding. */
    public static ConvTranspose2d of(Value input, Value weight, Stride stride, Padding padding) {
        return new ConvTranspose2d(input, weight, null, stride, padding, new OutputPadding(0, 0));
    }

    private static Geometry geometry(
            Value input, Value weight, Stride stride, Padding padding, OutputPadding outputPadding) {
        Shapes.requireImage("ConvTranspose2d", input);
        Shape x = input.shape();
        Shape k = weight.shape();
        Shapes.require(
                k.rank() == 4 && k.dim(0) == x.dim(1),
                () -> "ConvTranspose2d: weight " + k + " [in, out, kH, kW] does not fit the input " + x
                        + " [N, in, h, w]");
        Shapes.require(
                outputPadding.h() < stride.h() && outputPadding.w() < stride.w(),
                () -> "ConvTranspose2d: " + outputPadding + " must be smaller than " + stride);
        long h = (x.dim(2) - 1L) * stride.h() - 2L * padding.h() + k.dim(2) + outputPadding.h();
        long w = (x.dim(3) - 1L) * stride.w() - 2L * padding.w() + k.dim(3) + outputPadding.w();
        Shapes.require(
                h > 0 && w > 0,
                () -> "ConvTranspose2d: " + padding + " leaves nothing of the output of " + x + " with weight " + k);
        Shapes.requireSmall(
                h <= Integer.MAX_VALUE && w <= Integer.MAX_VALUE,
                () -> "ConvTranspose2d: the output of " + x + " with weight " + k + ", " + stride + " and " + padding
                        + " would be too large: " + h + " x " + w);
        return new Geometry(Shape.of(x.dim(0), k.dim(1), (int) h, (int) w), x, k, stride, padding);
    }

    @Override
    public List<Value> inputs() {
        return Shapes.present(input, weight, bias);
    }

    @Override
    public Primitive primitive() {
        return Primitive.UP;
    }

    @Override
    public Geometry geometry() {
        return geometry(input, weight, stride, padding, outputPadding);
    }

    @Override
    public Roles roles(Optional<Value> result) {
        return new Roles(Shapes.result(this, result), input, weight, bias);
    }
}
