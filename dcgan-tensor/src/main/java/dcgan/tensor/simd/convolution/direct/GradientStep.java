package dcgan.tensor.simd.convolution.direct;

import static dcgan.tensor.planning.SummationOrder.PART;
import static dcgan.tensor.simd.memory.ChannelBlocks.BLOCK;
import static dcgan.tensor.simd.memory.ChannelBlocks.NR;

import dcgan.tensor.op.Convolution.Geometry;
import dcgan.tensor.planning.SummationOrder;
import dcgan.tensor.simd.convolution.kernel.TransposedKernel;
import dcgan.tensor.simd.memory.ChannelBlocks;
import dcgan.tensor.simd.memory.ImageLayout;
import dcgan.tensor.simd.memory.SharedScratch;
import dcgan.tensor.simd.memory.Storage;
import dcgan.tensor.simd.memory.WeightLayout;
import dcgan.tensor.simd.run.Parts;
import dcgan.tensor.simd.run.RangeStep;
import dcgan.tensor.simd.run.Step;
import dcgan.tensor.simd.vector.VectorSum;
import java.util.Arrays;

/**
 * A convolution's gradient to its weight: for each tap the sum, over the pixel pairs that it joins, of the matrix products
 * {@code rowsᵀ · columns} over the batch. Of the two images the one that gives the rows is the one whose channels the
 * {@linkplain WeightLayout weight} has as rows. A job is one block of rows by one block of columns at one tap, or a part of its
 * pairs.
 */
public final class GradientStep implements Step {

    private final Storage target;
    private final Storage rows;
    private final Storage columns;
    private final ImageLayout rowLayout;
    private final ImageLayout columnLayout;
    private final WeightLayout weightLayout;
    private final SharedScratch sums;

    /** For each tap the pixel pairs that it joins: where these begin in the rows and in the columns. */
    private final int[][] joined;

    /** Where a tap has many pairs and the whole few jobs, each job sums only a part of the pairs. */
    private final int parts;

    private GradientStep(
            Geometry geometry, PixelPairs pairs, Storage large, Storage small, Storage target, SharedScratch sums) {
        this.target = target;
        this.weightLayout = (WeightLayout) target.layout;
        this.rows = weightLayout.sumsLarge() ? large : small;
        this.columns = weightLayout.sumsLarge() ? small : large;
        this.rowLayout = (ImageLayout) rows.layout;
        this.columnLayout = (ImageLayout) columns.layout;
        this.sums = sums;
        int[][] byTap = PixelPairs.grouped(pairs.tap(), weightLayout.taps());
        this.joined = Arrays.stream(byTap).map(all -> offsets(pairs, all)).toArray(int[][]::new);
        this.parts = SummationOrder.parts(geometry);
        if (parts > 1) {
            sums.require((long) parts * target.data.length);
        }
    }

    /**
     * The whole gradient, with the step that adds up the parts, if there are any.
     *
     * @param pairs the pixels of the two images that are multiplied
     * @param large the large image, in blocks with room for {@value ChannelBlocks#BLOCK} channels
     * @param small the small image, likewise
     * @param target receives the gradient
     * @param sums for the sums of the parts
     */
    public static Step[] steps(
            Geometry geometry, PixelPairs pairs, Storage large, Storage small, Storage target, SharedScratch sums) {
        GradientStep step = new GradientStep(geometry, pairs, large, small, target, sums);
        return step.parts == 1
                ? new Step[] {step}
                : new Step[] {step, new RangeStep(target.data.length, step::addParts)};
    }

    private int[] offsets(PixelPairs pairs, int[] ofTap) {
        int[] rowPixels = weightLayout.sumsLarge() ? pairs.large() : pairs.small();
        int[] columnPixels = weightLayout.sumsLarge() ? pairs.small() : pairs.large();
        int[] offsets = new int[2 * ofTap.length];
        for (int i = 0; i < ofTap.length; i++) {
            offsets[2 * i] = rowLayout.offset(rowPixels[ofTap[i]], 0);
            offsets[2 * i + 1] = columnLayout.offset(columnPixels[ofTap[i]], 0);
        }
        return offsets;
    }

    private void addParts(int from, int to) {
        float[] partial = sums.data();
        System.arraycopy(partial, from, target.data, from, to - from);
        for (int part = 1; part < parts; part++) {
            VectorSum.add(target.data, partial, part * target.data.length, target.data, from, to);
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

        int[] offsets = joined[tap];
        int pairs = offsets.length / 2;
        int from = Parts.begin(pairs, part, parts) * 2;
        int to = Parts.begin(pairs, part + 1, parts) * 2;
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
            int row = offsets[i] + rowBlock * rowLayout.blockLength();
            int column = offsets[i + 1] + columnBlock * columnLayout.blockLength();
            for (int image = 0; image < rowLayout.n(); image += PART) {
                int images = Math.min(PART, rowLayout.n() - image);
                for (int panel = 0; panel < panels; panel++) {
                    TransposedKernel.multiply(
                            rowLayout.blocks().used(rowBlock),
                            images,
                            rows.data,
                            row + image * BLOCK,
                            columns.data,
                            column + image * BLOCK + panel * NR,
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
