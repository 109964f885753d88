/**
 * The source of {@code VectorConvolutions}. Both kernels deal out tiles and write them in the same way. They differ in the
 * extents, in the window of a tile and in the order in which products are added. Each accumulator is a variable, because
 * TornadoVM unrolls loops over an array of them into thousands of lines.
 */
final class VectorKernels {

    /** Rows of a tile, as {@code VectorTiles.ROWS}. */
    private static final int ROWS = 4;

    private VectorKernels() {}

    static String source() {
        return new Template(CLASS).with("kernels", down() + "\n" + up()).source();
    }

    private static String down() {
        return new Template(KERNEL)
                .with("doc", """
                    /**
                     * A tile is the pixel of four channels of the small image: {@code small[s..s+3][y][x][16 images]}.
                     * If the large image has up to {@link SummationOrder#THIN} channels, all products are one sum.
                     *
                     * <p>FLOPs: 2 · S · L · P for each pixel of the small image and tap that falls on the large one, S
                     * being rounded up to a multiple of 4: at most 2 · S · h · w · P · L · kH · kW. Bytes: 5/8 of that
                     * read, 4 · S · h · w · P written.
                     */
                    """)
                .with("name", "down")
                .with("extents", """
                    int tiles = (g.get(SMALL_CHANNELS) + (ROWS - 1)) / ROWS * g.get(SMALL_HEIGHT) * g.get(SMALL_WIDTH) * blocks;
                    int chunk = (tiles + CHUNKS - 1) / CHUNKS;
                    int plane = g.get(LARGE_HEIGHT) * g.get(LARGE_WIDTH) * blocks;
                    int taps = g.get(KERNEL_HEIGHT) * g.get(KERNEL_WIDTH);
                    int smallPlane = g.get(SMALL_HEIGHT) * g.get(SMALL_WIDTH) * blocks;
                    """)
                .with("window", """
                    int top = pixel / blocks / g.get(SMALL_WIDTH) * g.get(STRIDE_H) - g.get(PADDING_H);
                    int left = pixel / blocks % g.get(SMALL_WIDTH) * g.get(STRIDE_W) - g.get(PADDING_W);
                    int i0 = Math.max(0, -top);
                    int j0 = Math.max(0, -left);
                    int i1 = Math.min(g.get(KERNEL_HEIGHT), g.get(LARGE_HEIGHT) - top);
                    int j1 = Math.min(g.get(KERNEL_WIDTH), g.get(LARGE_WIDTH) - left);
                    int large = g.get(LARGE) / VectorLanes.COUNT + (top * g.get(LARGE_WIDTH) + left) * blocks + pixel % blocks;
                    int weights = g.get(WEIGHT) + s * taps * g.get(LARGE_CHANNELS);
                    """)
                .with("accumulators", """
                    Float16 part$r = Vectors.all(0);
                    """)
                .with("rowsOfTap", "int i = i0; i < i1; i++")
                .with("columnsOfTap", "int j = j0; j < j1; j++")
                .with("tap", """
                    int index = large + (i * g.get(LARGE_WIDTH) + j) * blocks;
                    int w = weights + (i * g.get(KERNEL_WIDTH) + j) * g.get(LARGE_CHANNELS) * ROWS;
                    """)
                .with("newParts", "")
                .with("afterPart", """
                    if (g.get(LARGE_CHANNELS) > SummationOrder.THIN) {
                        sum$r = Float16.add(sum$r, part$r);
                        part$r = Vectors.all(0);
                    }
                    """)
                .with("afterTap", "")
                .with("stores", STORES)
                .with("target", "small")
                .with("targetOffset", "SMALL")
                .with("targetPlane", "smallPlane")
                .with("channels", "SMALL_CHANNELS")
                .with("channel", "s")
                .with("summed", "l")
                .with("summedChannels", "LARGE_CHANNELS")
                .with("sourcePlane", "plane")
                .with("rest", "part")
                .repeated("r", ROWS)
                .text();
    }

    private static String up() {
        return new Template(KERNEL)
                .with("doc", """
                    /**
                     * A tile is the pixel of four channels of the large image: {@code large[l..l+3][Y][X][16 images]}.
                     * If that has up to {@link SummationOrder#THIN} channels, the products of a tap are one sum.
                     *
                     * <p>FLOPs: as {@link #down}, L instead of S being rounded up. Bytes: 5/8 of that read,
                     * 4 · L · H · W · P written.
                     */
                    """)
                .with("name", "up")
                .with("extents", """
                    int plane = g.get(LARGE_HEIGHT) * g.get(LARGE_WIDTH) * blocks;
                    int tiles = (g.get(LARGE_CHANNELS) + (ROWS - 1)) / ROWS * plane;
                    int chunk = (tiles + CHUNKS - 1) / CHUNKS;
                    int taps = g.get(KERNEL_HEIGHT) * g.get(KERNEL_WIDTH);
                    int smallPlane = g.get(SMALL_HEIGHT) * g.get(SMALL_WIDTH) * blocks;
                    """)
                .with("window", """
                    // Row y of the small image joins the pixel at tap bottom - y * sH, where that is one; the taps of a
                    // pixel come in the order of the rows and columns.
                    int bottom = pixel / blocks / g.get(LARGE_WIDTH) + g.get(PADDING_H);
                    int right = pixel / blocks % g.get(LARGE_WIDTH) + g.get(PADDING_W);
                    int y0 = Math.max(0, (bottom - g.get(KERNEL_HEIGHT) + g.get(STRIDE_H)) / g.get(STRIDE_H));
                    int x0 = Math.max(0, (right - g.get(KERNEL_WIDTH) + g.get(STRIDE_W)) / g.get(STRIDE_W));
                    int y1 = Math.min(g.get(SMALL_HEIGHT), bottom / g.get(STRIDE_H) + 1);
                    int x1 = Math.min(g.get(SMALL_WIDTH), right / g.get(STRIDE_W) + 1);
                    int small = g.get(SMALL) / VectorLanes.COUNT + pixel % blocks;
                    int weights = g.get(WEIGHT) + l * taps * g.get(SMALL_CHANNELS);
                    """)
                .with("accumulators", """
                    Float16 ofTap$r = Vectors.all(0);
                    """)
                .with("rowsOfTap", "int y = y0; y < y1; y++")
                .with("columnsOfTap", "int x = x0; x < x1; x++")
                .with("tap", """
                    int index = small + (y * g.get(SMALL_WIDTH) + x) * blocks;
                    int tap = (bottom - y * g.get(STRIDE_H)) * g.get(KERNEL_WIDTH) + right - x * g.get(STRIDE_W);
                    int w = weights + tap * g.get(SMALL_CHANNELS) * ROWS;
                    """)
                .with("newParts", """
                    Float16 part$r = Vectors.all(0);
                    """)
                .with("afterPart", """
                    if (g.get(LARGE_CHANNELS) > SummationOrder.THIN) {
                        sum$r = Float16.add(sum$r, part$r);
                    } else {
                        ofTap$r = Float16.add(ofTap$r, part$r);
                    }
                    """)
                .with("afterTap", """
                    if (g.get(LARGE_CHANNELS) <= SummationOrder.THIN) {
                        sum$r = Float16.add(sum$r, ofTap$r);
                        ofTap$r = Vectors.all(0);
                    }
                    """)
                .with("stores", STORES)
                .with("target", "large")
                .with("targetOffset", "LARGE")
                .with("targetPlane", "plane")
                .with("channels", "LARGE_CHANNELS")
                .with("channel", "l")
                .with("summed", "s")
                .with("summedChannels", "SMALL_CHANNELS")
                .with("sourcePlane", "smallPlane")
                .with("rest", "ofTap")
                .repeated("r", ROWS)
                .text();
    }

    private static final String CLASS = """
        package dcgan.tensor.tornado.kernels;

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
        import static dcgan.tensor.tornado.kernels.VectorTiles.CHUNKS;
        import static dcgan.tensor.tornado.kernels.VectorTiles.ROWS;

        import dcgan.tensor.planning.SummationOrder;
        import uk.ac.manchester.tornado.api.annotations.Parallel;
        import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
        import uk.ac.manchester.tornado.api.types.arrays.IntArray;
        import uk.ac.manchester.tornado.api.types.collections.VectorFloat16;
        import uk.ac.manchester.tornado.api.types.vectors.Float16;

        /**
         * Convolutions for CPU devices: direct, with vectors of {@link VectorLanes#COUNT} images;
         * {@code src/main/generator/VectorKernels.java} has written them.
         *
         * <p>Geometry: the {@code @Parallel} loop deals out {@link VectorTiles#CHUNKS} runs of tiles, which the driver
         * spreads over its threads. A tile is four accumulators, beside the sums of what they held before. No local
         * memory. FLOPs: {@link dcgan.tensor.op.Convolution.Geometry#flops} for P instead of N images: the border's
         * zeros are left out. Bytes: four multiply-adds of 16 lanes, 128 FLOPs, read one vector and four scalars, 80
         * bytes, nearly all from the caches; a number of the result is written once.
         *
         * <p>They add the same products in the same order as the simd backend does, which is why they give the same
         * bits: tap by tap, and of each tap {@link SummationOrder#PART} channels by themselves. Of images of up to
         * {@link SummationOrder#THIN} channels the taps come in the order of simd's columns.
         *
         * <p>Integers: {@link ConvolutionArguments}, the weight being the {@linkplain PackedWeight packed} one.
         */
        public final class VectorConvolutions {

            private VectorConvolutions() {}

            $kernels
        }
        """;

    private static final String KERNEL = """
        $doc
        public static void $name(FloatArray a, IntArray g) {
            VectorFloat16 vectors = new VectorFloat16(a);
            int blocks = g.get(IMAGE_VECTORS);
            $extents
            for (@Parallel int t = 0; t < CHUNKS; t++) {
                int end = Math.min(tiles, (t + 1) * chunk);
                for (int tile = t * chunk; tile < end; tile++) {
                    int pixel = tile % $targetPlane;
                    int $channel = tile / $targetPlane * ROWS;
                    int lastRow = g.get($channels) - 1;
                    $window
                    Float16 sum$r = Vectors.all(0);
                    $accumulators
                    for ($rowsOfTap) {
                        for ($columnsOfTap) {
                            $tap
                            for (int first = 0; first < g.get($summedChannels); first += SummationOrder.PART) {
                                int last = Math.min(g.get($summedChannels), first + SummationOrder.PART);
                                $newParts
                                for (int $summed = first; $summed < last; $summed++) {
                                    Float16 v = vectors.get(index);
                                    part$r = Vectors.addProduct(part$r, v, a.get(w + $r));
                                    index += $sourcePlane;
                                    w += ROWS;
                                }
                                $afterPart
                            }
                            $afterTap
                        }
                    }
                    int $target = g.get($targetOffset) / VectorLanes.COUNT + $channel * $targetPlane + pixel;
                    vectors.set($target, VectorTiles.result(a, g, $channel, sum0, $rest0));
                    $stores
                }
            }
        }
        """;

    /** Of the rows after the first, which the last tile may lack. */
    private static final String STORES = Template.each("r", 1, ROWS, """
        if ($channel + $r <= lastRow) {
            vectors.set($target + $r * $targetPlane, VectorTiles.result(a, g, $channel + $r, sum$r, $rest$r));
        }
        """);
}
