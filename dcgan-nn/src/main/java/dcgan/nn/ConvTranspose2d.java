package dcgan.nn;

import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.ConvTranspose2dGradInput;
import dcgan.tensor.op.ConvTranspose2dGradWeight;
import dcgan.tensor.op.OutputPadding;
import dcgan.tensor.op.Padding;
import dcgan.tensor.op.Stride;
import java.util.List;
import java.util.OptionalInt;

/**
 * 2-D transposed convolution, {@code [N, in, h, w] → [N, out, (h − 1)·s − 2p + k + outputPadding, …]}, as
 * {@code torch.nn.ConvTranspose2d}: parameters {@code weight [in, out, k, k]} and {@code bias [out]}.
 *
 * @param inChannels channels of the input
 * @param outChannels channels of the output
 * @param kernelSize k, of a square kernel
 * @param stride s, the step in the output between two neighbours of the input; 1 by default
 * @param padding p, the rows and columns cut from each side of the output; 0 by default
 * @param outputPadding the rows and columns added to its lower and right side, below the stride; 0 by default
 * @param bias whether a number is added to each output channel; true by default
 */
public record ConvTranspose2d(
        int inChannels,
        int outChannels,
        int kernelSize,
        Stride stride,
        Padding padding,
        OutputPadding outputPadding,
        boolean bias)
        implements Layer {

    /**
     * @throws IllegalArgumentException if a number of channels or the kernel size is below 1
     */
    public ConvTranspose2d {
        Convolutions.requirePositive("ConvTranspose2d", "inChannels", inChannels);
        Convolutions.requirePositive("ConvTranspose2d", "outChannels", outChannels);
        Convolutions.requirePositive("ConvTranspose2d", "kernelSize", kernelSize);
    }

    /** A transposed convolution with stride 1, without paddings, with bias. */
    public static ConvTranspose2d of(int inChannels, int outChannels, int kernelSize) {
        return new ConvTranspose2d(
                inChannels,
                outChannels,
                kernelSize,
                Stride.stride(1),
                Padding.padding(0),
                OutputPadding.outputPadding(0),
                true);
    }

    /** The same with another stride. */
    public ConvTranspose2d stride(int both) {
        return new ConvTranspose2d(
                inChannels, outChannels, kernelSize, Stride.stride(both), padding, outputPadding, bias);
    }

    /** The same with another padding. */
    public ConvTranspose2d padding(int both) {
        return new ConvTranspose2d(
                inChannels, outChannels, kernelSize, stride, Padding.padding(both), outputPadding, bias);
    }

    /** The same with another output padding. */
    public ConvTranspose2d outputPadding(int both) {
        return new ConvTranspose2d(
                inChannels, outChannels, kernelSize, stride, padding, OutputPadding.outputPadding(both), bias);
    }

    /** The same with or without bias. */
    public ConvTranspose2d bias(boolean present) {
        return new ConvTranspose2d(inChannels, outChannels, kernelSize, stride, padding, outputPadding, present);
    }

    @Override
    public List<Parameter> parameters() {
        return Convolutions.parameters(Shape.of(inChannels, outChannels, kernelSize, kernelSize), outChannels, bias);
    }

    @Override
    public OptionalInt inputChannels() {
        return OptionalInt.of(inChannels);
    }

    @Override
    public Pass forward(Graph.Builder graph, Scope scope, Value input, Mode mode) {
        Value weight = scope.get("weight");
        return Convolutions.pass(
                graph,
                new dcgan.tensor.op.ConvTranspose2d(
                        input, weight, bias ? scope.get("bias") : null, stride, padding, outputPadding),
                bias,
                gradOutput -> new ConvTranspose2dGradInput(gradOutput, weight, input.shape(), stride, padding),
                gradOutput -> new ConvTranspose2dGradWeight(input, gradOutput, weight.shape(), stride, padding));
    }
}
