package dcgan.tensor.tornado;

import dcgan.tensor.Value;
import dcgan.tensor.op.ColorJitter;
import dcgan.tensor.op.ColorJitterBackward;
import dcgan.tensor.op.Cutout;
import dcgan.tensor.op.Translate;
import dcgan.tensor.op.TranslateBackward;
import dcgan.tensor.tornado.Launch.InGrid;
import dcgan.tensor.tornado.kernels.AugmentKernels;
import dcgan.tensor.tornado.kernels.AugmentKernels.Clear;
import dcgan.tensor.tornado.kernels.AugmentKernels.Color;
import dcgan.tensor.tornado.kernels.AugmentKernels.Move;

/** The launches of {@link AugmentKernels}. */
final class AugmentLaunches {

    private final Placement placement;
    private final BufferArena arena;

    AugmentLaunches(Placement placement, BufferArena arena) {
        this.placement = placement;
        this.arena = arena;
    }

    Launch of(ColorJitter op, Buffer out) {
        return color(op.input(), op.mean(), op.parameters(), 1, out);
    }

    Launch of(ColorJitterBackward op, Buffer out) {
        return color(op.gradOutput(), op.mean(), op.parameters(), 0, out);
    }

    private Launch color(Value image, Value mean, Value parameters, float ofBrightness, Buffer out) {
        Buffer x = placement.of(image);
        int channels = x.shape().dim(1);
        return InGrid.elementwise(
                AugmentKernels::color,
                x.channelNumbers(),
                common(Color.LENGTH, x, parameters, out)
                        .and(Color.MEAN, placement.of(mean).offset())
                        .and(Color.CHANNELS, channels)
                        .and(Color.CONSTANTS, arena.constants(ofBrightness, 1f / channels)));
    }

    Launch of(Translate op, Buffer out) {
        return move(op.input(), op.parameters(), 1, out);
    }

    Launch of(TranslateBackward op, Buffer out) {
        return move(op.gradOutput(), op.parameters(), -1, out);
    }

    private Launch move(Value image, Value parameters, int direction, Buffer out) {
        Buffer x = placement.of(image);
        return InGrid.elementwise(
                AugmentKernels::move,
                x.numbers(),
                common(Move.LENGTH, x, parameters, out)
                        .and(Move.HEIGHT, x.shape().dim(2))
                        .and(Move.WIDTH, x.shape().dim(3))
                        .and(Move.DIRECTION, direction));
    }

    Launch of(Cutout op, Buffer out) {
        Buffer x = placement.of(op.input());
        return InGrid.elementwise(
                AugmentKernels::clear,
                x.numbers(),
                common(Clear.LENGTH, x, op.parameters(), out)
                        .and(Clear.HEIGHT, x.shape().dim(2))
                        .and(Clear.WIDTH, x.shape().dim(3))
                        .and(Clear.ROWS, op.height())
                        .and(Clear.COLUMNS, op.width()));
    }

    private KernelArguments common(int length, Buffer x, Value parameters, Buffer out) {
        return KernelArguments.of(length)
                .and(AugmentKernels.X, x.offset())
                .and(AugmentKernels.OUT, out.offset())
                .and(AugmentKernels.PARAMETERS, placement.of(parameters).offset())
                .and(AugmentKernels.IMAGES, x.shape().dim(0))
                .and(AugmentKernels.LANES, x.elementStride());
    }
}
