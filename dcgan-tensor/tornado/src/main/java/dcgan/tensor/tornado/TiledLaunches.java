package dcgan.tensor.tornado;

import dcgan.tensor.op.Convolution;
import dcgan.tensor.op.Convolution.Geometry;
import dcgan.tensor.tornado.Launch.InGrid;
import dcgan.tensor.tornado.kernels.SplitSums;
import dcgan.tensor.tornado.kernels.TiledConvolutions;
import dcgan.tensor.tornado.kernels.Tiles;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task3;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The grids of {@link TiledConvolutions}. */
final class TiledLaunches {

    /** A weight gradient of few tiles splits its sums, until there are work groups enough to fill a GPU. */
    private static final int WANTED_GROUPS = 256;

    /** But no split sums fewer products than this. */
    private static final int LEAST_PRODUCTS = 512;

    private TiledLaunches() {}

    static List<Launch> of(Convolution.Primitive primitive, ConvolutionOperands operands, BufferArena arena) {
        Geometry g = operands.geometry();
        int lanes = operands.paddedImages();
        int smallPlane = Math.toIntExact((long) g.small().dim(2) * g.small().dim(3) * lanes);
        return switch (primitive) {
            case DOWN ->
                List.of(launch(
                        TiledConvolutions::down,
                        tiles(smallPlane),
                        tiles(g.small().dim(1)),
                        arguments(operands, TiledConvolutions.LENGTH)));
            case UP -> {
                int phases = g.stride().h() * g.stride().w();
                int width = Math.ceilDiv(g.large().dim(2), g.stride().h())
                        * Math.ceilDiv(g.large().dim(3), g.stride().w())
                        * lanes;
                yield List.of(launch(
                        TiledConvolutions::up,
                        tiles(width) * phases,
                        tiles(g.large().dim(1)),
                        arguments(operands, TiledConvolutions.LENGTH)));
            }
            case WEIGHT -> weight(operands, smallPlane, arena);
        };
    }

    private static KernelArguments arguments(ConvolutionOperands operands, int length) {
        return operands.arguments(length)
                .and(TiledConvolutions.TURN_DEPTH, Tiles.DEPTH)
                .and(Tiles.EPILOGUE, operands.epilogue().kind())
                .and(Tiles.OUTPUT, operands.epilogue().output())
                .and(Tiles.SLOPE, operands.epilogue().slope());
    }

    private static List<Launch> weight(ConvolutionOperands operands, int products, BufferArena arena) {
        int numbers = operands.geometry().weight().size();
        int rows = tiles(operands.geometry().weight().dim(0));
        int columns = tiles(numbers / operands.geometry().weight().dim(0));
        int splits = Math.max(1, Math.min(Math.ceilDiv(WANTED_GROUPS, rows * columns), products / LEAST_PRODUCTS));
        KernelArguments split =
                arguments(operands, TiledConvolutions.WEIGHT_LENGTH).and(TiledConvolutions.SPLITS, splits);
        if (splits == 1) {
            return List.of(launch(
                    TiledConvolutions::weight, columns, rows, split.and(TiledConvolutions.OUT, operands.weight())));
        }
        int sums = arena.scratch((long) splits * numbers);
        return List.of(
                launch(TiledConvolutions::weight, columns * splits, rows, split.and(TiledConvolutions.OUT, sums)),
                InGrid.elementwise(
                        SplitSums::gather,
                        numbers,
                        KernelArguments.of(SplitSums.LENGTH)
                                .and(SplitSums.SPLITS, splits)
                                .and(SplitSums.SUMS, sums)
                                .and(SplitSums.OUT, operands.weight())));
    }

    private static int tiles(int extent) {
        return Math.ceilDiv(extent, Tiles.TILE);
    }

    private static Launch launch(
            Task3<KernelContext, FloatArray, IntArray> kernel, int x, int y, KernelArguments arguments) {
        return new InGrid(kernel, InGrid.grid(x * Tiles.GROUP, y, Tiles.GROUP), arguments);
    }
}
