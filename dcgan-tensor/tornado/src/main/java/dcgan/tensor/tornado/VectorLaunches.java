package dcgan.tensor.tornado;

import dcgan.tensor.Shape;
import dcgan.tensor.op.Convolution;
import dcgan.tensor.op.Convolution.Geometry;
import dcgan.tensor.planning.SummationOrder;
import dcgan.tensor.tornado.Launch.InGrid;
import dcgan.tensor.tornado.Launch.InLoop;
import dcgan.tensor.tornado.Launch.OfCopy;
import dcgan.tensor.tornado.kernels.ConvolutionArguments;
import dcgan.tensor.tornado.kernels.PackedWeight;
import dcgan.tensor.tornado.kernels.TransposedImage;
import dcgan.tensor.tornado.kernels.VectorConvolutions;
import dcgan.tensor.tornado.kernels.VectorLanes;
import dcgan.tensor.tornado.kernels.VectorTiles;
import dcgan.tensor.tornado.kernels.VectorWeightGradient;
import java.util.List;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task2;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The launches of {@link VectorConvolutions}: each kernel after the one that puts an operand in the order in which it reads. */
final class VectorLaunches {

    private VectorLaunches() {}

    static List<Launch> of(Convolution.Primitive primitive, ConvolutionOperands operands, BufferArena arena) {
        return switch (primitive) {
            case DOWN -> image(VectorConvolutions::down, 0, operands, arena);
            case UP -> image(VectorConvolutions::up, 1, operands, arena);
            case WEIGHT -> weight(operands, arena);
        };
    }

    /**
     * @param rows which of the weight's axes the result's channels are
     */
    private static List<Launch> image(
            Task2<FloatArray, IntArray> kernel, int rows, ConvolutionOperands operands, BufferArena arena) {
        Shape weight = operands.geometry().weight();
        int channels = weight.dim(1 - rows);
        int taps = weight.dim(2) * weight.dim(3);
        int[] distances = {weight.dim(1) * taps, taps};
        int numbers = Math.ceilDiv(weight.dim(rows), VectorTiles.ROWS) * VectorTiles.ROWS * taps * channels;
        int packed = arena.scratch(numbers);
        return List.of(
                new OfCopy(
                        "weight packing",
                        weight,
                        InGrid.elementwise(
                                PackedWeight::pack,
                                numbers,
                                KernelArguments.of(PackedWeight.LENGTH)
                                        .and(PackedWeight.CHANNELS, channels)
                                        .and(PackedWeight.TAPS, taps)
                                        .and(PackedWeight.ROW_STRIDE, distances[rows])
                                        .and(PackedWeight.CHANNEL_STRIDE, distances[1 - rows])
                                        .and(PackedWeight.LAST_ROW, weight.dim(rows) - 1)
                                        .and(PackedWeight.WEIGHT, operands.weight())
                                        .and(PackedWeight.PACKED, packed))),
                new InLoop(kernel, operands.withWeight(packed).arguments(ConvolutionArguments.LENGTH)));
    }

    private static List<Launch> weight(ConvolutionOperands operands, BufferArena arena) {
        Geometry geometry = operands.geometry();
        boolean smallIsWider = geometry.small().dim(1) > geometry.large().dim(1);
        Shape wider = smallIsWider ? geometry.small() : geometry.large();
        int pixels = wider.dim(2) * wider.dim(3);
        int channels = Math.ceilDiv(wider.dim(1), VectorLanes.COUNT) * VectorLanes.COUNT;
        long moves = (long) pixels * operands.imageVectors() * channels;
        int transposed = arena.scratch(moves * VectorLanes.COUNT);
        return List.of(
                new OfCopy(
                        "image transpose",
                        wider,
                        InGrid.elementwise(
                                TransposedImage::transpose,
                                Math.toIntExact(moves),
                                KernelArguments.of(TransposedImage.LENGTH)
                                        .and(TransposedImage.CHANNELS, wider.dim(1))
                                        .and(TransposedImage.PADDED_CHANNELS, channels)
                                        .and(TransposedImage.PIXELS, pixels)
                                        .and(TransposedImage.IMAGE_VECTORS, operands.imageVectors())
                                        .and(TransposedImage.IMAGE, smallIsWider ? operands.small() : operands.large())
                                        .and(TransposedImage.TRANSPOSED, transposed))),
                new InLoop(
                        VectorWeightGradient::weight,
                        operands.arguments(VectorWeightGradient.LENGTH)
                                .and(VectorWeightGradient.TRANSPOSED, transposed)
                                .and(VectorWeightGradient.PARTS, SummationOrder.parts(geometry))));
    }
}
