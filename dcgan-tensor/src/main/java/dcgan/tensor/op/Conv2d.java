package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * 2-D convolution (cross-correlation):
 * {@code y[n,o,i,j] = bias[o] + Σ_{c,a,b} x[n,c,i·sH−pH+a,j·sW−pW+b] · weight[o,c,a,b]}, zeros outside the image.
 * The formula is that of {@code torch.nn.Conv2d}.
 *
 * @param input {@code [N, in, H, W]}
 * @param weight {@code [out, in, kH, kW]}
 * @param bias {@code [out]}, or null for none
 * @param stride the step between two windows
 * @param padding the zeros around the input
 */
public record Conv2d(Value input, Value weight, Value bias, Stride stride, Padding padding) implements Convolution {

    public Conv2d {
        Shapes.requirePresent("Conv2d", "input, weight, stride, padding", input, weight, stride, padding);
        geometry(input, weight, stride, padding);
        Shapes.require(
                bias == null || bias.shape().equals(Shape.of(weight.shape().dim(0))),
                () -> "Conv2d: weight " + weight.shape() + " needs a bias ["
                        + weight.shape().dim(0) + "], but got " + bias.shape());
    }

    /** A convolution without bias. */
    public static Conv2d of(Value input, Value weight, Stride stride, Padding padding) {
        return new Conv2d(input, weight, null, stride, padding);
    }

    static Geometry geometry(Value input, Value weight, Stride stride, Padding padding) {
        Shapes.requireImage("Conv2d", input);
        Shapes.require(
                weight.shape().rank() == 4
                        && weight.shape().dim(1) == input.shape().dim(1),
                () -> "Conv2d: weight " + weight.shape() + " [out, in, kH, kW] does not fit the input " + input.shape()
                        + " [N, in, H, W]");
        int h = Geometry.reduced(input.shape().dim(2), weight.shape().dim(2), stride.h(), padding.h());
        int w = Geometry.reduced(input.shape().dim(3), weight.shape().dim(3), stride.w(), padding.w());
        Shapes.require(
                h > 0 && w > 0,
                () -> "Conv2d: the kernel of " + weight.shape() + " is larger than the padded input " + input.shape());
        Shape small = Shape.of(input.shape().dim(0), weight.shape().dim(0), h, w);
        return new Geometry(input.shape(), small, weight.shape(), stride, padding);
    }

    @Override
    public List<Value> inputs() {
        return Shapes.present(input, weight, bias);
    }

    @Override
    public Primitive primitive() {
        return Primitive.DOWN;
    }

    @Override
    public Geometry geometry() {
        return geometry(input, weight, stride, padding);
    }

    @Override
    public Roles roles(Optional<Value> result) {
        return new Roles(input, Shapes.result(this, result), weight, bias);
    }
}
