package dcgan.tensor.tornado;

import dcgan.tensor.Shape;
import dcgan.tensor.op.Convolution;
import dcgan.tensor.op.Convolution.Geometry;
import dcgan.tensor.planning.SummationOrder;
import dcgan.tensor.tornado.Launch.InGrid;
import dcgan.tensor.tornado.Launch.InLoop;
import dcgan.tensor.tornado.kernels.Lanes;
import dcgan.tensor.tornado.kernels.VectorConvolutions;
import java.util.List;
import java.util.stream.IntStream;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task2;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The launches of {@link VectorConvolutions}: each kernel after the one that puts an operand in the order in which it reads. */
final class VectorLaunches {

    private VectorLaunches() {}

    static List<Launch> of(Convolution.Primitive primitive, Geometry geometry, int[] integers, Arena arena) {
        return switch (primitive) {
            case DOWN -> image(VectorConvolutions::down, geometry, 0, integers, arena);
            case UP -> image(VectorConvolutions::up, geometry, 1, integers, arena);
            case WEIGHT -> weight(geometry, integers, arena);
        };
    }

    /**
     * @param rows which of the weight's axes the result's channels are
     */
    private static List<Launch> image(
            Task2<FloatArray, IntArray> kernel, Geometry geometry, int rows, int[] integers, Arena arena) {
        Shape weight = geometry.weight();
        int channels = weight.dim(1 - rows);
        int taps = weight.dim(2) * weight.dim(3);
        int[] distances = {weight.dim(1) * taps, taps};
        int numbers =
                Math.ceilDiv(weight.dim(rows), VectorConvolutions.ROWS) * VectorConvolutions.ROWS * taps * channels;
        int original = integers[KernelFamily.WEIGHT_OFFSET];
        int[] ofPacked = integers.clone();
        ofPacked[KernelFamily.WEIGHT_OFFSET] = arena.scratch(numbers);
        return List.of(
                InGrid.elementwise(
                        VectorConvolutions::pack,
                        numbers,
                        channels,
                        taps,
                        distances[rows],
                        distances[1 - rows],
                        weight.dim(rows) - 1,
                        original,
                        ofPacked[KernelFamily.WEIGHT_OFFSET]),
                new InLoop(kernel, ofPacked));
    }

    private static List<Launch> weight(Geometry geometry, int[] integers, Arena arena) {
        boolean smallIsWider = geometry.small().dim(1) > geometry.large().dim(1);
        Shape wider = smallIsWider ? geometry.small() : geometry.large();
        int offset = integers[smallIsWider ? KernelFamily.SMALL_OFFSET : KernelFamily.LARGE_OFFSET];
        int pixels = wider.dim(2) * wider.dim(3);
        int blocks = integers[KernelFamily.IMAGE_VECTORS];
        int channels = Math.ceilDiv(wider.dim(1), Lanes.COUNT) * Lanes.COUNT;
        long moves = (long) pixels * blocks * channels;
        int turned = arena.scratch(moves * Lanes.COUNT);
        return List.of(
                InGrid.elementwise(
                        VectorConvolutions::turn,
                        Math.toIntExact(moves),
                        wider.dim(1),
                        channels,
                        pixels,
                        blocks,
                        offset,
                        turned),
                new InLoop(VectorConvolutions::weight, Launch.joined(integers, turned, parts(geometry))));
    }

    /** As the simd backend counts its jobs and pixels. */
    private static int parts(Geometry g) {
        int small = g.weight().dim(0);
        int large = g.weight().dim(1);
        int taps = g.weight().dim(2) * g.weight().dim(3);
        boolean thin = large <= SummationOrder.THIN;
        int jobs = thin ? blocks(small) * blocks(large * taps) : taps * blocks(small) * blocks(large);
        int pixels = thin ? g.small().dim(2) * g.small().dim(3) : mostPixels(g, 2) * mostPixels(g, 3);
        return SummationOrder.parts(jobs, pixels, g.n());
    }

    private static int blocks(int channels) {
        return Math.ceilDiv(channels, SummationOrder.PART);
    }

    private static int mostPixels(Geometry g, int axis) {
        return IntStream.range(0, g.weight().dim(axis))
                .map(tap -> g.joined(axis, tap))
                .max()
                .orElse(0);
    }
}
