package dcgan.nn;

import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.Conv2dGradInput;
import dcgan.tensor.op.Conv2dGradWeight;
import dcgan.tensor.op.Padding;
import dcgan.tensor.op.Stride;
import java.util.List;
import java.util.OptionalInt;

/**
 * 2-D convolution, {@code [N, in, H, W] → [N, out, (H + 2p − k) / s + 1, …]}, as {@code torch.nn.Conv2d}: parameters
 * {@code weight [out, in, k, k]} and {@code bias [out]}.
 *
 * @param inChannels channels of the input
 * @param outChannels channels of the output
 * @param kernelSize k, of a square kernel
 * @param stride s, the step between two windows; 1 by default
 * @param padding p, the zeros around the input; 0 by default
 * @param bias whether a number is added to each output channel; true by default
 */
public record Conv2d(int inChannels, int outChannels, int kernelSize, Stride stride, Padding padding, boolean bias)
        implements Layer {

    /**
     * @throws IllegalArgumentException if a number of channels or the kernel size is below 1
     */
    public Conv2d {
        Convolutions.requirePositive("Conv2d", "inChannels", inChannels);
        Convolutions.requirePositive("Conv2d", "outChannels", outChannels);
        Convolutions.requirePositive("Conv2d", "kernelSize", kernelSize);
    }

    /** A convolution with stride 1, without padding, with bias. */
    public static Conv2d of(int inChannels, int outChannels, int kernelSize) {
        return new Conv2d(inChannels, outChannels, kernelSize, Stride.stride(1), Padding.padding(0), true);
    }

    /** The same with another stride. */
    public Conv2d stride(int both) {
        return new Conv2d(inChannels, outChannels, kernelSize, Stride.stride(both), padding, bias);
    }

    /** The same with another padding. */
    public Conv2d padding(int both) {
        return new Conv2d(inChannels, outChannels, kernelSize, stride, Padding.padding(both), bias);
    }

    /** The same with or without bias. */
    public Conv2d bias(boolean present) {
        return new Conv2d(inChannels, outChannels, kernelSize, stride, padding, present);
    }

    @Override
    public List<Parameter> parameters() {
        return Convolutions.parameters(Shape.of(outChannels, inChannels, kernelSize, kernelSize), outChannels, bias);
    }

    @Override
    public OptionalInt inputChannels() {
        return OptionalInt.of(inChannels);
    }

    @Override
    public Pass forward(Graph.Builder graph, Scope scope, Value input, Mode mode) {
        return forward(graph, scope.get("weight"), bias ? scope.get("bias") : null, input);
    }

    /**
     * The same with any value for its weight.
     *
     * @param ofOutput the bias; null without one
     */
    Pass forward(Graph.Builder graph, Value weight, Value ofOutput, Value input) {
        return Convolutions.pass(
                graph,
                new dcgan.tensor.op.Conv2d(input, weight, ofOutput, stride, padding),
                bias,
                gradOutput -> new Conv2dGradInput(gradOutput, weight, input.shape(), stride, padding),
                gradOutput -> new Conv2dGradWeight(input, gradOutput, weight.shape(), stride, padding));
    }
}
