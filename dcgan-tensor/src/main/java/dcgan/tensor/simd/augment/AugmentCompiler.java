package dcgan.tensor.simd.augment;

import dcgan.tensor.Value;
import dcgan.tensor.op.ColorJitter;
import dcgan.tensor.op.ColorJitterBackward;
import dcgan.tensor.op.Cutout;
import dcgan.tensor.op.ImageMean;
import dcgan.tensor.op.Translate;
import dcgan.tensor.op.TranslateBackward;
import dcgan.tensor.simd.compile.Draft;
import dcgan.tensor.simd.compile.Operands;
import dcgan.tensor.simd.memory.ImageLayout;
import dcgan.tensor.simd.memory.Storage;

/** Compiles the ops that augment images {@code [N, C, H, W]}. */
public final class AugmentCompiler {

    private final Operands operands;
    private final Draft draft;

    public AugmentCompiler(Operands operands, Draft draft) {
        this.operands = operands;
        this.draft = draft;
    }

    public void mean(ImageMean op, float[] y) {
        draft.add(steps(op.input()).mean(image(op.input()), y));
    }

    public void colorJitter(ColorJitter op, Storage result) {
        operands.writeImage(
                result,
                target -> draft.add(steps(op.input())
                        .color(
                                image(op.input()),
                                operands.data(op.mean()),
                                operands.data(op.parameters()),
                                1,
                                target.data)));
    }

    public void colorJitterBackward(ColorJitterBackward op, Storage result) {
        operands.writeImage(
                result,
                target -> draft.add(steps(op.gradOutput())
                        .color(
                                image(op.gradOutput()),
                                operands.data(op.mean()),
                                operands.data(op.parameters()),
                                0,
                                target.data)));
    }

    public void translate(Translate op, Storage result) {
        translate(op.input(), op.parameters(), 1, result);
    }

    public void translateBackward(TranslateBackward op, Storage result) {
        translate(op.gradOutput(), op.parameters(), -1, result);
    }

    private void translate(Value input, Value parameters, int direction, Storage result) {
        operands.writeImage(
                result,
                target -> draft.add(
                        steps(input).translate(image(input), operands.data(parameters), direction, target.data)));
    }

    public void cutout(Cutout op, Storage result) {
        operands.writeImage(
                result,
                target -> draft.add(steps(op.input())
                        .cutout(
                                image(op.input()),
                                operands.data(op.parameters()),
                                op.height(),
                                op.width(),
                                target.data)));
    }

    private static AugmentSteps steps(Value image) {
        return new AugmentSteps(new ImageLayout(image.shape()));
    }

    private float[] image(Value value) {
        return operands.image(value).data;
    }
}
