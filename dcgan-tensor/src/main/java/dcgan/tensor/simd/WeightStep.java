package dcgan.tensor.simd;

import static dcgan.tensor.simd.Lanes.DEPTH;
import static dcgan.tensor.simd.Lanes.NR;

import dcgan.tensor.simd.Layout.Image;
import dcgan.tensor.simd.Layout.Weight;
import dcgan.tensor.simd.PixelPairs.Pair;
import java.util.Arrays;
import java.util.List;

/**
 * A convolution's gradient to its weight: for each tap the sum, over the pixel pairs that it joins, of the matrix products
 * {@code rowsᵀ · columns} over the batch. A job is one block of rows by one block of columns at one tap; where that gives
 * few jobs, the pairs of a tap are split into parts, whose sums {@link #parts} are added by a step of their own.
 */
final class WeightStep implements Step {

    private static final int ENOUGH_JOBS = 64;
    private static final int LEAST_PAIRS = 8;

    private final float[] rows;
    private final float[] columns;
    private final float[] partial;
    private final int partLength;
    private final Image rowLayout;
    private final Image columnLayout;
    private final Weight weightLayout;

    /** For each tap the pixel pairs that it joins: where the pixels of the row and the column image begin. */
    private final int[][] segments;

    private final int parts;
    private final int tapJobs;

    /**
     * @param large the large image
     * @param small the small image
     * @param target receives the gradient
     */
    WeightStep(PixelPairs pairs, Storage large, Storage small, Storage target) {
        this.weightLayout = (Weight) target.layout;
        Storage rowImage = weightLayout.sumsLarge() ? large : small;
        Storage columnImage = weightLayout.sumsLarge() ? small : large;
        this.rows = rowImage.data;
        this.columns = columnImage.data;
        this.rowLayout = (Image) rowImage.layout;
        this.columnLayout = (Image) columnImage.layout;
        this.segments = new int[weightLayout.taps()][];
        int mostPairs = 0;
        for (int tap = 0; tap < segments.length; tap++) {
            int own = tap;
            List<Pair> joined =
                    pairs.all().stream().filter(pair -> pair.tap() == own).toList();
            mostPairs = Math.max(mostPairs, joined.size());
            segments[tap] = new int[joined.size() * 2];
            int next = 0;
            for (Pair pair : joined) {
                segments[tap][next++] = rowLayout.offset(weightLayout.sumsLarge() ? pair.large() : pair.small(), 0);
                segments[tap][next++] = columnLayout.offset(weightLayout.sumsLarge() ? pair.small() : pair.large(), 0);
            }
        }
        this.tapJobs = rowLayout.blocks().count() * columnLayout.blocks().count();
        int jobs = segments.length * tapJobs;
        this.parts = Math.max(1, Math.min((ENOUGH_JOBS + jobs - 1) / jobs, mostPairs / LEAST_PAIRS));
        this.partLength = target.data.length;
        this.partial = parts == 1 ? target.data : new float[parts * partLength];
        this.sum = parts == 1 ? null : new RangeStep(partLength, (from, to) -> sum(target.data, from, to));
    }

    private final Step sum;

    /** The step that adds the parts up and must follow; null where there is but one part. */
    Step sum() {
        return sum;
    }

    private void sum(float[] target, int from, int to) {
        System.arraycopy(partial, from, target, from, to - from);
        for (int part = 1; part < parts; part++) {
            Pointwise.addShifted(target, partial, part * partLength, target, from, to);
        }
    }

    @Override
    public int jobs() {
        return parts * segments.length * tapJobs;
    }

    @Override
    public void run(int job) {
        int columnBlock = job % columnLayout.blocks().count();
        int rest = job / columnLayout.blocks().count();
        int rowBlock = rest % rowLayout.blocks().count();
        rest /= rowLayout.blocks().count();
        int tap = rest % segments.length;
        int part = rest / segments.length;
        int pairs = segments[tap].length / 2;
        int from = (int) ((long) pairs * part / parts) * 2;
        int to = (int) ((long) pairs * (part + 1) / parts) * 2;
        int used = rowLayout.blocks().used(rowBlock);
        int panels = columnLayout.blocks().size() / NR;
        int base = part * partLength
                + weightLayout.offset(tap, rowBlock)
                + columnBlock * panels * weightLayout.panelLength();
        if (from == to) {
            Arrays.fill(partial, base, base + panels * weightLayout.panelLength(), 0);
        }
        int images = rowLayout.n();
        boolean accumulate = false;
        for (int s = from; s < to; s += 2) {
            for (int image = 0; image < images; image += DEPTH) {
                for (int panel = 0; panel < panels; panel++) {
                    ColumnKernel.multiply(
                            used,
                            Math.min(DEPTH, images - image),
                            rows,
                            segments[tap][s]
                                    + rowBlock * rowLayout.blockLength()
                                    + image * rowLayout.blocks().size(),
                            rowLayout.blocks().size(),
                            columns,
                            segments[tap][s + 1]
                                    + columnBlock * columnLayout.blockLength()
                                    + image * columnLayout.blocks().size()
                                    + panel * NR,
                            columnLayout.blocks().size(),
                            partial,
                            base + panel * weightLayout.panelLength(),
                            NR,
                            accumulate);
                }
                accumulate = true;
            }
        }
    }
}
