/**
 * The source of {@code Sums}. All seven kernels are one loop and one tree of additions. They differ in what is summed
 * and in what becomes of the sum. They cannot share a method, because TornadoVM 5.2 reads local memory that was passed
 * to a method at wrong addresses.
 */
final class SumKernels {

    private SumKernels() {}

    static String source() {
        return new Template(CLASS)
                .with(
                        "kernels",
                        String.join(
                                "\n",
                                total(),
                                channelTotal(),
                                channelVariance(),
                                channelGradWeight(),
                                imageTotal(),
                                product(),
                                rowProduct()))
                .source();
    }

    private static String total() {
        return new Template(KERNEL)
                .with(
                        "doc",
                        "/** {@code out[0] = factor · Σ x}, one work group in all: 4 bytes and 4 FLOPs an element. */")
                .with("name", "total")
                .with("group", "")
                .with("operands", "")
                .with("term", "float term = a.get(g.get(SUMMED) + row * g.get(ROW_LENGTH) + n) - lost;")
                .with("result", "a.set(g.get(OUT), partial[0] * a.get(g.get(Total.FACTOR)));")
                .text();
    }

    private static String channelTotal() {
        return new Template(KERNEL)
                .with(
                        "doc",
                        "/** {@code out[c] = factor · Σ x[c]}, one work group a channel: 4 bytes and 4 FLOPs an"
                                + " element. */")
                .with("name", "channelTotal")
                .with("group", CHANNEL)
                .with("operands", "int x = g.get(SUMMED) + c * g.get(ROWS) * g.get(ROW_LENGTH);")
                .with("term", "float term = a.get(x + row * g.get(ROW_LENGTH) + n) - lost;")
                .with("result", "a.set(g.get(OUT) + c, partial[0] * a.get(g.get(Total.FACTOR)));")
                .text();
    }

    private static String channelVariance() {
        return new Template(KERNEL)
                .with(
                        "doc",
                        "/** {@code out[c] = factor · Σ (x[c] − mean[c])²}, one work group a channel: 4 bytes and 6"
                                + " FLOPs an element. */")
                .with("name", "channelVariance")
                .with("group", CHANNEL)
                .with("operands", """
                    int x = g.get(SUMMED) + c * g.get(ROWS) * g.get(ROW_LENGTH);
                    float mean = a.get(g.get(Variance.MEAN) + c);
                    """)
                .with("term", """
                    float deviation = a.get(x + row * g.get(ROW_LENGTH) + n) - mean;
                    float term = deviation * deviation - lost;
                    """)
                .with("result", "a.set(g.get(OUT) + c, partial[0] * a.get(g.get(Variance.FACTOR)));")
                .text();
    }

    private static String channelGradWeight() {
        return new Template(KERNEL)
                .with("doc", """
                    /**
                     * {@code out[c] = Σ dy[c] · (x[c] − mean[c]) / √(variance[c] + eps)}, one work group a channel: 8
                     * bytes and 6 FLOPs an element.
                     */
                    """)
                .with("name", "channelGradWeight")
                .with("group", CHANNEL)
                .with("operands", """
                    int channel = c * g.get(ROWS) * g.get(ROW_LENGTH);
                    int dy = g.get(SUMMED) + channel;
                    int x = g.get(GradWeight.X) + channel;
                    float mean = a.get(g.get(GradWeight.MEAN) + c);
                    """)
                .with("term", """
                    int k = row * g.get(ROW_LENGTH) + n;
                    float term = a.get(dy + k) * (a.get(x + k) - mean) - lost;
                    """)
                .with("result", """
                    float deviation = TornadoMath.sqrt(a.get(g.get(GradWeight.VARIANCE) + c) + a.get(g.get(GradWeight.EPS)));
                    a.set(g.get(OUT) + c, partial[0] / deviation);
                    """)
                .text();
    }

    private static String imageTotal() {
        return new Template(KERNEL)
                .with("doc", """
                    /**
                     * {@code out[n] = factor · Σ x[n]}, one work group an image, whose rows are those of its pixels: 4 bytes
                     * and 4 FLOPs an element.
                     */
                    """)
                .with("name", "imageTotal")
                .with("group", "int image = context.groupIdx;")
                .with("operands", "int x = g.get(SUMMED) + image;")
                .with("term", "float term = a.get(x + (row * g.get(ROW_LENGTH) + n) * g.get(Image.STRIDE)) - lost;")
                .with("result", "a.set(g.get(OUT) + image, partial[0] * a.get(g.get(Image.FACTOR)));")
                .text();
    }

    private static String product() {
        return new Template(KERNEL)
                .with("doc", "/** {@code out[0] = Σ a · b}, one work group in all: 8 bytes and 5 FLOPs an element. */")
                .with("name", "product")
                .with("group", "")
                .with("operands", "")
                .with("term", """
                    int k = row * g.get(ROW_LENGTH) + n;
                    float term = a.get(g.get(SUMMED) + k) * a.get(g.get(Product.OTHER) + k) - lost;
                    """)
                .with("result", "a.set(g.get(OUT), partial[0]);")
                .text();
    }

    private static String rowProduct() {
        return new Template(KERNEL)
                .with("doc", """
                    /**
                     * {@code out[s] = Σ matrix[s] · vector}, one work group a row of the matrix: 8 bytes and 5 FLOPs an element.
                     */
                    """)
                .with("name", "rowProduct")
                .with("group", "int s = context.groupIdx;")
                .with("operands", "int x = g.get(SUMMED) + s * g.get(Product.ROW_STRIDE);")
                .with("term", """
                    int k = row * g.get(ROW_LENGTH) + n;
                    float term = a.get(x + k * g.get(Product.STRIDE)) * a.get(g.get(Product.OTHER) + k) - lost;
                    """)
                .with("result", "a.set(g.get(OUT) + s, partial[0]);")
                .text();
    }

    private static final String CHANNEL = "int c = context.groupIdx;";

    private static final String CLASS = """
        package dcgan.tensor.tornado.kernels;

        import uk.ac.manchester.tornado.api.KernelContext;
        import uk.ac.manchester.tornado.api.math.TornadoMath;
        import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
        import uk.ac.manchester.tornado.api.types.arrays.IntArray;

        /**
         * Sums over a whole buffer or over a channel; {@code src/main/generator/SumKernels.java} has written them.
         *
         * <p>Geometry: one work group of {@link #GROUP} items a sum, 16 lanes by 16 rows. A row is the images of one
         * pixel, so that 16 items read 64 contiguous bytes. Local memory: a float an item. The additions are
         * compensated (Kahan 1965).
         */
        public final class Sums {

            /** The size of a work group. */
            public static final int GROUP = 256;

            private static final int ROWS_AT_ONCE = GROUP / VectorLanes.COUNT;

            /** Index of the number of rows, of a channel or of the whole buffer. */
            public static final int ROWS = 0;

            /** Indices of the length of a row, and of how many of its numbers are summed. */
            public static final int ROW_LENGTH = 1;

            public static final int ROW_VALID = 2;

            /** Indices of the offsets of the summed numbers and of the result. */
            public static final int SUMMED = 3;

            public static final int OUT = 4;

            /** Index, for {@link #total} and {@link #channelTotal}, of the offset of the factor. */
            public static final class Total {
                public static final int FACTOR = 5;

                /** The number of integers. */
                public static final int LENGTH = 6;

                private Total() {}
            }

            /** Indices, for {@link #channelVariance}, of the offsets of the factor and of the means. */
            public static final class Variance {
                public static final int FACTOR = 5;
                public static final int MEAN = 6;

                /** The number of integers. */
                public static final int LENGTH = 7;

                private Variance() {}
            }

            /** Indices, for {@link #channelGradWeight}, of the offsets of x, the means, the variances and eps. */
            public static final class GradWeight {
                public static final int X = 5;
                public static final int MEAN = 6;
                public static final int VARIANCE = 7;
                public static final int EPS = 8;

                /** The number of integers. */
                public static final int LENGTH = 9;

                private GradWeight() {}
            }

            /** Indices, for {@link #imageTotal}, of the offset of the factor and of how far apart an image's numbers are. */
            public static final class Image {
                public static final int FACTOR = 5;
                public static final int STRIDE = 6;

                /** The number of integers. */
                public static final int LENGTH = 7;

                private Image() {}
            }

            /**
             * Indices, for {@link #product} and {@link #rowProduct}, of the offset of the other factor, and of how far apart two
             * rows of a matrix are and two numbers of a row.
             */
            public static final class Product {
                public static final int OTHER = 5;
                public static final int ROW_STRIDE = 6;
                public static final int STRIDE = 7;

                /** The number of integers. */
                public static final int LENGTH = 8;

                private Product() {}
            }

            private Sums() {}

            $kernels
        }
        """;

    private static final String KERNEL = """
        $doc
        public static void $name(KernelContext context, FloatArray a, IntArray g) {
            int item = context.localIdx;
            $group
            float[] partial = context.allocateFloatLocalArray(GROUP);
            $operands
            float sum = 0;
            float lost = 0;
            for (int row = item / VectorLanes.COUNT; row < g.get(ROWS); row += ROWS_AT_ONCE) {
                for (int n = item % VectorLanes.COUNT; n < g.get(ROW_VALID); n += VectorLanes.COUNT) {
                    $term
                    float next = sum + term;
                    lost = (next - sum) - term;
                    sum = next;
                }
            }
            partial[item] = sum;
            for (int half = GROUP / 2; half > 0; half /= 2) {
                context.localBarrier();
                if (item < half) {
                    partial[item] += partial[item + half];
                }
            }
            if (item == 0) {
                $result
            }
        }
        """;
}
