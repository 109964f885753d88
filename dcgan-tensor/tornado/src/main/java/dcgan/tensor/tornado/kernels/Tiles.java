package dcgan.tensor.tornado.kernels;

import static dcgan.tensor.tornado.kernels.ConvolutionArguments.BIAS;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.IMAGE_VECTORS;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.LARGE_HEIGHT;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.LARGE_WIDTH;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.STRIDE_H;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.STRIDE_W;

import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The sizes of the tiles of {@link TiledConvolutions}, and how they are read and written. */
public final class Tiles {

    /** The size of a work group. */
    public static final int GROUP = 256;

    /** The rows and the columns of a tile. */
    public static final int TILE = 64;

    /** The items along one axis of a tile: item x has the columns x, x + ITEMS, x + 2 · ITEMS and x + 3 · ITEMS. */
    static final int ITEMS = TILE / 4;

    /** How many products a number of the tile gains a turn: no more than the lanes, so that a turn stays in one pixel. */
    public static final int DEPTH = 16;

    /** How far apart two rows of a panel are. */
    static final int PITCH = TILE + 1;

    private Tiles() {}

    /** The bias of a channel; 0 if there is none. */
    static float bias(FloatArray a, IntArray g, int channel, int channels) {
        float bias = 0;
        if (g.get(BIAS) >= 0 && channel < channels) {
            bias = a.get(g.get(BIAS) + channel);
        }
        return bias;
    }

    /** A number of an image, whose border is zeros; 0 if it is not wanted. */
    static float pixel(
            FloatArray a, boolean wanted, int image, int plane, int row, int column, int height, int width, int lanes) {
        float value = 0;
        if (wanted && row >= 0 && row < height && column >= 0 && column < width) {
            value = a.get(image + (plane + row * width + column) * lanes);
        }
        return value;
    }

    /** The offset of a column of a phase in a plane of the large image, or -1 if it is beside it. */
    static int offsetInPlane(IntArray g, int column, int acrossV, int corner, int width) {
        int lanes = g.get(IMAGE_VECTORS) * VectorLanes.COUNT;
        int pixel = column / lanes;
        int imageRow = pixel / acrossV * g.get(STRIDE_H) + corner / g.get(LARGE_WIDTH);
        int imageColumn = pixel % acrossV * g.get(STRIDE_W) + corner % g.get(LARGE_WIDTH);
        boolean inside = column < width && imageRow < g.get(LARGE_HEIGHT) && imageColumn < g.get(LARGE_WIDTH);
        return inside ? (imageRow * g.get(LARGE_WIDTH) + imageColumn) * lanes + column % lanes : -1;
    }

    /** Stores an item's four numbers of a row, except those whose offset is negative, which are beside the result. */
    static void store(
            FloatArray a,
            int row,
            boolean isInside,
            int offset0,
            int offset1,
            int offset2,
            int offset3,
            float value0,
            float value1,
            float value2,
            float value3) {
        store(a, row, isInside, offset0, value0);
        store(a, row, isInside, offset1, value1);
        store(a, row, isInside, offset2, value2);
        store(a, row, isInside, offset3, value3);
    }

    static void store(FloatArray a, int row, boolean isInside, int offset, float value) {
        if (isInside && offset >= 0) {
            a.set(row + offset, value);
        }
    }
}
