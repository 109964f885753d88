package dcgan.tensor.simd.convolution.winograd;

import static dcgan.tensor.planning.SummationOrder.PART;
import static dcgan.tensor.simd.memory.ChannelBlocks.BLOCK;
import static dcgan.tensor.simd.memory.ChannelBlocks.NR;

import dcgan.tensor.simd.convolution.kernel.TransposedKernel;
import dcgan.tensor.simd.memory.ChannelBlocks;
import dcgan.tensor.simd.memory.ImageLayout;
import dcgan.tensor.simd.memory.Storage;
import dcgan.tensor.simd.memory.WeightLayout;
import dcgan.tensor.simd.run.Step;
import java.util.List;

/**
 * A convolution's gradient to its weight, by {@link WinogradTransform}. A job is one phase of one block of rows by one block of columns: tile
 * by tile it transforms both images and adds up their 25 matrix products, and in the end transforms these to the gradient
 * to four taps.
 */
public final class WinogradGradient implements Step {

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
                    .apply(planes, factors, images * BLOCK, scratch.between);
        }
    }

    private final WinogradPhase[] phases;
    private final Side rows;
    private final Side columns;
    private final float[] target;
    private final WeightLayout weightLayout;
    private final WinogradScratchPool scratchPool;

    /**
     * @param phases those of the pass from the large image to the small one
     * @param large the large image, in blocks with room for {@value ChannelBlocks#BLOCK} channels
     * @param small the small image, likewise
     * @param target receives the gradient
     * @param scratchPool for the jobs
     */
    public WinogradGradient(
            List<WinogradPhase> phases, Storage large, Storage small, Storage target, WinogradScratchPool scratchPool) {
        this.phases = phases.toArray(WinogradPhase[]::new);
        this.target = target.data;
        this.scratchPool = scratchPool;
        this.weightLayout = (WeightLayout) target.layout;
        Side windows = new Side(large.data, (ImageLayout) large.layout, true);
        Side outputs = new Side(small.data, (ImageLayout) small.layout, false);
        this.rows = weightLayout.sumsLarge() ? windows : outputs;
        this.columns = weightLayout.sumsLarge() ? outputs : windows;
    }

    @Override
    public int jobs() {
        return phases.length
                * rows.layout.blocks().count()
                * columns.layout.blocks().count();
    }

    @Override
    public void run(int job) {
        int columnBlock = job % columns.layout.blocks().count();
        int rest = job / columns.layout.blocks().count();
        int rowBlock = rest % rows.layout.blocks().count();
        WinogradPhase phase = phases[rest / rows.layout.blocks().count()];
        WinogradScratch scratch = scratchPool.take();
        boolean accumulate = false;
        for (int tile = 0; tile < phase.windows().length; tile++) {
            for (int image = 0; image < rows.layout.n(); image += PART) {
                int images = Math.min(PART, rows.layout.n() - image);
                rows.transform(phase, tile, rowBlock, image, images, scratch, scratch.rows);
                columns.transform(phase, tile, columnBlock, image, images, scratch, scratch.columns);
                scratch.multiply(
                        TransposedKernel::multiply,
                        rows.layout.blocks().used(rowBlock),
                        images,
                        columns.layout.blocks().panels(columnBlock),
                        NR,
                        weightLayout.panelLength(),
                        NR,
                        accumulate);
                accumulate = true;
            }
        }
        transformTaps(phase.taps(), rowBlock, columnBlock, scratch);
        scratchPool.give(scratch);
    }

    private void transformTaps(int[] taps, int rowBlock, int columnBlock, WinogradScratch scratch) {
        int start = columnBlock * columns.layout.blocks().size() / NR * weightLayout.panelLength();
        for (int i = 0; i < taps.length; i++) {
            scratch.taps.set(i, target, weightLayout.offset(taps[i], rowBlock) + start);
        }
        int length = columns.layout.blocks().panels(columnBlock) * weightLayout.panelLength();
        WinogradTransform.FILTER_GRADIENT.apply(scratch.products, scratch.taps, length, scratch.between);
    }
}
