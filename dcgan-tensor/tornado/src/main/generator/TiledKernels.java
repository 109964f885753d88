/**
 * The source of {@code TiledConvolutions}. The three kernels multiply two panels in the same way. They differ in what rows,
 * columns and products are, in how the panels are gathered and in where the tile goes. They cannot share a method, because
 * TornadoVM 5.2 reads local memory that was passed to a method at wrong addresses. Each sum is a variable, because TornadoVM
 * unrolls loops over an array of sums into thousands of lines.
 */
final class TiledKernels {

    /** The rows and the columns of an item, which are {@code Tiles.ITEMS} apart. */
    private static final int SUMS = 4;

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
                    int taps = g.get(KERNEL_HEIGHT) * g.get(KERNEL_WIDTH);
                    int depth = g.get(LARGE_CHANNELS) * taps;
                    int width = g.get(SMALL_HEIGHT) * g.get(SMALL_WIDTH) * lanes;
                    int firstRow = context.groupIdy * TILE;
                    int firstColumn = context.groupIdx * TILE;
                    """)
                .with("tables", """
                    int[] plane = context.allocateIntLocalArray(DEPTH);
                    int[] tapRow = context.allocateIntLocalArray(DEPTH);
                    int[] tapColumn = context.allocateIntLocalArray(DEPTH);

                    // The column that this item gathers.
                    int column = firstColumn + item % TILE;
                    int pixel = column / lanes;
                    int top = pixel / g.get(SMALL_WIDTH) * g.get(STRIDE_H) - g.get(PADDING_H);
                    int left = pixel % g.get(SMALL_WIDTH) * g.get(STRIDE_W) - g.get(PADDING_W);
                    int image = g.get(LARGE) + column % lanes;
                    boolean gathers = column < width;
                    """)
                .with("sums", biases("SMALL_CHANNELS"))
                .with("first", "0")
                .with("end", "depth")
                .with("gather", """
                    context.localBarrier();
                    if (item < DEPTH) {
                        int k = first + item;
                        // A row that is in no image stands for the products after the last.
                        plane[item] = k / taps * g.get(LARGE_HEIGHT) * g.get(LARGE_WIDTH);
                        tapRow[item] = k < depth ? k % taps / g.get(KERNEL_WIDTH) : -g.get(LARGE_HEIGHT) - g.get(PADDING_H);
                        tapColumn[item] = k % g.get(KERNEL_WIDTH);
                    }
                    for (int r = item / DEPTH; r < TILE; r += GROUP / DEPTH) {
                        int k = first + item % DEPTH;
                        float value = 0;
                        if (firstRow + r < g.get(SMALL_CHANNELS) && k < depth) {
                            value = a.get(g.get(WEIGHT) + (firstRow + r) * depth + k);
                        }
                        rows[item % DEPTH * PITCH + r] = value;
                    }
                    context.localBarrier();
                    for (int k = item / TILE; k < DEPTH; k += GROUP / TILE) {
                        int imageRow = top + tapRow[k];
                        int imageColumn = left + tapColumn[k];
                        columns[k * PITCH + item % TILE] = Tiles.pixel(
                                a, gathers, image, plane[k], imageRow, imageColumn,
                                g.get(LARGE_HEIGHT), g.get(LARGE_WIDTH), lanes);
                    }
                    """)
                .with("result", """
                    int out = g.get(SMALL) + (firstRow + y) * width + firstColumn + x;
                    int rowsLeft = g.get(SMALL_CHANNELS) - firstRow - y;
                    int columnsLeft = width - firstColumn - x;
                    int offset$c = columnsLeft > $c * ITEMS ? $c * ITEMS : -1;
                    """)
                .with("rowLength", "width")
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
                    // None, if the kernel is smaller than the stride.
                    int tapRows = Math.max(0, (g.get(KERNEL_HEIGHT) - firstTapRow + g.get(STRIDE_H) - 1) / g.get(STRIDE_H));
                    int tapColumns = Math.max(0, (g.get(KERNEL_WIDTH) - firstTapColumn + g.get(STRIDE_W) - 1) / g.get(STRIDE_W));
                    int taps = tapRows * tapColumns;
                    int depth = g.get(SMALL_CHANNELS) * taps;
                    int firstRow = context.groupIdy * TILE;
                    int firstColumn = context.groupIdx % tiles * TILE;
                    """)
                .with("tables", """
                    int[] plane = context.allocateIntLocalArray(DEPTH);
                    int[] tapRow = context.allocateIntLocalArray(DEPTH);
                    int[] tapColumn = context.allocateIntLocalArray(DEPTH);
                    int[] weight = context.allocateIntLocalArray(DEPTH);

                    // The column that this item gathers, and the pixel of the small image that the first tap joins with it.
                    int column = firstColumn + item % TILE;
                    int bottom = column / lanes / acrossV + (phaseRow + g.get(PADDING_H)) / g.get(STRIDE_H);
                    int right = column / lanes % acrossV + (phaseColumn + g.get(PADDING_W)) / g.get(STRIDE_W);
                    int image = g.get(SMALL) + column % lanes;
                    boolean gathers = column < width;
                    """)
                .with("sums", biases("LARGE_CHANNELS"))
                .with("first", "0")
                .with("end", "depth")
                .with("gather", """
                    context.localBarrier();
                    if (item < DEPTH) {
                        int k = first + item;
                        int s = k / taps;
                        int i = k % taps / tapColumns;
                        int j = k % tapColumns;
                        plane[item] = s * g.get(SMALL_HEIGHT) * g.get(SMALL_WIDTH);
                        // A row that is in no image stands for the products after the last.
                        tapRow[item] = k < depth
                                ? i
                                : g.get(LARGE_HEIGHT) + g.get(SMALL_HEIGHT) + g.get(KERNEL_HEIGHT) + g.get(PADDING_H);
                        tapColumn[item] = j;
                        weight[item] = g.get(WEIGHT)
                                + (s * g.get(LARGE_CHANNELS) * g.get(KERNEL_HEIGHT) + firstTapRow + i * g.get(STRIDE_H))
                                        * g.get(KERNEL_WIDTH)
                                + firstTapColumn
                                + j * g.get(STRIDE_W);
                    }
                    context.localBarrier();
                    for (int r = item / DEPTH; r < TILE; r += GROUP / DEPTH) {
                        int k = item % DEPTH;
                        float value = 0;
                        if (firstRow + r < g.get(LARGE_CHANNELS) && first + k < depth) {
                            value = a.get(weight[k] + (firstRow + r) * g.get(KERNEL_HEIGHT) * g.get(KERNEL_WIDTH));
                        }
                        rows[k * PITCH + r] = value;
                    }
                    for (int k = item / TILE; k < DEPTH; k += GROUP / TILE) {
                        int imageRow = bottom - tapRow[k];
                        int imageColumn = right - tapColumn[k];
                        columns[k * PITCH + item % TILE] = Tiles.pixel(
                                a, gathers, image, plane[k], imageRow, imageColumn,
                                g.get(SMALL_HEIGHT), g.get(SMALL_WIDTH), lanes);
                    }
                    """)
                .with("result", """
                    int largePlane = g.get(LARGE_HEIGHT) * g.get(LARGE_WIDTH) * lanes;
                    int out = g.get(LARGE) + (firstRow + y) * largePlane;
                    int rowsLeft = g.get(LARGE_CHANNELS) - firstRow - y;
                    int corner = phaseRow * g.get(LARGE_WIDTH) + phaseColumn;
                    int offset$c = Tiles.offsetInPlane(g, firstColumn + x + $c * ITEMS, acrossV, corner, width);
                    """)
                .with("rowLength", "largePlane")
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
                    int end = Math.min(turns, (split + 1) * turnsOfSplit) * DEPTH;
                    """)
                .with("tables", "")
                .with("sums", "float sum$r$c = 0;\n")
                .with("first", "split * turnsOfSplit * DEPTH")
                .with("end", "end")
                .with("gather", """
                    int pixel = first / lanes;
                    int n = first % lanes + item % DEPTH;
                    int top = pixel / g.get(SMALL_WIDTH) * g.get(STRIDE_H) - g.get(PADDING_H);
                    int left = pixel % g.get(SMALL_WIDTH) * g.get(STRIDE_W) - g.get(PADDING_W);
                    context.localBarrier();
                    for (int r = item / DEPTH; r < TILE; r += GROUP / DEPTH) {
                        float value = 0;
                        if (firstRow + r < g.get(SMALL_CHANNELS) && n < g.get(IMAGES)) {
                            value = a.get(g.get(SMALL) + (firstRow + r) * plane + first + item % DEPTH);
                        }
                        rows[item % DEPTH * PITCH + r] = value;
                    }
                    for (int c = item / DEPTH; c < TILE; c += GROUP / DEPTH) {
                        int column = firstColumn + c;
                        int imageRow = top + column % taps / g.get(KERNEL_WIDTH);
                        int imageColumn = left + column % g.get(KERNEL_WIDTH);
                        int channel = column / taps * g.get(LARGE_HEIGHT) * g.get(LARGE_WIDTH);
                        boolean gathers = column < width && n < g.get(IMAGES);
                        columns[item % DEPTH * PITCH + c] = Tiles.pixel(
                                a, gathers, g.get(LARGE) + n, channel, imageRow, imageColumn,
                                g.get(LARGE_HEIGHT), g.get(LARGE_WIDTH), lanes);
                    }
                    """)
                .with("result", """
                    int out = g.get(OUT) + (split * g.get(SMALL_CHANNELS) + firstRow + y) * width + firstColumn + x;
                    int rowsLeft = g.get(SMALL_CHANNELS) - firstRow - y;
                    int columnsLeft = width - firstColumn - x;
                    int offset$c = columnsLeft > $c * ITEMS ? $c * ITEMS : -1;
                    """)
                .with("rowLength", "width")
                .repeated("r", SUMS)
                .repeated("c", SUMS)
                .text();
    }

    /** All sums of a row begin with the bias of its channel. */
    private static String biases(String channels) {
        return Template.each("r", 0, SUMS, """
            float sum$r0 = Tiles.bias(a, g, firstRow + y + $r * ITEMS, g.get(CHANNELS));
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
        import static dcgan.tensor.tornado.kernels.Tiles.DEPTH;
        import static dcgan.tensor.tornado.kernels.Tiles.GROUP;
        import static dcgan.tensor.tornado.kernels.Tiles.ITEMS;
        import static dcgan.tensor.tornado.kernels.Tiles.PITCH;
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
         * Local memory: two panels of {@link Tiles#DEPTH} by TILE floats, with a column of padding against bank
         * conflicts, and tables of DEPTH integers: 8.6 KB.
         *
         * <p>With R rows, C columns and K products a number, which each kernel states: FLOPs 2 · R · C · K, with R and
         * C rounded up to whole tiles and K to whole turns; bytes 4 · K · (R · ⌈C / 64⌉ + C · ⌈R / 64⌉) read, from
         * memory or a cache, and 4 · R · C written. A full tile does 131,072 FLOPs a turn for 8 KB, 16 FLOPs a byte.
         * Neighbouring items read neighbouring images.
         *
         * <p>Integers: {@link ConvolutionArguments}, then {@link #TURN_DEPTH} and for {@link #weight} {@link #SPLITS}
         * and {@link #OUT}.
         */
        public final class TiledConvolutions {

            /**
             * Index of {@link Tiles#DEPTH}, which is an argument so that TornadoVM does not unroll the loop into thousands of
             * lines.
             */
            public static final int TURN_DEPTH = ConvolutionArguments.LENGTH;

            /** The number of integers of {@link #down} and {@link #up}. */
            public static final int LENGTH = TURN_DEPTH + 1;

            /** Indices, for {@link #weight}, of the number of splits and the offset of the result. */
            public static final int SPLITS = LENGTH;

            public static final int OUT = SPLITS + 1;

            /** The number of integers of {@link #weight}. */
            public static final int WEIGHT_LENGTH = OUT + 1;

            private TiledConvolutions() {}

            $kernels
        }
        """;

    private static final String KERNEL = """
        $doc
        public static void $name(KernelContext context, FloatArray a, IntArray g) {
            int item = context.localIdx;
            int x = item % ITEMS;
            int y = item / ITEMS;
            int lanes = g.get(IMAGE_VECTORS) * VectorLanes.COUNT;
            $extents
            float[] rows = context.allocateFloatLocalArray(DEPTH * PITCH);
            float[] columns = context.allocateFloatLocalArray(DEPTH * PITCH);
            $tables

            $sums
            for (int first = $first; first < $end; first += DEPTH) {
                $gather
                context.localBarrier();
                for (int k = 0; k < g.get(TURN_DEPTH); k++) {
                    float row$r = rows[k * PITCH + y + $r * ITEMS];
                    float column$c = columns[k * PITCH + x + $c * ITEMS];
                    sum$r$c += row$r * column$c;
                }
            }
            $result
            Tiles.store(a, out + $r * ITEMS * $rowLength, rowsLeft > $r * ITEMS, offset0, offset1, offset2, offset3, sum$r0, sum$r1, sum$r2, sum$r3);
        }
        """;
}
