package dcgan.tensor.tornado.kernels;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Convolutions for GPUs, as matrix products whose operands are gathered from the images while they are multiplied (implicit
 * GEMM). Geometry: a work group of {@link #GROUP} items makes a tile of {@link #TILE} by {@code TILE} numbers of the
 * result, four by four an item; group x counts the tiles along the columns, y along the rows. Local memory: two panels of
 * {@link #DEPTH} by TILE floats, with a column of padding against bank conflicts, and tables of DEPTH integers: 8.6 KB. Bytes: a
 * tile reads {@code 2 · 4 · TILE} bytes for {@code 2 · TILE²} FLOPs, 16 FLOPs a byte, from memory or a cache; neighbouring items
 * read neighbouring images.
 *
 * <p>Integers as of {@link VectorConvolutions}, then 18 DEPTH (read from here, so that the loop is not unrolled into thousands
 * of lines) and for {@link #weight} 19 the number of splits and 20 where the result goes.
 *
 * <p>The three kernels repeat the product of two panels, because TornadoVM 5.2 reads local memory that was passed to a method at
 * wrong addresses.
 */
public final class TiledConvolutions {

    /** The size of a work group. */
    public static final int GROUP = 256;

    /** The rows and the columns of a tile. */
    public static final int TILE = 64;

    /** How many products a number of the tile gains a turn: no more than the lanes, so that a turn stays in one pixel. */
    public static final int DEPTH = 16;

    private static final int PITCH = TILE + 1;

    private TiledConvolutions() {}

    /**
     * Rows: channels s. Columns: the numbers {@code [y][x][P]} of a channel. Products: {@code [l][i][j]}, those on the border's
     * zeros included.
     */
    public static void down(KernelContext context, FloatArray a, IntArray g) {
        int item = context.localIdx;
        int x = item % 16;
        int y = item / 16;
        int lanes = g.get(0) * Lanes.COUNT;
        int taps = g.get(7) * g.get(8);
        int depth = g.get(1) * taps;
        int width = g.get(5) * g.get(6) * lanes;
        int firstRow = context.groupIdy * TILE;
        int firstColumn = context.groupIdx * TILE;
        float[] rows = context.allocateFloatLocalArray(DEPTH * PITCH);
        float[] columns = context.allocateFloatLocalArray(DEPTH * PITCH);
        int[] plane = context.allocateIntLocalArray(DEPTH);
        int[] tapRow = context.allocateIntLocalArray(DEPTH);
        int[] tapColumn = context.allocateIntLocalArray(DEPTH);

        // The column that this item gathers.
        int column = firstColumn + item % TILE;
        int pixel = column / lanes;
        int top = pixel / g.get(6) * g.get(9) - g.get(11);
        int left = pixel % g.get(6) * g.get(10) - g.get(12);
        int image = g.get(14) + column % lanes;
        boolean gathers = column < width;

        float sum00 = bias(a, g, firstRow + y, g.get(4));
        float sum01 = sum00;
        float sum02 = sum00;
        float sum03 = sum00;
        float sum10 = bias(a, g, firstRow + y + 16, g.get(4));
        float sum11 = sum10;
        float sum12 = sum10;
        float sum13 = sum10;
        float sum20 = bias(a, g, firstRow + y + 32, g.get(4));
        float sum21 = sum20;
        float sum22 = sum20;
        float sum23 = sum20;
        float sum30 = bias(a, g, firstRow + y + 48, g.get(4));
        float sum31 = sum30;
        float sum32 = sum30;
        float sum33 = sum30;
        for (int first = 0; first < depth; first += DEPTH) {
            context.localBarrier();
            if (item < DEPTH) {
                int k = first + item;
                // A row that is in no image stands for the products after the last.
                plane[item] = k / taps * g.get(2) * g.get(3);
                tapRow[item] = k < depth ? k % taps / g.get(8) : -g.get(2) - g.get(11);
                tapColumn[item] = k % g.get(8);
            }
            for (int r = item / DEPTH; r < TILE; r += GROUP / DEPTH) {
                int k = first + item % DEPTH;
                float value = 0;
                if (firstRow + r < g.get(4) && k < depth) {
                    value = a.get(g.get(16) + (firstRow + r) * depth + k);
                }
                rows[item % DEPTH * PITCH + r] = value;
            }
            context.localBarrier();
            for (int k = item / TILE; k < DEPTH; k += GROUP / TILE) {
                int imageRow = top + tapRow[k];
                int imageColumn = left + tapColumn[k];
                columns[k * PITCH + item % TILE] =
                        pixel(a, gathers, image, plane[k], imageRow, imageColumn, g.get(2), g.get(3), lanes);
            }
            context.localBarrier();
            for (int k = 0; k < g.get(18); k++) {
                float row0 = rows[k * PITCH + y];
                float row1 = rows[k * PITCH + y + 16];
                float row2 = rows[k * PITCH + y + 32];
                float row3 = rows[k * PITCH + y + 48];
                float column0 = columns[k * PITCH + x];
                float column1 = columns[k * PITCH + x + 16];
                float column2 = columns[k * PITCH + x + 32];
                float column3 = columns[k * PITCH + x + 48];
                sum00 += row0 * column0;
                sum01 += row0 * column1;
                sum02 += row0 * column2;
                sum03 += row0 * column3;
                sum10 += row1 * column0;
                sum11 += row1 * column1;
                sum12 += row1 * column2;
                sum13 += row1 * column3;
                sum20 += row2 * column0;
                sum21 += row2 * column1;
                sum22 += row2 * column2;
                sum23 += row2 * column3;
                sum30 += row3 * column0;
                sum31 += row3 * column1;
                sum32 += row3 * column2;
                sum33 += row3 * column3;
            }
        }
        int out = g.get(15) + (firstRow + y) * width + firstColumn + x;
        int rowsLeft = g.get(4) - firstRow - y;
        int columnsLeft = width - firstColumn - x;
        int place0 = columnsLeft > 0 ? 0 : -1;
        int place1 = columnsLeft > 16 ? 16 : -1;
        int place2 = columnsLeft > 32 ? 32 : -1;
        int place3 = columnsLeft > 48 ? 48 : -1;
        store(a, out, rowsLeft > 0, place0, place1, place2, place3, sum00, sum01, sum02, sum03);
        store(a, out + 16 * width, rowsLeft > 16, place0, place1, place2, place3, sum10, sum11, sum12, sum13);
        store(a, out + 32 * width, rowsLeft > 32, place0, place1, place2, place3, sum20, sum21, sum22, sum23);
        store(a, out + 48 * width, rowsLeft > 48, place0, place1, place2, place3, sum30, sum31, sum32, sum33);
    }

    /**
     * Rows: channels l. Columns: the numbers {@code [u][v][P]} of the pixels {@code (sH·u + a, sW·v + b)} of a channel, for one phase
     * {@code (a, b)}: they have the same taps, so that no product is wasted on the zeros between the small image's pixels. Products:
     * {@code [s]} by those taps. The phases follow each other along x.
     */
    public static void up(KernelContext context, FloatArray a, IntArray g) {
        int item = context.localIdx;
        int x = item % 16;
        int y = item / 16;
        int lanes = g.get(0) * Lanes.COUNT;
        int acrossV = (g.get(3) + g.get(10) - 1) / g.get(10);
        int width = (g.get(2) + g.get(9) - 1) / g.get(9) * acrossV * lanes;
        int tiles = (width + TILE - 1) / TILE;
        int phase = context.groupIdx / tiles;
        int phaseRow = phase / g.get(10);
        int phaseColumn = phase % g.get(10);
        int firstTapRow = (phaseRow + g.get(11)) % g.get(9);
        int firstTapColumn = (phaseColumn + g.get(12)) % g.get(10);
        // None, if the kernel is smaller than the stride.
        int tapRows = Math.max(0, (g.get(7) - firstTapRow + g.get(9) - 1) / g.get(9));
        int tapColumns = Math.max(0, (g.get(8) - firstTapColumn + g.get(10) - 1) / g.get(10));
        int taps = tapRows * tapColumns;
        int depth = g.get(4) * taps;
        int firstRow = context.groupIdy * TILE;
        int firstColumn = context.groupIdx % tiles * TILE;
        float[] rows = context.allocateFloatLocalArray(DEPTH * PITCH);
        float[] columns = context.allocateFloatLocalArray(DEPTH * PITCH);
        int[] plane = context.allocateIntLocalArray(DEPTH);
        int[] tapRow = context.allocateIntLocalArray(DEPTH);
        int[] tapColumn = context.allocateIntLocalArray(DEPTH);
        int[] weight = context.allocateIntLocalArray(DEPTH);

        // The column that this item gathers, and the pixel of the small image that the first tap joins with it.
        int column = firstColumn + item % TILE;
        int bottom = column / lanes / acrossV + (phaseRow + g.get(11)) / g.get(9);
        int right = column / lanes % acrossV + (phaseColumn + g.get(12)) / g.get(10);
        int image = g.get(15) + column % lanes;
        boolean gathers = column < width;

        float sum00 = bias(a, g, firstRow + y, g.get(1));
        float sum01 = sum00;
        float sum02 = sum00;
        float sum03 = sum00;
        float sum10 = bias(a, g, firstRow + y + 16, g.get(1));
        float sum11 = sum10;
        float sum12 = sum10;
        float sum13 = sum10;
        float sum20 = bias(a, g, firstRow + y + 32, g.get(1));
        float sum21 = sum20;
        float sum22 = sum20;
        float sum23 = sum20;
        float sum30 = bias(a, g, firstRow + y + 48, g.get(1));
        float sum31 = sum30;
        float sum32 = sum30;
        float sum33 = sum30;
        for (int first = 0; first < depth; first += DEPTH) {
            context.localBarrier();
            if (item < DEPTH) {
                int k = first + item;
                int s = k / taps;
                int i = k % taps / tapColumns;
                int j = k % tapColumns;
                plane[item] = s * g.get(5) * g.get(6);
                // A row that is in no image stands for the products after the last.
                tapRow[item] = k < depth ? i : g.get(2) + g.get(5) + g.get(7) + g.get(11);
                tapColumn[item] = j;
                weight[item] = g.get(16)
                        + (s * g.get(1) * g.get(7) + firstTapRow + i * g.get(9)) * g.get(8)
                        + firstTapColumn
                        + j * g.get(10);
            }
            context.localBarrier();
            for (int r = item / DEPTH; r < TILE; r += GROUP / DEPTH) {
                int k = item % DEPTH;
                float value = 0;
                if (firstRow + r < g.get(1) && first + k < depth) {
                    value = a.get(weight[k] + (firstRow + r) * g.get(7) * g.get(8));
                }
                rows[k * PITCH + r] = value;
            }
            for (int k = item / TILE; k < DEPTH; k += GROUP / TILE) {
                int imageRow = bottom - tapRow[k];
                int imageColumn = right - tapColumn[k];
                columns[k * PITCH + item % TILE] =
                        pixel(a, gathers, image, plane[k], imageRow, imageColumn, g.get(5), g.get(6), lanes);
            }
            context.localBarrier();
            for (int k = 0; k < g.get(18); k++) {
                float row0 = rows[k * PITCH + y];
                float row1 = rows[k * PITCH + y + 16];
                float row2 = rows[k * PITCH + y + 32];
                float row3 = rows[k * PITCH + y + 48];
                float column0 = columns[k * PITCH + x];
                float column1 = columns[k * PITCH + x + 16];
                float column2 = columns[k * PITCH + x + 32];
                float column3 = columns[k * PITCH + x + 48];
                sum00 += row0 * column0;
                sum01 += row0 * column1;
                sum02 += row0 * column2;
                sum03 += row0 * column3;
                sum10 += row1 * column0;
                sum11 += row1 * column1;
                sum12 += row1 * column2;
                sum13 += row1 * column3;
                sum20 += row2 * column0;
                sum21 += row2 * column1;
                sum22 += row2 * column2;
                sum23 += row2 * column3;
                sum30 += row3 * column0;
                sum31 += row3 * column1;
                sum32 += row3 * column2;
                sum33 += row3 * column3;
            }
        }
        int largePlane = g.get(2) * g.get(3) * lanes;
        int out = g.get(14) + (firstRow + y) * largePlane;
        int rowsLeft = g.get(1) - firstRow - y;
        int corner = phaseRow * g.get(3) + phaseColumn;
        int place0 = place(g, firstColumn + x, acrossV, corner, width);
        int place1 = place(g, firstColumn + x + 16, acrossV, corner, width);
        int place2 = place(g, firstColumn + x + 32, acrossV, corner, width);
        int place3 = place(g, firstColumn + x + 48, acrossV, corner, width);
        store(a, out, rowsLeft > 0, place0, place1, place2, place3, sum00, sum01, sum02, sum03);
        store(a, out + 16 * largePlane, rowsLeft > 16, place0, place1, place2, place3, sum10, sum11, sum12, sum13);
        store(a, out + 32 * largePlane, rowsLeft > 32, place0, place1, place2, place3, sum20, sum21, sum22, sum23);
        store(a, out + 48 * largePlane, rowsLeft > 48, place0, place1, place2, place3, sum30, sum31, sum32, sum33);
    }

    /** Where a column of a phase is in a plane of the large image, or -1 if it is beside it. */
    private static int place(IntArray g, int column, int acrossV, int corner, int width) {
        int lanes = g.get(0) * Lanes.COUNT;
        int pixel = column / lanes;
        int imageRow = pixel / acrossV * g.get(9) + corner / g.get(3);
        int imageColumn = pixel % acrossV * g.get(10) + corner % g.get(3);
        boolean inside = column < width && imageRow < g.get(2) && imageColumn < g.get(3);
        return inside ? (imageRow * g.get(3) + imageColumn) * lanes + column % lanes : -1;
    }

    /**
     * Rows: channels s. Columns: {@code [l][i][j]}. Products: {@code [y][x][N]}, dealt out to the splits, which follow each other along x
     * and leave their sums one behind the other; {@link #gather} adds them up.
     */
    public static void weight(KernelContext context, FloatArray a, IntArray g) {
        int item = context.localIdx;
        int x = item % 16;
        int y = item / 16;
        int lanes = g.get(0) * Lanes.COUNT;
        int taps = g.get(7) * g.get(8);
        int width = g.get(1) * taps;
        int tiles = (width + TILE - 1) / TILE;
        int split = context.groupIdx / tiles;
        int firstRow = context.groupIdy * TILE;
        int firstColumn = context.groupIdx % tiles * TILE;
        int plane = g.get(5) * g.get(6) * lanes;
        int turns = plane / DEPTH;
        int turnsOfSplit = (turns + g.get(19) - 1) / g.get(19);
        int end = Math.min(turns, (split + 1) * turnsOfSplit) * DEPTH;
        float[] rows = context.allocateFloatLocalArray(DEPTH * PITCH);
        float[] columns = context.allocateFloatLocalArray(DEPTH * PITCH);

        float sum00 = 0;
        float sum01 = 0;
        float sum02 = 0;
        float sum03 = 0;
        float sum10 = 0;
        float sum11 = 0;
        float sum12 = 0;
        float sum13 = 0;
        float sum20 = 0;
        float sum21 = 0;
        float sum22 = 0;
        float sum23 = 0;
        float sum30 = 0;
        float sum31 = 0;
        float sum32 = 0;
        float sum33 = 0;
        for (int first = split * turnsOfSplit * DEPTH; first < end; first += DEPTH) {
            int pixel = first / lanes;
            int n = first % lanes + item % DEPTH;
            int top = pixel / g.get(6) * g.get(9) - g.get(11);
            int left = pixel % g.get(6) * g.get(10) - g.get(12);
            context.localBarrier();
            for (int r = item / DEPTH; r < TILE; r += GROUP / DEPTH) {
                float value = 0;
                if (firstRow + r < g.get(4) && n < g.get(13)) {
                    value = a.get(g.get(15) + (firstRow + r) * plane + first + item % DEPTH);
                }
                rows[item % DEPTH * PITCH + r] = value;
            }
            for (int c = item / DEPTH; c < TILE; c += GROUP / DEPTH) {
                int column = firstColumn + c;
                int imageRow = top + column % taps / g.get(8);
                int imageColumn = left + column % g.get(8);
                int channel = column / taps * g.get(2) * g.get(3);
                boolean gathers = column < width && n < g.get(13);
                columns[item % DEPTH * PITCH + c] =
                        pixel(a, gathers, g.get(14) + n, channel, imageRow, imageColumn, g.get(2), g.get(3), lanes);
            }
            context.localBarrier();
            for (int k = 0; k < g.get(18); k++) {
                float row0 = rows[k * PITCH + y];
                float row1 = rows[k * PITCH + y + 16];
                float row2 = rows[k * PITCH + y + 32];
                float row3 = rows[k * PITCH + y + 48];
                float column0 = columns[k * PITCH + x];
                float column1 = columns[k * PITCH + x + 16];
                float column2 = columns[k * PITCH + x + 32];
                float column3 = columns[k * PITCH + x + 48];
                sum00 += row0 * column0;
                sum01 += row0 * column1;
                sum02 += row0 * column2;
                sum03 += row0 * column3;
                sum10 += row1 * column0;
                sum11 += row1 * column1;
                sum12 += row1 * column2;
                sum13 += row1 * column3;
                sum20 += row2 * column0;
                sum21 += row2 * column1;
                sum22 += row2 * column2;
                sum23 += row2 * column3;
                sum30 += row3 * column0;
                sum31 += row3 * column1;
                sum32 += row3 * column2;
                sum33 += row3 * column3;
            }
        }
        int out = g.get(20) + (split * g.get(4) + firstRow + y) * width + firstColumn + x;
        int rowsLeft = g.get(4) - firstRow - y;
        int columnsLeft = width - firstColumn - x;
        int place0 = columnsLeft > 0 ? 0 : -1;
        int place1 = columnsLeft > 16 ? 16 : -1;
        int place2 = columnsLeft > 32 ? 32 : -1;
        int place3 = columnsLeft > 48 ? 48 : -1;
        store(a, out, rowsLeft > 0, place0, place1, place2, place3, sum00, sum01, sum02, sum03);
        store(a, out + 16 * width, rowsLeft > 16, place0, place1, place2, place3, sum10, sum11, sum12, sum13);
        store(a, out + 32 * width, rowsLeft > 32, place0, place1, place2, place3, sum20, sum21, sum22, sum23);
        store(a, out + 48 * width, rowsLeft > 48, place0, place1, place2, place3, sum30, sum31, sum32, sum33);
    }

    /**
     * Adds up what the splits of {@link #weight} left. Geometry: one item a number of the weight, in work groups of
     * {@link Elementwise#GROUP}; no local memory; 4 bytes and a FLOP a split and number. Integers: numbers of the weight, splits, offsets of the sums and of the
     * weight.
     */
    public static void gather(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        if (k < g.get(0)) {
            float sum = 0;
            for (int split = 0; split < g.get(1); split++) {
                sum += a.get(g.get(2) + split * g.get(0) + k);
            }
            a.set(g.get(3) + k, sum);
        }
    }

    private static float bias(FloatArray a, IntArray g, int channel, int channels) {
        float bias = 0;
        if (g.get(17) >= 0 && channel < channels) {
            bias = a.get(g.get(17) + channel);
        }
        return bias;
    }

    /** A number of an image, whose border is zeros; also 0, if it is not wanted at all. */
    private static float pixel(
            FloatArray a, boolean wanted, int image, int plane, int row, int column, int height, int width, int lanes) {
        float value = 0;
        if (wanted && row >= 0 && row < height && column >= 0 && column < width) {
            value = a.get(image + (plane + row * width + column) * lanes);
        }
        return value;
    }

    /** An item's four numbers of a row; one whose place is negative is beside the result. */
    private static void store(
            FloatArray a,
            int row,
            boolean isInside,
            int place0,
            int place1,
            int place2,
            int place3,
            float value0,
            float value1,
            float value2,
            float value3) {
        store(a, row, isInside, place0, value0);
        store(a, row, isInside, place1, value1);
        store(a, row, isInside, place2, value2);
        store(a, row, isInside, place3, value3);
    }

    private static void store(FloatArray a, int row, boolean isInside, int place, float value) {
        if (isInside && place >= 0) {
            a.set(row + place, value);
        }
    }
}
