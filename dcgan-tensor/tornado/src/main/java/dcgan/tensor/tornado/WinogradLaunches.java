package dcgan.tensor.tornado;

import static dcgan.tensor.planning.WinogradTile.FACTORS;
import static dcgan.tensor.planning.WinogradTile.PHASES;
import static dcgan.tensor.planning.WinogradTile.STRIDE;

import dcgan.tensor.Shape;
import dcgan.tensor.op.Convolution;
import dcgan.tensor.op.Convolution.Geometry;
import dcgan.tensor.planning.WinogradTile;
import dcgan.tensor.tornado.Launch.InGrid;
import dcgan.tensor.tornado.Launch.InLoop;
import dcgan.tensor.tornado.kernels.VectorLanes;
import dcgan.tensor.tornado.kernels.VectorTiles;
import dcgan.tensor.tornado.kernels.WinogradArguments.Filter;
import dcgan.tensor.tornado.kernels.WinogradArguments.Plane;
import dcgan.tensor.tornado.kernels.WinogradArguments.Product;
import dcgan.tensor.tornado.kernels.WinogradArguments.Taps;
import dcgan.tensor.tornado.kernels.WinogradArguments.Tile;
import dcgan.tensor.tornado.kernels.WinogradArguments.Window;
import dcgan.tensor.tornado.kernels.WinogradConvolutions;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task3;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The launches of {@link WinogradConvolutions}. */
final class WinogradLaunches {

    private static final int ROWS = VectorTiles.ROWS;

    private final Geometry geometry;
    private final ConvolutionOperands operands;
    private final BufferArena arena;

    /** With those that fill the last vector. */
    private final int images;

    private final Side large;
    private final Side small;

    /**
     * An image, seen from the convolution.
     *
     * @param offset in the arena
     * @param inWeight how far apart two of its channels are in the weight
     * @param phases in which the pass to the small image, and the gradient to the weight, see it
     */
    private record Side(Shape shape, int offset, int inWeight, int phases) {

        int channels() {
            return shape.dim(1);
        }
    }

    /** How many tiles cover the outputs of a phase. */
    private record TileGrid(int h, int w) {

        static TileGrid of(int height, int width) {
            return new TileGrid(WinogradTile.count(height), WinogradTile.count(width));
        }

        int count() {
            return h * w;
        }
    }

    /**
     * How the factors of an image lie: how far apart four channels are, two channels, two images, and two factors.
     *
     * @param size of a matrix, which is one factor of a tile in one phase
     */
    private record FactorLayout(int ofFour, int ofChannel, int ofImage, int size) {}

    private WinogradLaunches(ConvolutionOperands operands, BufferArena arena) {
        this.geometry = operands.geometry();
        this.operands = operands;
        this.arena = arena;
        this.images = operands.paddedImages();
        int taps = geometry.weight().dim(2) * geometry.weight().dim(3);
        this.large = new Side(geometry.large(), operands.large(), taps, PHASES);
        this.small =
                new Side(geometry.small(), operands.small(), geometry.weight().dim(1) * taps, 1);
    }

    static List<Launch> of(Convolution.Primitive primitive, ConvolutionOperands operands, BufferArena arena) {
        WinogradLaunches launches = new WinogradLaunches(operands, arena);
        return switch (primitive) {
            case DOWN -> launches.image(false);
            case UP -> launches.image(true);
            case WEIGHT -> launches.weight();
        };
    }

    /**
     * @param up whether the result is the large image, each phase of which is a quarter of it; else it is the sum of all phases
     */
    private List<Launch> image(boolean up) {
        Side source = up ? small : large;
        Side target = up ? large : small;
        int step = up ? STRIDE : 1;
        TileGrid tiles = TileGrid.of(
                Math.ceilDiv(target.shape().dim(2), step),
                Math.ceilDiv(target.shape().dim(3), step));
        int depth = source.channels();
        int rowBlocks = Math.ceilDiv(target.channels(), ROWS);
        int results = up ? PHASES : 1;
        int summed = PHASES / results;

        int filterSize = rowBlocks * ROWS * depth;
        FactorLayout ofWindows = new FactorLayout(ROWS * images, images, 1, depth * images);
        int filters = scratch(PHASES, filterSize);
        int windows = scratch(PHASES * tiles.count(), ofWindows.size());
        int sums = scratch(results * tiles.count(), rowBlocks * ROWS * images);
        return List.of(
                InGrid.elementwise(
                        WinogradConvolutions::filter,
                        PHASES * filterSize,
                        KernelArguments.of(Filter.LENGTH)
                                .and(Filter.CHANNELS, depth)
                                .and(Filter.ROWS, target.channels())
                                .and(Filter.ROW_STRIDE, target.inWeight())
                                .and(Filter.CHANNEL_STRIDE, source.inWeight())
                                .and(Filter.UP, up ? 1 : 0)
                                .and(Filter.PADDING_H, geometry.padding().h())
                                .and(Filter.PADDING_W, geometry.padding().w())
                                .and(Filter.WEIGHT, operands.weight())
                                .and(Filter.FACTORS, filters)),
                factors(WinogradConvolutions::window, PHASES, source, tiles, up, windows, ofWindows),
                new InLoop(
                        WinogradConvolutions::product,
                        KernelArguments.of(Product.LENGTH)
                                .and(Product.VECTORS_PER_ROW, operands.imageVectors())
                                .and(Product.DEPTH, depth)
                                .and(Product.ROW_BLOCKS, rowBlocks)
                                .and(Product.X, results)
                                .and(Product.Y, tiles.count())
                                .and(Product.Q, summed)
                                .and(Product.SCALARS, filters)
                                .and(Product.VECTORS, windows)
                                .and(Product.SUMS, sums)
                                .and(Product.SCALARS_X_STRIDE, summed * FACTORS)
                                .and(Product.SCALARS_Y_STRIDE, 0)
                                .and(Product.SCALARS_Q_STRIDE, FACTORS)
                                .and(Product.VECTORS_X_STRIDE, summed * tiles.count() * FACTORS)
                                .and(Product.VECTORS_Y_STRIDE, FACTORS)
                                .and(Product.VECTORS_Q_STRIDE, tiles.count() * FACTORS)
                                .and(Product.SCALARS_SIZE, filterSize)
                                .and(Product.VECTORS_SIZE, ofWindows.size())),
                InGrid.elementwise(
                        WinogradConvolutions::tile,
                        results * tiles.count() * target.channels() * images,
                        plane(Tile.LENGTH, target, tiles, up)
                                .and(Tile.SUMS, sums)
                                .and(Tile.IMAGE, target.offset())
                                .and(Tile.BIAS, operands.bias())));
    }

    /** The channels of the image that has more of them are the lanes, those of the other the scalars. */
    private List<Launch> weight() {
        boolean smallIsWider = small.channels() > large.channels();
        Side rows = smallIsWider ? large : small;
        Side columns = smallIsWider ? small : large;
        TileGrid tiles = TileGrid.of(geometry.small().dim(2), geometry.small().dim(3));
        int rowBlocks = Math.ceilDiv(rows.channels(), ROWS);
        int vectors = Math.ceilDiv(columns.channels(), VectorLanes.COUNT);
        int lanes = vectors * VectorLanes.COUNT;

        FactorLayout ofRows = new FactorLayout(ROWS * images, 1, ROWS, rowBlocks * ROWS * images);
        FactorLayout ofColumns = new FactorLayout(ROWS, 1, lanes, lanes * images);
        int rowFactors = scratch(rows.phases() * tiles.count(), ofRows.size());
        int columnFactors = scratch(columns.phases() * tiles.count(), ofColumns.size());
        int sums = scratch(PHASES, rowBlocks * ROWS * lanes);
        return List.of(
                factors(rows, tiles, rowFactors, ofRows),
                factors(columns, tiles, columnFactors, ofColumns),
                new InLoop(
                        WinogradConvolutions::product,
                        KernelArguments.of(Product.LENGTH)
                                .and(Product.VECTORS_PER_ROW, vectors)
                                .and(Product.DEPTH, geometry.n())
                                .and(Product.ROW_BLOCKS, rowBlocks)
                                .and(Product.X, PHASES)
                                .and(Product.Y, 1)
                                .and(Product.Q, tiles.count())
                                .and(Product.SCALARS, rowFactors)
                                .and(Product.VECTORS, columnFactors)
                                .and(Product.SUMS, sums)
                                .and(Product.SCALARS_X_STRIDE, betweenPhases(rows, tiles))
                                .and(Product.SCALARS_Y_STRIDE, 0)
                                .and(Product.SCALARS_Q_STRIDE, FACTORS)
                                .and(Product.VECTORS_X_STRIDE, betweenPhases(columns, tiles))
                                .and(Product.VECTORS_Y_STRIDE, 0)
                                .and(Product.VECTORS_Q_STRIDE, FACTORS)
                                .and(Product.SCALARS_SIZE, ofRows.size())
                                .and(Product.VECTORS_SIZE, ofColumns.size())),
                InGrid.elementwise(
                        WinogradConvolutions::taps,
                        PHASES * rows.channels() * columns.channels(),
                        KernelArguments.of(Taps.LENGTH)
                                .and(Taps.ROWS, rows.channels())
                                .and(Taps.COLUMNS, columns.channels())
                                .and(Taps.LANES, lanes)
                                .and(Taps.ROW_STRIDE, rows.inWeight())
                                .and(Taps.COLUMN_STRIDE, columns.inWeight())
                                .and(Taps.SUMS, sums)
                                .and(Taps.WEIGHT, operands.weight())));
    }

    /** In matrices; the small image's factors serve all phases. */
    private static int betweenPhases(Side side, TileGrid tiles) {
        return side.phases() == 1 ? 0 : tiles.count() * FACTORS;
    }

    /** Of an image, for the gradient to the weight: the large one gives windows, the small one gradients to the outputs. */
    private Launch factors(Side side, TileGrid tiles, int to, FactorLayout layout) {
        return factors(
                side == large ? WinogradConvolutions::window : WinogradConvolutions::gradient,
                side.phases(),
                side,
                tiles,
                false,
                to,
                layout);
    }

    private Launch factors(
            Task3<KernelContext, FloatArray, IntArray> kernel,
            int phases,
            Side side,
            TileGrid tiles,
            boolean up,
            int to,
            FactorLayout layout) {
        return InGrid.elementwise(
                kernel,
                phases * tiles.count() * side.channels() * images,
                plane(Window.LENGTH, side, tiles, up)
                        .and(Window.PADDING_H, geometry.padding().h())
                        .and(Window.PADDING_W, geometry.padding().w())
                        .and(Window.IMAGE, side.offset())
                        .and(Window.FACTORS, to)
                        .and(Window.FOUR_STRIDE, layout.ofFour())
                        .and(Window.CHANNEL_STRIDE, layout.ofChannel())
                        .and(Window.IMAGE_STRIDE, layout.ofImage())
                        .and(Window.FACTOR_STRIDE, layout.size()));
    }

    private KernelArguments plane(int length, Side side, TileGrid tiles, boolean up) {
        return KernelArguments.of(length)
                .and(Plane.CHANNELS, side.channels())
                .and(Plane.HEIGHT, side.shape().dim(2))
                .and(Plane.WIDTH, side.shape().dim(3))
                .and(Plane.IMAGE_VECTORS, operands.imageVectors())
                .and(Plane.TILES_H, tiles.h())
                .and(Plane.TILES_W, tiles.w())
                .and(Plane.UP, up ? 1 : 0);
    }

    /** Memory for some times {@value WinogradTile#FACTORS} matrices. */
    private int scratch(int count, int size) {
        return arena.scratch((long) count * FACTORS * size);
    }
}
