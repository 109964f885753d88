package dcgan.tensor.tornado;

import static dcgan.tensor.tornado.kernels.WinogradConvolutions.FACTORS;
import static dcgan.tensor.tornado.kernels.WinogradConvolutions.PHASES;

import dcgan.tensor.Shape;
import dcgan.tensor.op.Convolution;
import dcgan.tensor.op.Convolution.Geometry;
import dcgan.tensor.tornado.Launch.InGrid;
import dcgan.tensor.tornado.Launch.InLoop;
import dcgan.tensor.tornado.kernels.Lanes;
import dcgan.tensor.tornado.kernels.VectorConvolutions;
import dcgan.tensor.tornado.kernels.WinogradConvolutions;
import java.util.List;

/** The launches of {@link WinogradConvolutions}. */
final class WinogradLaunches {

    private static final int ROWS = VectorConvolutions.ROWS;

    private final Geometry geometry;
    private final int[] integers;
    private final Arena arena;

    /** With those that fill the last vector. */
    private final int images;

    private WinogradLaunches(Geometry geometry, int[] integers, Arena arena) {
        this.geometry = geometry;
        this.integers = integers;
        this.arena = arena;
        this.images = integers[0] * Lanes.COUNT;
    }

    static List<Launch> of(Convolution.Primitive primitive, Geometry geometry, int[] integers, Arena arena) {
        WinogradLaunches launches = new WinogradLaunches(geometry, integers, arena);
        return switch (primitive) {
            case DOWN -> launches.image(false);
            case UP -> launches.image(true);
            case WEIGHT -> launches.weight();
        };
    }

    /**
     * @param up whether the result is the large image
     */
    private List<Launch> image(boolean up) {
        Shape source = up ? geometry.small() : geometry.large();
        Shape target = up ? geometry.large() : geometry.small();
        Tiles tiles = Tiles.of(up ? phase(target) : target);
        int depth = source.dim(1);
        int rowBlocks = Math.ceilDiv(target.dim(1), ROWS);
        int taps = geometry.weight().dim(2) * geometry.weight().dim(3);
        int ofSmall = geometry.weight().dim(1) * taps;
        int groups = up ? PHASES : 1;
        int summed = up ? 1 : PHASES;

        int filterSize = rowBlocks * ROWS * depth;
        int windowSize = depth * images;
        int filters = room("scalars", PHASES, filterSize);
        int windows = room("vectors", PHASES * tiles.count(), windowSize);
        int sums = room("sums", groups * tiles.count(), rowBlocks * ROWS * images);
        return List.of(
                InGrid.elementwise(
                        WinogradConvolutions::filter,
                        PHASES * filterSize,
                        depth,
                        target.dim(1),
                        up ? taps : ofSmall,
                        up ? ofSmall : taps,
                        up ? 1 : 0,
                        geometry.padding().h(),
                        geometry.padding().w(),
                        integers[KernelFamily.WEIGHT_OFFSET],
                        filters),
                window(source, tiles, up, windows, ROWS * images, images, 1, windowSize),
                new InLoop(
                        WinogradConvolutions::product,
                        integers[0],
                        depth,
                        rowBlocks,
                        groups,
                        tiles.count(),
                        summed,
                        filters,
                        windows,
                        sums,
                        summed * FACTORS,
                        0,
                        FACTORS,
                        summed * tiles.count() * FACTORS,
                        FACTORS,
                        tiles.count() * FACTORS,
                        filterSize,
                        windowSize),
                InGrid.elementwise(
                        WinogradConvolutions::tile,
                        groups * tiles.count() * target.dim(1) * images,
                        target.dim(1),
                        target.dim(2),
                        target.dim(3),
                        integers[0],
                        tiles.h(),
                        tiles.w(),
                        up ? 1 : 0,
                        sums,
                        offset(target),
                        integers[KernelFamily.BIAS_OFFSET]));
    }

    /** The channels of the image that has more of them are the lanes. */
    private List<Launch> weight() {
        boolean smallIsWider = geometry.small().dim(1) > geometry.large().dim(1);
        Tiles tiles = Tiles.of(geometry.small());
        int rows = Math.min(geometry.small().dim(1), geometry.large().dim(1));
        int columns = Math.max(geometry.small().dim(1), geometry.large().dim(1));
        int rowBlocks = Math.ceilDiv(rows, ROWS);
        int lanes = Math.ceilDiv(columns, Lanes.COUNT);
        int taps = geometry.weight().dim(2) * geometry.weight().dim(3);
        int ofSmall = geometry.weight().dim(1) * taps;

        int rowSize = rowBlocks * ROWS * images;
        int columnSize = lanes * Lanes.COUNT * images;
        int rowPhases = smallIsWider ? PHASES : 1;
        int columnPhases = smallIsWider ? 1 : PHASES;
        int ofRows = room("scalars", rowPhases * tiles.count(), rowSize);
        int ofColumns = room("vectors", columnPhases * tiles.count(), columnSize);
        int sums = room("sums", PHASES, rowBlocks * ROWS * lanes * Lanes.COUNT);
        int betweenPhases = tiles.count() * FACTORS;

        Launch toRows = smallIsWider
                ? window(geometry.large(), tiles, false, ofRows, ROWS * images, 1, ROWS, rowSize)
                : gradient(tiles, ofRows, ROWS * images, 1, ROWS, rowSize);
        int distance = lanes * Lanes.COUNT;
        Launch toColumns = smallIsWider
                ? gradient(tiles, ofColumns, ROWS, 1, distance, columnSize)
                : window(geometry.large(), tiles, false, ofColumns, ROWS, 1, distance, columnSize);
        return List.of(
                toRows,
                toColumns,
                new InLoop(
                        WinogradConvolutions::product,
                        lanes,
                        geometry.n(),
                        rowBlocks,
                        PHASES,
                        1,
                        tiles.count(),
                        ofRows,
                        ofColumns,
                        sums,
                        smallIsWider ? betweenPhases : 0,
                        0,
                        FACTORS,
                        smallIsWider ? 0 : betweenPhases,
                        0,
                        FACTORS,
                        rowSize,
                        columnSize),
                InGrid.elementwise(
                        WinogradConvolutions::taps,
                        PHASES * rows * columns,
                        rows,
                        columns,
                        distance,
                        smallIsWider ? taps : ofSmall,
                        smallIsWider ? ofSmall : taps,
                        sums,
                        integers[KernelFamily.WEIGHT_OFFSET]));
    }

    private Launch window(
            Shape image, Tiles tiles, boolean up, int to, int ofFour, int ofChannel, int ofImage, int size) {
        return InGrid.elementwise(
                WinogradConvolutions::window,
                PHASES * tiles.count() * image.dim(1) * images,
                image.dim(1),
                image.dim(2),
                image.dim(3),
                integers[0],
                tiles.h(),
                tiles.w(),
                up ? 1 : 0,
                geometry.padding().h(),
                geometry.padding().w(),
                offset(image),
                to,
                ofFour,
                ofChannel,
                ofImage,
                size);
    }

    private Launch gradient(Tiles tiles, int to, int ofFour, int ofChannel, int ofImage, int size) {
        Shape image = geometry.small();
        return InGrid.elementwise(
                WinogradConvolutions::gradient,
                tiles.count() * image.dim(1) * images,
                image.dim(1),
                image.dim(2),
                image.dim(3),
                integers[0],
                tiles.h(),
                tiles.w(),
                0,
                0,
                0,
                offset(image),
                to,
                ofFour,
                ofChannel,
                ofImage,
                size);
    }

    /** Room for some times 25 matrices. */
    private int room(String what, int count, int size) {
        return arena.room(what, (long) count * FACTORS * size);
    }

    private int offset(Shape image) {
        return integers[image == geometry.large() ? KernelFamily.LARGE_OFFSET : KernelFamily.SMALL_OFFSET];
    }

    /** Every other row and column of an image. */
    private static Shape phase(Shape image) {
        return Shape.of(image.dim(0), image.dim(1), Math.ceilDiv(image.dim(2), 2), Math.ceilDiv(image.dim(3), 2));
    }

    private record Tiles(int h, int w) {

        static Tiles of(Shape outputs) {
            return new Tiles(
                    Math.ceilDiv(outputs.dim(2), WinogradConvolutions.OUTPUTS),
                    Math.ceilDiv(outputs.dim(3), WinogradConvolutions.OUTPUTS));
        }

        int count() {
            return h * w;
        }
    }
}
