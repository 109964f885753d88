/**
 * The source of {@code TiledConvolutions}. The three kernels multiply two panels in the same way. They differ in what rows,
 * columns and products are, in how the panels are gathered and in where the tile goes. They cannot share a method, because
 * TornadoVM 5.2 reads local memory that was passed to a method at wrong addresses. Each sum is a variable, because TornadoVM
 * unrolls loops over an array of sums into thousands of lines.
 *
 * <p>What does not change from turn to turn is in tables in local memory, because TornadoVM computes an expression again where it is
 * used: in every turn, divisions included. A turn loads all that it gathers before it stores any of it, so that the loads wait for
 * memory together.
 */
final class TiledKernels {

    /** The rows and the columns of an item, which follow each other, so that four are read at once. */
    private static final int SUMS = 4;

    /** The numbers of each panel that an item gathers: TILE · DEPTH / GROUP. */
    private static final int GATHERED = 4;

    private TiledKernels() {}

    static String source() {
        return new Template(CLASS)
                .with("kernels", String.join("\n", down(), up(), weight()))
                .source();
    }

    private static String down() {
        return new Template(KERNEL)
                .with("doc", """
                    /**
                     * Rows: channels s. Columns: the numbers {@code [y][x][P]} of a channel. Products:
                     * {@code [l][i][j]}, those on the border's zeros included. A work group is a tile. R = S,
                     * C = h · w · P, K = L · kH · kW.
                     */
                    """)
                .with("name", "down")
                .with("extents", """
                    int tapColumns = g.get(KERNEL_WIDTH);
                    int taps = g.get(KERNEL_HEIGHT) * tapColumns;
                    int depth = g.get(LARGE_CHANNELS) * taps;
                    int width = g.get(SMALL_HEIGHT) * g.get(SMALL_WIDTH) * lanes;
                    int firstRow = context.groupIdy * TILE;
                    int firstColumn = context.groupIdx * TILE;
                    """)
                .with("tables", imageTables("LARGE") + """
                    if (item < TILE) {
                        int column = firstColumn + item;
                        int pixel = column / lanes;
                        int imageRow = pixel / g.get(SMALL_WIDTH) * g.get(STRIDE_H) - g.get(PADDING_H);
                        int imageColumn = pixel % g.get(SMALL_WIDTH) * g.get(STRIDE_W) - g.get(PADDING_W);
                        top[item] = column < width ? imageRow : -2 * BEYOND;
                        left[item] = imageColumn;
                        base[item] = g.get(LARGE) + column % lanes + (imageRow * g.get(LARGE_WIDTH) + imageColumn) * lanes;
                        weights[item] = firstRow + item < g.get(SMALL_CHANNELS) ? g.get(WEIGHT) + (firstRow + item) * depth : -1;
                    }
                    """)
                .with("sums", biases("SMALL_CHANNELS"))
                .with("first", "0")
                .with("end", "depth")
                .with("begin", productsOfTurn("0", """
                    tapRow[item] = k < depth ? i : BEYOND;
                    tapColumn[item] = j;
                    tapOffset[item] = (plane * constants[PLANE] + i * constants[WIDTH] + j) * constants[LANES];
                    weight[item] = k < depth ? k : -1;
                    """))
                .with("gather", GATHER_IMAGE)
                .with("next", productsOfTurn("first + DEPTH", """
                    tapRow[item] = k < depth ? i : BEYOND;
                    tapColumn[item] = j;
                    tapOffset[item] = (plane * constants[PLANE] + i * constants[WIDTH] + j) * constants[LANES];
                    weight[item] = k < depth ? k : -1;
                    """))
                .with("result", """
                    int out = g.get(SMALL) + (firstRow + y) * width + firstColumn + x;
                    int rowsLeft = g.get(SMALL_CHANNELS) - firstRow - y;
                    // A pixel has a multiple of four lanes.
                    int offset$c = firstColumn + x < width ? $c : -1;
                    """)
                .with("rowLength", "width")
                .repeated("j", GATHERED)
                .repeated("r", SUMS)
                .repeated("c", SUMS)
                .text();
    }

    private static String up() {
        return new Template(KERNEL)
                .with("doc", """
                    /**
                     * Rows: channels l. Columns: the numbers {@code [u][v][P]} of the pixels
                     * {@code (sH·u + a, sW·v + b)} of a channel, for one phase {@code (a, b)}: they have the same taps,
                     * so that no product is wasted on the zeros between the small image's pixels. Products: {@code [s]}
                     * by those taps. A work group is a tile of a phase; the phases follow each other along x. For each
                     * of the sH · sW phases R = L, C = ⌈H / sH⌉ · ⌈W / sW⌉ · P and K = S by the taps of the phase, on
                     * average S · kH / sH · kW / sW.
                     */
                    """)
                .with("name", "up")
                .with("extents", """
                    int acrossV = (g.get(LARGE_WIDTH) + g.get(STRIDE_W) - 1) / g.get(STRIDE_W);
                    int width = (g.get(LARGE_HEIGHT) + g.get(STRIDE_H) - 1) / g.get(STRIDE_H) * acrossV * lanes;
                    int tiles = (width + TILE - 1) / TILE;
                    int phase = context.groupIdx / tiles;
                    int phaseRow = phase / g.get(STRIDE_W);
                    int phaseColumn = phase % g.get(STRIDE_W);
                    int firstTapRow = (phaseRow + g.get(PADDING_H)) % g.get(STRIDE_H);
                    int firstTapColumn = (phaseColumn + g.get(PADDING_W)) % g.get(STRIDE_W);
                    // None, if the kernel is smaller than the stride; then nothing is summed, but one divides by them.
                    int tapRows = Math.max(0, (g.get(KERNEL_HEIGHT) - firstTapRow + g.get(STRIDE_H) - 1) / g.get(STRIDE_H));
                    int tapsAcross = Math.max(0, (g.get(KERNEL_WIDTH) - firstTapColumn + g.get(STRIDE_W) - 1) / g.get(STRIDE_W));
                    int depth = g.get(SMALL_CHANNELS) * tapRows * tapsAcross;
                    int tapColumns = Math.max(1, tapsAcross);
                    int taps = Math.max(1, tapRows) * tapColumns;
                    int firstRow = context.groupIdy * TILE;
                    int firstColumn = context.groupIdx % tiles * TILE;
                    """)
                .with("tables", imageTables("SMALL") + """
                    if (item < 1) {
                        constants[FIRST_TAP] = firstTapRow * g.get(KERNEL_WIDTH) + firstTapColumn;
                        constants[TAP_ROW_STRIDE] = g.get(STRIDE_H) * g.get(KERNEL_WIDTH);
                        constants[TAP_COLUMN_STRIDE] = g.get(STRIDE_W);
                        constants[CHANNEL_STRIDE] = g.get(LARGE_CHANNELS) * g.get(KERNEL_HEIGHT) * g.get(KERNEL_WIDTH);
                    }
                    if (item < TILE) {
                        int column = firstColumn + item;
                        // The pixel of the small image that the first tap joins with the column.
                        int imageRow = column / lanes / acrossV + (phaseRow + g.get(PADDING_H)) / g.get(STRIDE_H);
                        int imageColumn = column / lanes % acrossV + (phaseColumn + g.get(PADDING_W)) / g.get(STRIDE_W);
                        top[item] = column < width ? imageRow : -2 * BEYOND;
                        left[item] = imageColumn;
                        base[item] = g.get(SMALL) + column % lanes + (imageRow * g.get(SMALL_WIDTH) + imageColumn) * lanes;
                        weights[item] = firstRow + item < g.get(LARGE_CHANNELS)
                                ? g.get(WEIGHT) + (firstRow + item) * g.get(KERNEL_HEIGHT) * g.get(KERNEL_WIDTH)
                                : -1;
                    }
                    """)
                .with("sums", biases("LARGE_CHANNELS"))
                .with("first", "0")
                .with("end", "depth")
                .with("begin", productsOfTurn("0", UP_PRODUCT))
                .with("gather", GATHER_IMAGE)
                .with("next", productsOfTurn("first + DEPTH", UP_PRODUCT))
                .with("result", """
                    int largePlane = g.get(LARGE_HEIGHT) * g.get(LARGE_WIDTH) * lanes;
                    int out = g.get(LARGE) + (firstRow + y) * largePlane;
                    int rowsLeft = g.get(LARGE_CHANNELS) - firstRow - y;
                    int corner = phaseRow * g.get(LARGE_WIDTH) + phaseColumn;
                    int offset = Tiles.offsetInPlane(g, firstColumn + x, acrossV, corner, width);
                    // A pixel has a multiple of four lanes.
                    int offset$c = offset < 0 ? -1 : offset + $c;
                    """)
                .with("rowLength", "largePlane")
                .repeated("j", GATHERED)
                .repeated("r", SUMS)
                .repeated("c", SUMS)
                .text();
    }

    private static String weight() {
        return new Template(KERNEL)
                .with("doc", """
                    /**
                     * Rows: channels s. Columns: {@code [l][i][j]}. Products: {@code [y][x][P]}, dealt out to the
                     * splits. A work group is a tile of a split; the splits follow each other along x and leave their
                     * sums one behind the other, which {@link SplitSums#gather} adds up. R = S, C = L · kH · kW,
                     * K = h · w · P; R · C numbers are written a split.
                     */
                    """)
                .with("name", "weight")
                .with("extents", """
                    int taps = g.get(KERNEL_HEIGHT) * g.get(KERNEL_WIDTH);
                    int width = g.get(LARGE_CHANNELS) * taps;
                    int tiles = (width + TILE - 1) / TILE;
                    int split = context.groupIdx / tiles;
                    int firstRow = context.groupIdy * TILE;
                    int firstColumn = context.groupIdx % tiles * TILE;
                    int plane = g.get(SMALL_HEIGHT) * g.get(SMALL_WIDTH) * lanes;
                    int turns = plane / DEPTH;
                    int turnsOfSplit = (turns + g.get(SPLITS) - 1) / g.get(SPLITS);
                    int begin = split * turnsOfSplit * DEPTH;
                    int end = Math.min(turns, (split + 1) * turnsOfSplit) * DEPTH;
                    """)
                .with("tables", """
                    // Of the tile's columns: the tap, and the offset in the large image. Of its rows: the offset in the small one.
                    int[] tapRow = context.allocateIntLocalArray(TILE);
                    int[] tapColumn = context.allocateIntLocalArray(TILE);
                    int[] base = context.allocateIntLocalArray(TILE);
                    int[] channel = context.allocateIntLocalArray(TILE);
                    int[] constants = context.allocateIntLocalArray(CONSTANTS);
                    if (item < 1) {
                        constants[HEIGHT] = g.get(LARGE_HEIGHT);
                        constants[WIDTH] = g.get(LARGE_WIDTH);
                        constants[LANES] = lanes;
                        constants[SMALL_ACROSS] = g.get(SMALL_WIDTH) * g.get(STRIDE_W) - g.get(PADDING_W);
                        constants[ROW_STEP] = g.get(STRIDE_H);
                        constants[COLUMN_STEP] = g.get(STRIDE_W);
                        constants[FIRST_LEFT] = -g.get(PADDING_W);
                        constants[WANTED] = g.get(IMAGES);
                    }
                    if (item < TILE) {
                        int column = firstColumn + item;
                        int i = column % taps / g.get(KERNEL_WIDTH);
                        int j = column % g.get(KERNEL_WIDTH);
                        tapRow[item] = column < width ? i : BEYOND;
                        tapColumn[item] = j;
                        base[item] = g.get(LARGE)
                                + (column / taps * g.get(LARGE_HEIGHT) * g.get(LARGE_WIDTH) + i * g.get(LARGE_WIDTH) + j) * lanes;
                        channel[item] = firstRow + item < g.get(SMALL_CHANNELS) ? g.get(SMALL) + (firstRow + item) * plane : -1;
                    }
                    // The pixel of the turn, as its first tap in the large image, and the first of its lanes.
                    int lane = begin % lanes;
                    int top = begin / lanes / g.get(SMALL_WIDTH) * g.get(STRIDE_H) - g.get(PADDING_H);
                    int left = begin / lanes % g.get(SMALL_WIDTH) * g.get(STRIDE_W) - g.get(PADDING_W);
                    """)
                .with("sums", "float sum$r$c = 0;\n")
                .with("first", "begin")
                .with("end", "end")
                .with("begin", "")
                .with("gather", """
                    int n = lane + product;
                    boolean wanted = n < constants[WANTED];
                    int height = constants[HEIGHT];
                    int across = constants[WIDTH];
                    int corner = (top * across + left) * constants[LANES] + n;
                    int from$j = channel[line + $j * LINES];
                    int imageRow$j = top + tapRow[line + $j * LINES];
                    int imageColumn$j = left + tapColumn[line + $j * LINES];
                    int pixel$j = corner + base[line + $j * LINES];
                    float ofRow$j = Tiles.load(a, wanted && from$j >= 0, from$j + first + product);
                    float ofColumn$j = Tiles.load(a, wanted && imageRow$j >= 0 && imageRow$j < height && imageColumn$j >= 0 && imageColumn$j < across, pixel$j);
                    rows[product * PITCH + line + $j * LINES] = ofRow$j;
                    columns[product * PITCH + line + $j * LINES] = ofColumn$j;
                    """)
                .with("next", """
                    lane += DEPTH;
                    boolean nextPixel = lane == constants[LANES];
                    lane = nextPixel ? 0 : lane;
                    left = nextPixel ? left + constants[COLUMN_STEP] : left;
                    boolean nextRow = left == constants[SMALL_ACROSS];
                    left = nextRow ? constants[FIRST_LEFT] : left;
                    top = nextRow ? top + constants[ROW_STEP] : top;
                    """)
                .with("result", """
                    int out = g.get(OUT) + (split * g.get(SMALL_CHANNELS) + firstRow + y) * width + firstColumn + x;
                    int rowsLeft = g.get(SMALL_CHANNELS) - firstRow - y;
                    int columnsLeft = width - firstColumn - x;
                    int offset$c = columnsLeft > $c ? $c : -1;
                    """)
                .with("rowLength", "width")
                .repeated("j", GATHERED)
                .repeated("r", SUMS)
                .repeated("c", SUMS)
                .text();
    }

    /** The tables of {@code down} and {@code up}, and the numbers that a turn needs of the image that is gathered. */
    private static String imageTables(String image) {
        return """
            // Of the turn's products: the tap, the offset in the image, and in the weight.
            int[] tapRow = context.allocateIntLocalArray(DEPTH);
            int[] tapColumn = context.allocateIntLocalArray(DEPTH);
            int[] tapOffset = context.allocateIntLocalArray(DEPTH);
            int[] weight = context.allocateIntLocalArray(DEPTH);
            // Of the tile's columns: the pixel of the first tap, and its offset. Of its rows: the offset in the weight.
            int[] top = context.allocateIntLocalArray(TILE);
            int[] left = context.allocateIntLocalArray(TILE);
            int[] base = context.allocateIntLocalArray(TILE);
            int[] weights = context.allocateIntLocalArray(TILE);
            int[] constants = context.allocateIntLocalArray(CONSTANTS);
            if (item < 1) {
                constants[HEIGHT] = g.get(IMAGE_HEIGHT);
                constants[WIDTH] = g.get(IMAGE_WIDTH);
                constants[PLANE] = g.get(IMAGE_HEIGHT) * g.get(IMAGE_WIDTH);
                constants[LANES] = lanes;
                constants[TAPS] = taps;
                constants[TAP_COLUMNS] = tapColumns;
            }
            """.replace("IMAGE", image);
    }

    /** Fills the tables of the products of a turn, of which this is the first. */
    private static String productsOfTurn(String first, String product) {
        return """
            if (item < DEPTH) {
                int k = FIRST + item;
                int plane = k / constants[TAPS];
                int inPlane = k - plane * constants[TAPS];
                int i = inPlane / constants[TAP_COLUMNS];
                int j = inPlane - i * constants[TAP_COLUMNS];
            PRODUCT}
            """.replace("FIRST", first).replace("PRODUCT", product.indent(4));
    }

    private static final String UP_PRODUCT = """
        tapRow[item] = k < depth ? -i : BEYOND;
        tapColumn[item] = -j;
        tapOffset[item] = (plane * constants[PLANE] - i * constants[WIDTH] - j) * constants[LANES];
        weight[item] = k < depth
                ? constants[FIRST_TAP]
                        + plane * constants[CHANNEL_STRIDE]
                        + i * constants[TAP_ROW_STRIDE]
                        + j * constants[TAP_COLUMN_STRIDE]
                : -1;
        """;

    /** The rows are of the weight, the columns of an image. */
    private static final String GATHER_IMAGE = """
        int height = constants[HEIGHT];
        int across = constants[WIDTH];
        int inWeight = weight[product];
        int imageRow = top[column];
        int imageColumn = left[column];
        int corner = base[column];
        int from$j = weights[line + $j * LINES];
        int imageRow$j = imageRow + tapRow[depthLine + $j * DEPTH_LINES];
        int imageColumn$j = imageColumn + tapColumn[depthLine + $j * DEPTH_LINES];
        int pixel$j = corner + tapOffset[depthLine + $j * DEPTH_LINES];
        float ofRow$j = Tiles.load(a, from$j >= 0 && inWeight >= 0, from$j + inWeight);
        float ofColumn$j = Tiles.load(a, imageRow$j >= 0 && imageRow$j < height && imageColumn$j >= 0 && imageColumn$j < across, pixel$j);
        rows[product * PITCH + line + $j * LINES] = ofRow$j;
        columns[(depthLine + $j * DEPTH_LINES) * PITCH + column] = ofColumn$j;
        """;

    /** All sums of a row begin with the bias of its channel. */
    private static String biases(String channels) {
        return Template.each("r", 0, SUMS, """
            float sum$r0 = Tiles.bias(a, g, firstRow + y + $r, g.get(CHANNELS));
            float sum$r1 = sum$r0;
            float sum$r2 = sum$r0;
            float sum$r3 = sum$r0;
            """.replace("CHANNELS", channels));
    }

    private static final String CLASS = """
        package dcgan.tensor.tornado.kernels;

        import static dcgan.tensor.tornado.kernels.ConvolutionArguments.IMAGES;
        import static dcgan.tensor.tornado.kernels.ConvolutionArguments.IMAGE_VECTORS;
        import static dcgan.tensor.tornado.kernels.ConvolutionArguments.KERNEL_HEIGHT;
        import static dcgan.tensor.tornado.kernels.ConvolutionArguments.KERNEL_WIDTH;
        import static dcgan.tensor.tornado.kernels.ConvolutionArguments.LARGE_CHANNELS;
        import static dcgan.tensor.tornado.kernels.ConvolutionArguments.LARGE_HEIGHT;
        import static dcgan.tensor.tornado.kernels.ConvolutionArguments.LARGE;
        import static dcgan.tensor.tornado.kernels.ConvolutionArguments.LARGE_WIDTH;
        import static dcgan.tensor.tornado.kernels.ConvolutionArguments.PADDING_H;
        import static dcgan.tensor.tornado.kernels.ConvolutionArguments.PADDING_W;
        import static dcgan.tensor.tornado.kernels.ConvolutionArguments.SMALL_CHANNELS;
        import static dcgan.tensor.tornado.kernels.ConvolutionArguments.SMALL_HEIGHT;
        import static dcgan.tensor.tornado.kernels.ConvolutionArguments.SMALL;
        import static dcgan.tensor.tornado.kernels.ConvolutionArguments.SMALL_WIDTH;
        import static dcgan.tensor.tornado.kernels.ConvolutionArguments.STRIDE_H;
        import static dcgan.tensor.tornado.kernels.ConvolutionArguments.STRIDE_W;
        import static dcgan.tensor.tornado.kernels.ConvolutionArguments.WEIGHT;
        import static dcgan.tensor.tornado.kernels.Tiles.BEYOND;
        import static dcgan.tensor.tornado.kernels.Tiles.DEPTH;
        import static dcgan.tensor.tornado.kernels.Tiles.DEPTH_LINES;
        import static dcgan.tensor.tornado.kernels.Tiles.ITEMS;
        import static dcgan.tensor.tornado.kernels.Tiles.LINES;
        import static dcgan.tensor.tornado.kernels.Tiles.PITCH;
        import static dcgan.tensor.tornado.kernels.Tiles.SUMS;
        import static dcgan.tensor.tornado.kernels.Tiles.TILE;

        import uk.ac.manchester.tornado.api.KernelContext;
        import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
        import uk.ac.manchester.tornado.api.types.arrays.IntArray;

        /**
         * Convolutions for GPUs, as matrix products whose operands are gathered from the images while they are
         * multiplied (implicit GEMM); {@code src/main/generator/TiledKernels.java} has written them.
         *
         * <p>Geometry: a work group of {@link Tiles#GROUP} items makes a tile of {@link Tiles#TILE} by {@code TILE}
         * numbers of the result, four by four an item; group x counts the tiles along the columns, y along the rows.
         * Local memory: two panels of {@link Tiles#DEPTH} by TILE floats, their rows padded by four, and tables of
         * integers: 10 KB.
         *
         * <p>With R rows, C columns and K products a number, which each kernel states: FLOPs 2 · R · C · K, with R and
         * C rounded up to whole tiles and K to whole turns; bytes 4 · K · (R · ⌈C / 64⌉ + C · ⌈R / 64⌉) read, from
         * memory or a cache, and 4 · R · C written. A full tile does 131,072 FLOPs a turn for 8 KB, 16 FLOPs a byte.
         * Neighbouring items read neighbouring images.
         *
         * <p>Integers: {@link ConvolutionArguments}, then {@link #TURN_DEPTH}, those of {@link Tiles}, which say what is
         * done with the result, and for {@link #weight} {@link #SPLITS} and {@link #OUT}.
         */
        public final class TiledConvolutions {

            /**
             * Index of {@link Tiles#DEPTH}, which is an argument so that TornadoVM does not unroll the loop into thousands of
             * lines.
             */
            public static final int TURN_DEPTH = ConvolutionArguments.LENGTH;

            /** The number of integers of {@link #down} and {@link #up}. */
            public static final int LENGTH = Tiles.SLOPE + 1;

            /** Indices, for {@link #weight}, of the number of splits and the offset of the result. */
            public static final int SPLITS = LENGTH;

            public static final int OUT = SPLITS + 1;

            /** The number of integers of {@link #weight}. */
            public static final int WEIGHT_LENGTH = OUT + 1;

            /** Indices of the table of what no turn changes: the gathered image, then what one kernel alone needs. */
            private static final int HEIGHT = 0;

            private static final int WIDTH = 1;
            private static final int LANES = 2;
            private static final int PLANE = 3;
            private static final int TAPS = 4;
            private static final int TAP_COLUMNS = 5;
            private static final int FIRST_TAP = 6;
            private static final int TAP_ROW_STRIDE = 7;
            private static final int TAP_COLUMN_STRIDE = 8;
            private static final int CHANNEL_STRIDE = 9;
            private static final int SMALL_ACROSS = 3;
            private static final int ROW_STEP = 4;
            private static final int COLUMN_STEP = 5;
            private static final int FIRST_LEFT = 6;
            private static final int WANTED = 7;
            private static final int CONSTANTS = 10;

            private TiledConvolutions() {}

            $kernels
        }
        """;

    private static final String KERNEL = """
        $doc
        public static void $name(KernelContext context, FloatArray a, IntArray g) {
            int item = context.localIdx;
            int x = item % ITEMS * SUMS;
            int y = item / ITEMS * SUMS;
            int lanes = g.get(IMAGE_VECTORS) * VectorLanes.COUNT;
            $extents
            float[] rows = context.allocateFloatLocalArray(DEPTH * PITCH);
            float[] columns = context.allocateFloatLocalArray(DEPTH * PITCH);
            $tables

            $sums
            context.localBarrier();
            $begin
            for (int first = $first; first < $end; first += DEPTH) {
                // The panels have been multiplied, the tables filled.
                context.localBarrier();
                int product = item % DEPTH;
                int line = item / DEPTH;
                int column = item % TILE;
                int depthLine = item / TILE;
                $gather
                context.localBarrier();
                $next
                for (int k = 0; k < g.get(TURN_DEPTH); k++) {
                    float row$r = rows[k * PITCH + y + $r];
                    float column$c = columns[k * PITCH + x + $c];
                    sum$r$c += row$r * column$c;
                }
            }
            $result
            Tiles.store(a, g, out + $r * $rowLength, rowsLeft > $r, offset0, offset1, offset2, offset3, sum$r0, sum$r1, sum$r2, sum$r3);
        }
        """;
}
