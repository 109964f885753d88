package dcgan.tensor.tornado;

import dcgan.tensor.Value;
import dcgan.tensor.op.BatchNorm2dGradWeight;
import dcgan.tensor.op.ChannelMean;
import dcgan.tensor.op.ChannelSum;
import dcgan.tensor.op.ChannelVariance;
import dcgan.tensor.op.ImageMean;
import dcgan.tensor.op.Mean;
import dcgan.tensor.tornado.Launch.InGrid;
import dcgan.tensor.tornado.kernels.Sums;
import dcgan.tensor.tornado.kernels.Sums.GradWeight;
import dcgan.tensor.tornado.kernels.Sums.Image;
import dcgan.tensor.tornado.kernels.Sums.Total;
import dcgan.tensor.tornado.kernels.Sums.Variance;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task3;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The launches of {@link Sums}. */
final class SumLaunches {

    private final Placement placement;
    private final BufferArena arena;

    SumLaunches(Placement placement, BufferArena arena) {
        this.placement = placement;
        this.arena = arena;
    }

    Launch of(ChannelMean op, Buffer out) {
        return channelTotal(placement.of(op.input()), out, 1f / perChannel(op.input()));
    }

    Launch of(ChannelSum op, Buffer out) {
        return channelTotal(placement.of(op.input()), out, 1);
    }

    Launch of(ChannelVariance op, Buffer out) {
        Buffer x = placement.of(op.input());
        KernelArguments arguments = channels(Variance.LENGTH, x, out)
                .and(Variance.FACTOR, arena.constants(1f / perChannel(op.input())))
                .and(Variance.MEAN, placement.of(op.mean()).offset());
        return channels(Sums::channelVariance, x, arguments);
    }

    Launch of(BatchNorm2dGradWeight op, Buffer out) {
        Buffer dy = placement.of(op.gradOutput());
        KernelArguments arguments = channels(GradWeight.LENGTH, dy, out)
                .and(GradWeight.X, placement.of(op.input()).offset())
                .and(GradWeight.MEAN, placement.of(op.mean()).offset())
                .and(GradWeight.VARIANCE, placement.of(op.variance()).offset())
                .and(GradWeight.EPS, arena.constants(op.eps()));
        return channels(Sums::channelGradWeight, dy, arguments);
    }

    Launch of(Mean op, Buffer out) {
        return total(placement.of(op.input()), out, 1f / op.input().shape().size());
    }

    Launch of(ImageMean op, Buffer out) {
        Buffer x = placement.of(op.input());
        int rows = x.shape().dim(1) * x.shape().dim(2);
        return new InGrid(
                Sums::imageTotal,
                InGrid.grid(x.shape().dim(0) * Sums.GROUP, 1, Sums.GROUP),
                KernelArguments.of(Image.LENGTH)
                        .and(Sums.ROWS, rows)
                        .and(Sums.ROW_LENGTH, x.shape().dim(3))
                        .and(Sums.ROW_VALID, x.shape().dim(3))
                        .and(Sums.SUMMED, x.offset())
                        .and(Sums.OUT, out.offset())
                        .and(Image.FACTOR, arena.constants(1f / x.perImage()))
                        .and(Image.STRIDE, x.elementStride()));
    }

    /** The sum of all numbers times a factor. */
    Launch total(Buffer x, Buffer out, float factor) {
        return new InGrid(
                Sums::total,
                InGrid.grid(Sums.GROUP, 1, Sums.GROUP),
                sum(Total.LENGTH, x, out, x.rows()).and(Total.FACTOR, arena.constants(factor)));
    }

    private Launch channelTotal(Buffer x, Buffer out, float factor) {
        return channels(
                Sums::channelTotal, x, channels(Total.LENGTH, x, out).and(Total.FACTOR, arena.constants(factor)));
    }

    private static Launch channels(
            Task3<KernelContext, FloatArray, IntArray> kernel, Buffer image, KernelArguments arguments) {
        return new InGrid(kernel, InGrid.grid(image.shape().dim(1) * Sums.GROUP, 1, Sums.GROUP), arguments);
    }

    private static KernelArguments channels(int length, Buffer x, Buffer out) {
        return sum(length, x, out, x.rows() / x.shape().dim(1));
    }

    private static KernelArguments sum(int length, Buffer x, Buffer out, int rows) {
        return KernelArguments.of(length)
                .and(Sums.ROWS, rows)
                .and(Sums.ROW_LENGTH, x.rowLength())
                .and(Sums.ROW_VALID, x.rowValid())
                .and(Sums.SUMMED, x.offset())
                .and(Sums.OUT, out.offset());
    }

    /** How many numbers a channel has. */
    static int perChannel(Value image) {
        return image.shape().size() / image.shape().dim(1);
    }
}
