package dcgan.tensor.simd;

import static dcgan.tensor.simd.Lanes.DEPTH;
import static dcgan.tensor.simd.Lanes.NR;
import static dcgan.tensor.simd.Lanes.SPECIES;
import static dcgan.tensor.simd.Lanes.V;

import dcgan.tensor.simd.Layout.Image;
import dcgan.tensor.simd.Layout.Weight;
import dcgan.tensor.simd.PixelPairs.Pair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/**
 * A convolution's gradient to its weight: for each tap the sum, over the pixel pairs that it joins, of the matrix products
 * {@code rowsᵀ · columns} over the batch. Both images are first rearranged for {@link RowKernel}, in stretches of at most
 * {@link Lanes#DEPTH} images: the one that gives the rows is transposed, the other one cut into panels.
 *
 * <pre>
 *   block of an image          rows                       columns
 *   [image][channel]      →    [stretch][channel][DEPTH]  [stretch][panel][image][NR]
 * </pre>
 */
final class WeightPass {

    private static final int ENOUGH_JOBS = 64;
    private static final int LEAST_PAIRS = 8;

    private final Storage target;
    private final Storage rowImage;
    private final Storage columnImage;
    private final Image rowLayout;
    private final Image columnLayout;
    private final Weight weightLayout;
    private final Scratch rows;
    private final Scratch columns;
    private final Scratch sums;

    /** For each tap the pixel pairs that it joins: where these begin in the rows and in the columns. */
    private final int[][] joined;

    /**
     * @param large the large image
     * @param small the small image
     * @param target receives the gradient
     * @param rows for the transposed image
     * @param columns for the image in panels
     * @param sums for the sums of the parts
     */
    WeightPass(
            PixelPairs pairs,
            Storage large,
            Storage small,
            Storage target,
            Scratch rows,
            Scratch columns,
            Scratch sums) {
        this.target = target;
        this.weightLayout = (Weight) target.layout;
        this.rowImage = weightLayout.sumsLarge() ? large : small;
        this.columnImage = weightLayout.sumsLarge() ? small : large;
        this.rowLayout = (Image) rowImage.layout;
        this.columnLayout = (Image) columnImage.layout;
        this.rows = rows;
        this.columns = columns;
        this.sums = sums;
        this.joined = new int[weightLayout.taps()][];
        for (int tap = 0; tap < joined.length; tap++) {
            joined[tap] = places(pairs, tap);
        }
        rows.require(Layout.START + rowLayout.pixels() * rowLayout.blocks().count() * rowBlockLength(rowLayout));
        columns.require(columnLayout.length());
    }

    private int[] places(PixelPairs pairs, int tap) {
        List<Integer> places = new ArrayList<>();
        for (Pair pair : pairs.all()) {
            if (pair.tap() == tap) {
                int rowPixel = weightLayout.sumsLarge() ? pair.large() : pair.small();
                places.add(Layout.START + rowPixel * rowLayout.blocks().count() * rowBlockLength(rowLayout));
                places.add(columnLayout.offset(weightLayout.sumsLarge() ? pair.small() : pair.large(), 0));
            }
        }
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Floats that a block of the row image takes when transposed. */
    static int rowBlockLength(Image rows) {
        int stretches = (rows.n() + DEPTH - 1) / DEPTH;
        return stretches * DEPTH * rows.blocks().size();
    }

    List<Step> steps() {
        Step transpose = blocks(rowLayout, this::transpose);
        Step cut = blocks(columnLayout, this::cut);
        Multiply multiply = new Multiply();
        return multiply.parts == 1
                ? List.of(transpose, cut, multiply)
                : List.of(transpose, cut, multiply, new RangeStep(target.data.length, multiply::addParts));
    }

    /** The same by Winograd's algorithm. */
    List<Step> winogradSteps(List<WinogradPhase> phases) {
        return List.of(
                blocks(rowLayout, this::transpose),
                blocks(columnLayout, this::cut),
                new WinogradGradient(phases, rowLayout, rows, columnLayout, columns, target));
    }

    /** Work on one stretch of a block; blocks are counted through all pixels. */
    private interface StretchBody {
        void run(int block, int image, int images);
    }

    private static Step blocks(Image layout, StretchBody body) {
        return new Step() {
            @Override
            public int jobs() {
                return layout.pixels() * layout.blocks().count();
            }

            @Override
            public void run(int job) {
                for (int image = 0; image < layout.n(); image += DEPTH) {
                    int images = Math.min(DEPTH, layout.n() - image);
                    body.run(job, image, images);
                }
            }
        };
    }

    private void transpose(int block, int image, int images) {
        float[] from = rowImage.data;
        float[] to = rows.data();
        int channels = rowLayout.blocks().size();
        int source = rowLayout.offset(0, block) + image * channels;
        int target = Layout.START + block * rowBlockLength(rowLayout) + image * channels;
        int used = rowLayout.blocks().used(block % rowLayout.blocks().count());
        for (int channel = 0; channel < used; channel++) {
            for (int i = 0; i < images; i++) {
                to[target + channel * DEPTH + i] = from[source + i * channels + channel];
            }
        }
    }

    private void cut(int block, int image, int images) {
        float[] from = columnImage.data;
        float[] to = columns.data();
        int channels = columnLayout.blocks().size();
        int source = columnLayout.offset(0, block) + image * channels;
        int next = source;
        int panels = columnLayout.blocks().panels(block % columnLayout.blocks().count());
        for (int panel = 0; panel < panels; panel++) {
            for (int i = 0; i < images; i++) {
                int place = source + i * channels + panel * NR;
                FloatVector.fromArray(SPECIES, from, place).intoArray(to, next);
                FloatVector.fromArray(SPECIES, from, place + V).intoArray(to, next + V);
                next += NR;
            }
        }
    }

    /** A job is one block of rows by one block of columns at one tap, or a part of its pairs. */
    private final class Multiply implements Step {

        /** Where a tap has many pairs and the whole few jobs, each job sums only a part of the pairs. */
        private final int parts;

        Multiply() {
            int mostPairs = Arrays.stream(joined)
                    .mapToInt(list -> list.length / 2)
                    .max()
                    .orElse(0);
            int jobs = joined.length
                    * rowLayout.blocks().count()
                    * columnLayout.blocks().count();
            this.parts = Math.max(1, Math.min((ENOUGH_JOBS + jobs - 1) / jobs, mostPairs / LEAST_PAIRS));
            if (parts > 1) {
                sums.require(parts * target.data.length);
            }
        }

        private void addParts(int from, int to) {
            float[] partial = sums.data();
            System.arraycopy(partial, from, target.data, from, to - from);
            for (int part = 1; part < parts; part++) {
                Pointwise.addShifted(target.data, partial, part * target.data.length, target.data, from, to);
            }
        }

        @Override
        public int jobs() {
            return parts
                    * joined.length
                    * rowLayout.blocks().count()
                    * columnLayout.blocks().count();
        }

        @Override
        public void run(int job) {
            int columnBlock = job % columnLayout.blocks().count();
            int rest = job / columnLayout.blocks().count();
            int rowBlock = rest % rowLayout.blocks().count();
            rest /= rowLayout.blocks().count();
            int tap = rest % joined.length;
            int part = rest / joined.length;

            int[] places = joined[tap];
            int pairs = places.length / 2;
            int from = (int) ((long) pairs * part / parts) * 2;
            int to = (int) ((long) pairs * (part + 1) / parts) * 2;
            float[] result = parts == 1 ? target.data : sums.data();
            int panels = columnLayout.blocks().panels(columnBlock);
            int base = part * target.data.length
                    + weightLayout.offset(tap, rowBlock)
                    + columnBlock * columnLayout.blocks().size() / NR * weightLayout.panelLength();
            if (from == to) {
                Arrays.fill(result, base, base + panels * weightLayout.panelLength(), 0);
            }
            boolean accumulate = false;
            for (int i = from; i < to; i += 2) {
                int row = places[i] + rowBlock * rowBlockLength(rowLayout);
                int column = places[i + 1] + columnBlock * columnLayout.blockLength();
                for (int image = 0; image < rowLayout.n(); image += DEPTH) {
                    int images = Math.min(DEPTH, rowLayout.n() - image);
                    for (int panel = 0; panel < panels; panel++) {
                        RowKernel.multiply(
                                rowLayout.blocks().used(rowBlock),
                                images,
                                rows.data(),
                                row + image * rowLayout.blocks().size(),
                                columns.data(),
                                column + image * columnLayout.blocks().size() + panel * images * NR,
                                result,
                                base + panel * weightLayout.panelLength(),
                                NR,
                                accumulate);
                    }
                    accumulate = true;
                }
            }
        }
    }
}
