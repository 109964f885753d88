import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes the micro-kernels of {@code dcgan.tensor.simd.convolution.kernel}; the build runs it. All are one loop, in which only the number of rows
 * and the offsets of A's and B's elements differ. The JVM's compiler has to see these as constants: a row whose offset it must
 * compute costs two instructions a step, and sums in an array would not stay in registers. So each is written out. Nor may two
 * values of a vector meet after a branch: now and then the compiler then keeps all of that loop's vectors on the heap.
 */
class MicroKernels {

    /** Rows that are computed at once: with two vectors each they fill 32 registers, or 16. */
    private static final int[] ROWS = {12, 5, 4, 1};

    /** Expects the folder for the sources, which is emptied: javac would compile what an earlier version left there. */
    public static void main(String[] args) throws IOException {
        delete(Path.of(args[0]));
        Path folder = Files.createDirectories(Path.of(args[0], "dcgan", "tensor", "simd", "convolution", "kernel"));
        write(folder, "RowKernel", new Offsets("m * BLOCK", "k", "k * NR"));
        write(folder, "TransposedKernel", new Offsets("m", "k * BLOCK", "k * BLOCK"));
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /**
     * Where elements lie.
     *
     * @param row from the start of A to the m-th row
     * @param column from there to the k-th element
     * @param depth from the start of B to its k-th row
     */
    private record Offsets(String row, String column, String depth) {

        String row(Object m) {
            return row.replace("m", m.toString());
        }
    }

    private static void write(Path folder, String name, Offsets offsets) throws IOException {
        String source = CLASS.replace("$name", name)
                .replace("$a", offsets.row + " + " + offsets.column)
                .replace("$b", offsets.depth)
                .replace("$start", "a0 + " + offsets.row("row"));
        String kernels =
                IntStream.of(ROWS).mapToObj(rows -> kernel(rows, offsets)).collect(Collectors.joining("\n"));
        Files.writeString(folder.resolve(name + ".java"), fill(source, "kernels", kernels));
    }

    private static String kernel(int rows, Offsets offsets) {
        String kernel = KERNEL.replace("$rows", "" + rows)
                .replace("$column", offsets.column)
                .replace("$depth", offsets.depth);
        kernel = fill(kernel, "offsets", each(1, rows, row -> "int c%d = c%d + cStride;".formatted(row, row - 1)));
        kernel = fill(kernel, "zeros", each(0, rows, row -> """
            FloatVector l%1$d = FloatVector.zero(SPECIES);
            FloatVector r%1$d = FloatVector.zero(SPECIES);\
            """.formatted(row)));
        kernel = fill(kernel, "products", each(0, rows, row -> """
            FloatVector x%1$d = FloatVector.broadcast(SPECIES, a[i + %2$s]);
            l%1$d = x%1$d.fma(left, l%1$d);
            r%1$d = x%1$d.fma(right, r%1$d);\
            """.formatted(row, offsets.row(row))));
        kernel = fill(kernel, "sums", each(0, rows, row -> """
            l%1$d.add(FloatVector.fromArray(SPECIES, c, c%1$d)).intoArray(c, c%1$d);
            r%1$d.add(FloatVector.fromArray(SPECIES, c, c%1$d + V)).intoArray(c, c%1$d + V);\
            """.formatted(row)));
        return fill(kernel, "stores", each(0, rows, row -> """
            l%1$d.intoArray(c, c%1$d);
            r%1$d.intoArray(c, c%1$d + V);\
            """.formatted(row)));
    }

    private static String each(int from, int to, IntFunction<String> text) {
        return IntStream.range(from, to).mapToObj(text).collect(Collectors.joining("\n"));
    }

    /** Puts lines in place of a line of the template, as far to the right as that. */
    private static String fill(String template, String name, String lines) {
        return Pattern.compile("(?m)^( *)\\$" + name + "\n")
                .matcher(template)
                .replaceAll(line ->
                        Matcher.quoteReplacement(lines.indent(line.group(1).length())));
    }

    private static final String CLASS = """
        package dcgan.tensor.simd.convolution.kernel;

        import static dcgan.tensor.planning.SummationOrder.PART;
        import static dcgan.tensor.simd.memory.ChannelBlocks.BLOCK;
        import static dcgan.tensor.simd.memory.ChannelBlocks.NR;
        import static dcgan.tensor.simd.vector.FloatSpecies.SPECIES;
        import static dcgan.tensor.simd.vector.FloatSpecies.V;

        import dcgan.tensor.planning.SummationOrder;
        import jdk.incubator.vector.FloatVector;

        /**
         * The micro-kernel {@code C[m][n] (+)= Σ_k A[$a] · B[$b + n]} for NR columns n and any number of rows m. MicroKernels.java
         * in src/main/generator has written it.
         *
         * <p>With 16 registers, five rows of two vectors: ten sums hide the latency of the multiply-add, and with the two
         * vectors of B and one broadcast they fit; with six rows the register allocator may spill, at half the speed. With
         * 32 registers, twelve rows. Four rows and one serve for the rest.
         *
         * <p>Each sum of at most {@value SummationOrder#PART} products is formed by itself and then added, which loses fewer digits
         * than one long sum: float32 then follows the exact training closely enough that PyTorch's numbers hold.
         */
        public final class $name {

            /** Floats of a vector of 512 bits, which come with 32 registers. */
            private static final int MANY_REGISTERS = 16;

            private $name() {}

            /**
             * Computes {@code rows} rows of NR columns.
             *
             * @param depth the number of k, from 1 to {@value SummationOrder#PART}
             * @param accumulate whether to add to C instead of overwriting it
             */
            public static void multiply(
                    int rows, int depth, float[] a, int a0, float[] b, int b0,
                    float[] c, int c0, int cStride, boolean accumulate) {
                int twelves = V < MANY_REGISTERS ? 0 : twelves(rows);
                int rest = rows - 12 * twelves;
                // 12 rows and more can be divided into fives and fours.
                int fours = 4 - (rest + 4) % 5;
                int ones = 0;
                if (4 * fours > rest) {
                    fours = 0;
                    ones = rest % 5;
                }
                int row = 0;
                for (; row < 12 * twelves; row += 12) {
                    rows12(depth, a, $start, b, b0, c, c0 + row * cStride, cStride, accumulate);
                }
                for (; row < rows - 4 * fours - ones; row += 5) {
                    rows5(depth, a, $start, b, b0, c, c0 + row * cStride, cStride, accumulate);
                }
                for (; row < rows - ones; row += 4) {
                    rows4(depth, a, $start, b, b0, c, c0 + row * cStride, cStride, accumulate);
                }
                for (; row < rows; row++) {
                    rows1(depth, a, $start, b, b0, c, c0 + row * cStride, cStride, accumulate);
                }
            }

            /** As many as leave a rest that can be divided into fives and fours. */
            private static int twelves(int rows) {
                int rest = rows % 12;
                boolean divisible = rest % 4 == 0 || rest % 5 == 0 || rest == 9;
                return divisible ? rows / 12 : Math.max(0, rows / 12 - 1);
            }

            /**
             * Tells the compiler that the loop is short: it then keeps the sums in registers and does not strip-mine it. The
             * longest sum is a power of two.
             */
            private static int bounded(int depth) {
                return 1 + (depth - 1 & PART - 1);
            }

            $kernels
        }
        """;

    private static final String KERNEL = """
        private static void rows$rows(
                int depth, float[] a, int a0, float[] b, int b0, float[] c, int c0, int cStride, boolean accumulate) {
            int length = bounded(depth);
            $offsets
            $zeros
            for (int k = 0; k < length; k++) {
                int i = a0 + $column;
                int j = b0 + $depth;
                FloatVector left = FloatVector.fromArray(SPECIES, b, j);
                FloatVector right = FloatVector.fromArray(SPECIES, b, j + V);
                $products
            }
            if (accumulate) {
                $sums
            } else {
                $stores
            }
        }
        """;
}
