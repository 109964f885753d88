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

    /** The rows, and the columns, of an item. They follow each other. */
    static final int SUMS = 4;

    /** The items along one axis of a tile. */
    static final int ITEMS = TILE / SUMS;

    /** How many products a number of the tile gains a turn: no more than the lanes, so that a turn stays in one pixel. */
    public static final int DEPTH = 16;

    /** How far apart two rows of a panel are: a multiple of four, so that four numbers are read at once. */
    static final int PITCH = TILE + 4;

    /** How far apart the lines of a panel are that an item gathers, where its items are along DEPTH. */
    static final int LINES = GROUP / DEPTH;

    /** The same where they are along TILE. */
    static final int DEPTH_LINES = GROUP / TILE;

    /** A row that is in no image, and stands for what is beside the result or after the last product. */
    static final int BEYOND = 1 << 24;

    /** Indices of what is done with the result before it is written; see the kinds below. */
    public static final int EPILOGUE = ConvolutionArguments.LENGTH + 1;

    /** How far from a number of the result the output of the activation is, of which a gradient is computed. */
    public static final int OUTPUT = EPILOGUE + 1;

    /** The offset of the slope for negative numbers. */
    public static final int SLOPE = OUTPUT + 1;

    /** The result is written as it is. */
    public static final int NO_EPILOGUE = 0;

    /** ReLU, or LeakyReLU if there is a slope. */
    public static final int ACTIVATION = 1;

    /** The gradient of one of them. */
    public static final int ACTIVATION_GRADIENT = 2;

    private Tiles() {}

    /** What is written for a number. NaN stays NaN. */
    private static float epilogue(FloatArray a, IntArray g, int offset, float value) {
        float result = value;
        int kind = g.get(EPILOGUE);
        if (kind != NO_EPILOGUE) {
            float slope = a.get(g.get(SLOPE));
            float low = slope == 0 ? 0 : slope * value;
            if (kind == ACTIVATION) {
                result = value < 0 ? low : value;
            } else {
                result = a.get(offset + g.get(OUTPUT)) > 0 ? value : low;
            }
        }
        return result;
    }

    /** The bias of a channel; 0 if there is none. */
    static float bias(FloatArray a, IntArray g, int channel, int channels) {
        float bias = 0;
        if (g.get(BIAS) >= 0 && channel < channels) {
            bias = a.get(g.get(BIAS) + channel);
        }
        return bias;
    }

    /** A number of the arena; 0 if it is not wanted. */
    static float load(FloatArray a, boolean wanted, int offset) {
        float value = 0;
        if (wanted) {
            value = a.get(offset);
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
            IntArray g,
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
        store(a, g, row, isInside, offset0, value0);
        store(a, g, row, isInside, offset1, value1);
        store(a, g, row, isInside, offset2, value2);
        store(a, g, row, isInside, offset3, value3);
    }

    static void store(FloatArray a, IntArray g, int row, boolean isInside, int offset, float value) {
        if (isInside && offset >= 0) {
            a.set(row + offset, epilogue(a, g, row + offset, value));
        }
    }
}
