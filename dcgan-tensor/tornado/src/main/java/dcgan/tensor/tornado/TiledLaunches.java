package dcgan.tensor.tornado;

import dcgan.tensor.op.Convolution;
import dcgan.tensor.op.Convolution.Geometry;
import dcgan.tensor.tornado.Launch.InGrid;
import dcgan.tensor.tornado.kernels.Lanes;
import dcgan.tensor.tornado.kernels.TiledConvolutions;
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

    static List<Launch> of(Convolution.Primitive primitive, Geometry g, int[] integers, Arena arena) {
        int lanes = integers[0] * Lanes.COUNT;
        int smallPlane = Math.toIntExact((long) g.small().dim(2) * g.small().dim(3) * lanes);
        return switch (primitive) {
            case DOWN ->
                List.of(launch(
                        TiledConvolutions::down,
                        tiles(smallPlane),
                        tiles(g.small().dim(1)),
                        integers));
            case UP -> {
                int phases = g.stride().h() * g.stride().w();
                int width = Math.ceilDiv(g.large().dim(2), g.stride().h())
                        * Math.ceilDiv(g.large().dim(3), g.stride().w())
                        * lanes;
                yield List.of(launch(
                        TiledConvolutions::up,
                        tiles(width) * phases,
                        tiles(g.large().dim(1)),
                        integers));
            }
            case WEIGHT -> weight(g, smallPlane, integers, arena);
        };
    }

    private static List<Launch> weight(Geometry g, int products, int[] integers, Arena arena) {
        int rows = tiles(g.weight().dim(0));
        int columns = tiles(g.weight().size() / g.weight().dim(0));
        int splits = Math.max(1, Math.min(Math.ceilDiv(WANTED_GROUPS, rows * columns), products / LEAST_PRODUCTS));
        int weight = integers[KernelFamily.WEIGHT_OFFSET];
        if (splits == 1) {
            return List.of(launch(TiledConvolutions::weight, columns, rows, integers, splits, weight));
        }
        int sums = arena.scratch((long) splits * g.weight().size());
        return List.of(
                launch(TiledConvolutions::weight, columns * splits, rows, integers, splits, sums),
                InGrid.elementwise(TiledConvolutions::gather, g.weight().size(), splits, sums, weight));
    }

    private static int tiles(int extent) {
        return Math.ceilDiv(extent, TiledConvolutions.TILE);
    }

    private static Launch launch(
            Task3<KernelContext, FloatArray, IntArray> kernel, int x, int y, int[] integers, int... more) {
        int[] ofTiles = Launch.joined(integers, TiledConvolutions.DEPTH);
        return new InGrid(
                kernel,
                InGrid.grid(x * TiledConvolutions.GROUP, y, TiledConvolutions.GROUP),
                Launch.joined(ofTiles, more));
    }
}
