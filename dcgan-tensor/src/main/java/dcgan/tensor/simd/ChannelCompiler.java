package dcgan.tensor.simd;

import dcgan.tensor.Value;
import dcgan.tensor.op.BatchNorm2d;
import dcgan.tensor.op.BatchNorm2dEvalGradInput;
import dcgan.tensor.op.BatchNorm2dGradInput;
import dcgan.tensor.op.BatchNorm2dGradWeight;
import dcgan.tensor.op.ChannelMean;
import dcgan.tensor.op.ChannelSum;
import dcgan.tensor.op.ChannelVariance;
import dcgan.tensor.simd.Layout.Image;

/** Compiles what works channel by channel: sums of an image {@code [N, C, H, W]}, and BatchNorm. */
final class ChannelCompiler {

    private final Operands operands;
    private final Draft draft;

    ChannelCompiler(Operands operands, Draft draft) {
        this.operands = operands;
        this.draft = draft;
    }

    void sum(ChannelSum op, float[] y) {
        draft.add(steps(op.input()).sum(image(op.input()), 1, y));
    }

    void mean(ChannelMean op, float[] y) {
        draft.add(steps(op.input()).sum(image(op.input()), 1 / count(op.input()), y));
    }

    void variance(ChannelVariance op, float[] y) {
        draft.add(steps(op.input())
                .squaredDeviations(image(op.input()), operands.data(op.mean()), 1 / count(op.input()), y));
    }

    /**
     * @param next what the op is fused with
     */
    void batchNorm(BatchNorm2d op, Storage result, Epilogue.Maker next) {
        operands.writeImage(
                result,
                target -> draft.add(steps(op.input())
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

    void gradWeight(BatchNorm2dGradWeight op, float[] y) {
        draft.add(steps(op.input())
                .gradWeight(
                        image(op.gradOutput()),
                        image(op.input()),
                        operands.data(op.mean()),
                        operands.data(op.variance()),
                        op.eps(),
                        y));
    }

    void gradInput(BatchNorm2dGradInput op, Storage result) {
        operands.writeImage(
                result,
                target -> draft.add(steps(op.input())
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

    void evalGradInput(BatchNorm2dEvalGradInput op, Storage result) {
        operands.writeImage(
                result,
                target -> draft.add(steps(op.gradOutput())
                        .evalGradInput(
                                image(op.gradOutput()),
                                operands.data(op.variance()),
                                operands.data(op.weight()),
                                op.eps(),
                                target.data)));
    }

    private static ChannelSteps steps(Value image) {
        return new ChannelSteps(new Image(image.shape()));
    }

    private float[] image(Value value) {
        return operands.image(value).data;
    }

    /** How many numbers a channel has, {@code N · H · W}. */
    private static double count(Value image) {
        return (double) image.shape().size() / image.shape().dim(1);
    }
}
