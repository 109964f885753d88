package dcgan.tensor.simd.channel;

import dcgan.tensor.Value;
import dcgan.tensor.op.BatchNorm2d;
import dcgan.tensor.op.BatchNorm2dEvalGradInput;
import dcgan.tensor.op.BatchNorm2dGradInput;
import dcgan.tensor.op.BatchNorm2dGradWeight;
import dcgan.tensor.op.ChannelMean;
import dcgan.tensor.op.ChannelSum;
import dcgan.tensor.op.ChannelVariance;
import dcgan.tensor.simd.compile.Draft;
import dcgan.tensor.simd.compile.Operands;
import dcgan.tensor.simd.memory.Epilogue;
import dcgan.tensor.simd.memory.ImageLayout;
import dcgan.tensor.simd.memory.Storage;
import java.util.function.Consumer;

/** Compiles what works channel by channel: sums of an image {@code [N, C, H, W]}, and BatchNorm. */
public final class ChannelCompiler {

    private final Operands operands;
    private final Draft draft;

    public ChannelCompiler(Operands operands, Draft draft) {
        this.operands = operands;
        this.draft = draft;
    }

    public void sum(ChannelSum op, float[] y) {
        draft.add(sums(op.input()).sum(image(op.input()), y));
    }

    public void mean(ChannelMean op, float[] y) {
        draft.add(sums(op.input()).mean(image(op.input()), y));
    }

    public void variance(ChannelVariance op, float[] y) {
        draft.add(sums(op.input()).variance(image(op.input()), operands.data(op.mean()), y));
    }

    /** The mean together with the {@link ChannelVariance} of the same image. */
    public void moments(ChannelMean op, float[] mean, float[] variance) {
        draft.add(sums(op.input()).moments(image(op.input()), mean, variance));
    }

    /**
     * @param next what the op is fused with
     */
    public void batchNorm(BatchNorm2d op, Storage result, Epilogue.Maker next) {
        write(
                result,
                op.input(),
                target -> draft.add(maps(op.input())
                        .normalise(
                                image(op.input()),
                                operands.data(op.mean()),
                                operands.data(op.variance()),
                                operands.data(op.weight()),
                                op.eps(),
                                operands.data(op.bias()),
                                target.data,
                                next.on(target))));
    }

    public void gradWeight(BatchNorm2dGradWeight op, float[] gradWeight) {
        gradients(op, gradWeight, new float[gradWeight.length]);
    }

    /** The gradient to the weight together with that to the bias, the {@link ChannelSum} of the same gradient. */
    public void gradients(BatchNorm2dGradWeight op, float[] gradWeight, float[] gradBias) {
        draft.add(sums(op.input())
                .gradients(
                        image(op.gradOutput()),
                        image(op.input()),
                        operands.data(op.mean()),
                        operands.data(op.variance()),
                        op.eps(),
                        gradWeight,
                        gradBias));
    }

    public void gradInput(BatchNorm2dGradInput op, Storage result) {
        write(
                result,
                op.input(),
                target -> draft.add(maps(op.input())
                        .gradInput(
                                image(op.gradOutput()),
                                image(op.input()),
                                operands.data(op.mean()),
                                operands.data(op.variance()),
                                operands.data(op.weight()),
                                operands.data(op.gradWeight()),
                                operands.data(op.gradBias()),
                                op.eps(),
                                target.data)));
    }

    public void evalGradInput(BatchNorm2dEvalGradInput op, Storage result) {
        write(
                result,
                op.gradOutput(),
                target -> draft.add(maps(op.gradOutput())
                        .evalGradInput(
                                image(op.gradOutput()),
                                operands.data(op.variance()),
                                operands.data(op.weight()),
                                op.eps(),
                                target.data)));
    }

    private static ChannelSums sums(Value image) {
        return new ChannelSums(layout(image));
    }

    private static ChannelMaps maps(Value image) {
        return new ChannelMaps(layout(image));
    }

    /** The kernels work on blocks of one size; an image of very few channels is copied. */
    private static ImageLayout layout(Value image) {
        return ImageLayout.padded(image.shape());
    }

    private float[] image(Value value) {
        return operands.as(value, layout(value)).data;
    }

    private void write(Storage result, Value image, Consumer<Storage> op) {
        operands.write(result, layout(image), op);
    }
}
