package dcgan.tensor.simd.convolution.winograd;

import static dcgan.tensor.simd.memory.ChannelBlocks.NR;

import dcgan.tensor.simd.convolution.kernel.RowKernel;
import dcgan.tensor.simd.memory.Epilogue;
import dcgan.tensor.simd.memory.ImageLayout;
import dcgan.tensor.simd.memory.Storage;
import dcgan.tensor.simd.memory.WeightLayout;
import dcgan.tensor.simd.run.Parts;
import dcgan.tensor.simd.run.Step;
import java.util.List;

/**
 * A convolution's pass from one image to the other, by {@link WinogradTransform}. A job is a tile of one block of the target for up to
 * {@value WinogradScratch#MOST_IMAGES} images, or for a small batch several tiles, so that there are as many rows to multiply and the
 * weight is not transformed for each tile: block by block of the source it transforms the weight and the window, adds their 25 matrix products
 * to those of the blocks before, and in the end transforms these to the tile. What it transforms is then in the cache
 * when it is multiplied, and never in memory.
 */
public final class WinogradForward implements Step {

    private static final int JOBS_PER_THREAD = 2;

    /** In a group: for each group the weights are transformed anew. */
    private static final int FEWEST_IMAGES = 8;

    private final float[] source;
    private final float[] weight;
    private final float[] target;
    private final ImageLayout sourceLayout;
    private final ImageLayout targetLayout;
    private final WeightLayout weightLayout;
    private final Epilogue epilogue;

    /** Phases that yield the same outputs. */
    private final WinogradPhase[][] sums;

    private final WinogradScratchPool scratchPool;
    private final int tiles;
    private final int groups;

    /** Parts of the tiles; a job has one of them. */
    private final int tileParts;

    /**
     * @param sums the phases; those in one list are added up
     * @param scratchPool for the jobs
     * @param threads that will work on it
     */
    public WinogradForward(
            List<List<WinogradPhase>> sums,
            Storage source,
            Storage weight,
            Storage target,
            Epilogue epilogue,
            WinogradScratchPool scratchPool,
            int threads) {
        this.source = source.data;
        this.weight = weight.data;
        this.target = target.data;
        this.sourceLayout = (ImageLayout) source.layout;
        this.weightLayout = (WeightLayout) weight.layout;
        this.targetLayout = (ImageLayout) target.layout;
        this.epilogue = epilogue;
        this.scratchPool = scratchPool;
        this.sums =
                sums.stream().map(list -> list.toArray(WinogradPhase[]::new)).toArray(WinogradPhase[][]::new);
        this.tiles = this.sums[0][0].windows().length;
        this.groups = groups(threads);
        this.tileParts = tileParts(threads);
    }

    /** At most {@value WinogradScratch#MOST_IMAGES} images in each, and fewer where there would not be work for all threads. */
    private int groups(int threads) {
        int whole = sums.length * targetLayout.blocks().count() * tiles;
        int groups = Math.ceilDiv(sourceLayout.n(), WinogradScratch.MOST_IMAGES);
        while (whole * groups < JOBS_PER_THREAD * threads && sourceLayout.n() / groups >= 2 * FEWEST_IMAGES) {
            groups *= 2;
        }
        return groups;
    }

    /** As few as have at most {@value WinogradScratch#MOST_IMAGES} rows each, and work for all threads. */
    private int tileParts(int threads) {
        int inOne = groups == 1 ? Math.max(1, WinogradScratch.MOST_IMAGES / sourceLayout.n()) : 1;
        int fewest = Math.ceilDiv(tiles, inOne);
        int forThreads = Math.ceilDiv(
                JOBS_PER_THREAD * threads, sums.length * targetLayout.blocks().count());
        return Math.min(tiles, Math.max(fewest, forThreads));
    }

    @Override
    public int jobs() {
        return sums.length * targetLayout.blocks().count() * tileParts * groups;
    }

    @Override
    public void run(int job) {
        int group = job % groups;
        int rest = job / groups;
        int tilePart = rest % tileParts;
        rest /= tileParts;
        int block = rest % targetLayout.blocks().count();
        WinogradPhase[] phases = sums[rest / targetLayout.blocks().count()];

        int first = Parts.begin(sourceLayout.n(), group, groups);
        int images = Parts.begin(sourceLayout.n(), group + 1, groups) - first;
        int firstTile = Parts.begin(tiles, tilePart, tileParts);
        int endTile = Parts.begin(tiles, tilePart + 1, tileParts);
        WinogradScratch scratch = scratchPool.take();
        boolean accumulate = false;
        for (WinogradPhase phase : phases) {
            for (int k = 0; k < sourceLayout.blocks().count(); k++) {
                transformWeight(phase, k, block, scratch);
                for (int tile = firstTile; tile < endTile; tile++) {
                    transformWindow(phase.windows()[tile], k, first, images, tile - firstTile, scratch);
                }
                scratch.multiply(
                        RowKernel::multiply,
                        (endTile - firstTile) * images,
                        0,
                        sourceLayout.blocks().used(k),
                        targetLayout.blocks().panels(block),
                        0,
                        weightLayout.panelLength(),
                        NR,
                        targetLayout.blocks().size(),
                        accumulate);
                accumulate = true;
            }
        }
        for (int tile = firstTile; tile < endTile; tile++) {
            transformTile(phases[0].outputs()[tile], block, first, images, tile - firstTile, scratch);
        }
        scratchPool.give(scratch);
    }

    private void transformWeight(WinogradPhase phase, int k, int block, WinogradScratch scratch) {
        int panels = targetLayout.blocks().panels(block);
        int start = block * targetLayout.blocks().size() / NR * weightLayout.panelLength();
        for (int i = 0; i < phase.taps().length; i++) {
            scratch.taps.set(i, weight, weightLayout.offset(phase.taps()[i], k) + start);
        }
        WinogradTransform.FILTER.apply(
                scratch.taps, 0, scratch.columns, 0, panels * weightLayout.panelLength(), scratch.between);
    }

    /** @param index of the tile in the job */
    private void transformWindow(int[] window, int block, int first, int images, int index, WinogradScratch scratch) {
        int size = sourceLayout.blocks().size();
        scratch.window.setPixels(source, sourceLayout, window, block, first);
        int length = images * size;
        WinogradTransform.INPUT.apply(scratch.window, 0, scratch.rows, index * length, length, scratch.between);
    }

    private void transformTile(int[] outputs, int block, int first, int images, int index, WinogradScratch scratch) {
        int size = targetLayout.blocks().size();
        scratch.tile.setPixels(target, targetLayout, outputs, block, first);
        int length = images * size;
        WinogradTransform.OUTPUT.apply(scratch.products, index * length, scratch.tile, 0, length, scratch.between);
        for (int output : outputs) {
            if (output >= 0) {
                int start = targetLayout.offset(output, block) + first * size;
                epilogue.apply(start, start + length);
            }
        }
    }
}
