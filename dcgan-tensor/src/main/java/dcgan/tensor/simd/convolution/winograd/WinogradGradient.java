package dcgan.tensor.simd.convolution.winograd;

import static dcgan.tensor.planning.SummationOrder.PART;
import static dcgan.tensor.simd.memory.ChannelBlocks.BLOCK;
import static dcgan.tensor.simd.memory.ChannelBlocks.NR;

import dcgan.tensor.simd.convolution.kernel.TransposedKernel;
import dcgan.tensor.simd.memory.ChannelBlocks;
import dcgan.tensor.simd.memory.ImageLayout;
import dcgan.tensor.simd.memory.Storage;
import dcgan.tensor.simd.memory.WeightLayout;
import dcgan.tensor.simd.run.Parts;
import dcgan.tensor.simd.run.Step;
import java.util.List;

/**
 * A convolution's gradient to its weight, by {@link WinogradTransform}. A job is one phase of one block of rows by one block of columns: tile
 * by tile it transforms both images and adds up their 25 matrix products, and in the end transforms these to the gradient
 * to four taps. Where that makes fewer jobs than threads, a job takes only a part of the block's rows and columns; each part
 * transforms the images anew. No sum depends on that.
 */
public final class WinogradGradient implements Step {

    /** Of a block, and of how many rows a part has at least: with fewer, the transforms would take longer than the products. */
    private static final int MOST_ROW_PARTS = 4;

    private static final int FEWEST_ROWS = 16;

    /** One of the two images. The large one gives windows, the small one the gradients to the outputs. */
    private record Side(float[] image, ImageLayout layout, boolean large) {

        void transform(
                WinogradPhase phase,
                int tile,
                int block,
                int first,
                int images,
                WinogradScratch scratch,
                Planes factors) {
            Planes planes = large ? scratch.window : scratch.tileGradient;
            int[] pixels = large ? phase.windows()[tile] : phase.outputs()[tile];
            planes.setPixels(image, layout, pixels, block, first);
            (large ? WinogradTransform.INPUT : WinogradTransform.OUTPUT_GRADIENT)
                    .apply(planes, 0, factors, 0, images * BLOCK, scratch.between);
        }
    }

    private final WinogradPhase[] phases;
    private final Side rows;
    private final Side columns;
    private final float[] target;
    private final WeightLayout weightLayout;
    private final WinogradScratchPool scratchPool;
    private final int panelParts;
    private final int rowParts;

    /**
     * @param phases those of the pass from the large image to the small one
     * @param large the large image, in blocks with room for {@value ChannelBlocks#BLOCK} channels
     * @param small the small image, likewise
     * @param target receives the gradient
     * @param scratchPool for the jobs
     * @param threads that will work on it
     */
    public WinogradGradient(
            List<WinogradPhase> phases,
            Storage large,
            Storage small,
            Storage target,
            WinogradScratchPool scratchPool,
            int threads) {
        this.phases = phases.toArray(WinogradPhase[]::new);
        this.target = target.data;
        this.scratchPool = scratchPool;
        this.weightLayout = (WeightLayout) target.layout;
        Side windows = new Side(large.data, (ImageLayout) large.layout, true);
        Side outputs = new Side(small.data, (ImageLayout) small.layout, false);
        this.rows = weightLayout.sumsLarge() ? windows : outputs;
        this.columns = weightLayout.sumsLarge() ? outputs : windows;
        int most = columns.layout.blocks().panels(0);
        this.panelParts = parts(threads, blocks(), most);
        int fit = Math.clamp(rows.layout.blocks().used(0) / FEWEST_ROWS, 1, MOST_ROW_PARTS);
        // Rows are divided only where each part has a single panel, for those of a part follow each other in memory.
        this.rowParts = panelParts < most ? 1 : parts(threads, blocks() * panelParts, fit);
    }

    /** How many parts give all threads a job, as far as there may be so many: a power of two. */
    private static int parts(int threads, int jobs, int most) {
        int parts = 1;
        while (jobs * parts < threads && 2 * parts <= most) {
            parts *= 2;
        }
        return parts;
    }

    private int blocks() {
        return phases.length
                * rows.layout.blocks().count()
                * columns.layout.blocks().count();
    }

    @Override
    public int jobs() {
        return blocks() * panelParts * rowParts;
    }

    @Override
    public void run(int job) {
        int rowPart = job % rowParts;
        int rest = job / rowParts;
        int panelPart = rest % panelParts;
        rest /= panelParts;
        int columnBlock = rest % columns.layout.blocks().count();
        rest /= columns.layout.blocks().count();
        int rowBlock = rest % rows.layout.blocks().count();
        WinogradPhase phase = phases[rest / rows.layout.blocks().count()];

        int used = rows.layout.blocks().used(rowBlock);
        int firstRow = Parts.begin(used, rowPart, rowParts);
        int rowCount = Parts.begin(used, rowPart + 1, rowParts) - firstRow;
        int panels = columns.layout.blocks().panels(columnBlock);
        int firstPanel = Parts.begin(panels, panelPart, panelParts);
        int endPanel = Parts.begin(panels, panelPart + 1, panelParts);
        if (rowCount == 0 || firstPanel == endPanel) {
            return;
        }
        WinogradScratch scratch = scratchPool.take();
        boolean accumulate = false;
        for (int tile = 0; tile < phase.windows().length; tile++) {
            for (int image = 0; image < rows.layout.n(); image += PART) {
                int images = Math.min(PART, rows.layout.n() - image);
                rows.transform(phase, tile, rowBlock, image, images, scratch, scratch.rows);
                columns.transform(phase, tile, columnBlock, image, images, scratch, scratch.columns);
                scratch.multiply(
                        TransposedKernel::multiply,
                        rowCount,
                        firstRow,
                        images,
                        endPanel - firstPanel,
                        firstPanel * NR,
                        NR,
                        weightLayout.panelLength(),
                        NR,
                        accumulate);
                accumulate = true;
            }
        }
        int start = (columnBlock * columns.layout.blocks().size() / NR + firstPanel) * weightLayout.panelLength();
        int length = (endPanel - firstPanel) * weightLayout.panelLength();
        transformTaps(phase.taps(), rowBlock, start + firstRow * NR, rowParts == 1 ? length : rowCount * NR, scratch);
        scratchPool.give(scratch);
    }

    private void transformTaps(int[] taps, int rowBlock, int start, int length, WinogradScratch scratch) {
        for (int i = 0; i < taps.length; i++) {
            scratch.taps.set(i, target, weightLayout.offset(taps[i], rowBlock) + start);
        }
        WinogradTransform.FILTER_GRADIENT.apply(scratch.products, 0, scratch.taps, 0, length, scratch.between);
    }
}
