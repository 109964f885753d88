package dcgan.tensor.simd.convolution.direct;

import static dcgan.tensor.simd.memory.ChannelBlocks.NR;

import dcgan.tensor.simd.convolution.kernel.RowKernel;
import dcgan.tensor.simd.memory.ArrayLength;
import dcgan.tensor.simd.memory.ChannelBlocks;
import dcgan.tensor.simd.memory.Epilogue;
import dcgan.tensor.simd.memory.ImageLayout;
import dcgan.tensor.simd.memory.Storage;
import dcgan.tensor.simd.memory.WeightLayout;
import dcgan.tensor.simd.run.Parts;
import dcgan.tensor.simd.run.Step;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A convolution's pass from one image to the other, {@link dcgan.tensor.op.Convolution.Primitive#DOWN} or {@code UP}: at
 * each pixel of the target a matrix product of the batch with the weights of the taps that reach it. A job is one block of
 * one target pixel, and where there are few of these, for a part of the images.
 *
 * <p>Cache use: the sum is cut into stretches of at most {@value #STRETCH} channels, so that a panel of the weight stays in
 * the first-level cache for all images, and the stretch of the source in the second level for all panels of the block.
 */
public final class ForwardStep implements Step {

    private static final int STRETCH = 256;

    private static final int FEW_JOBS = 8;
    private static final int FEWEST_IMAGES = 16;

    private final float[] source;
    private final float[] weight;
    private final float[] target;
    private final ImageLayout sourceLayout;
    private final ImageLayout targetLayout;
    private final WeightLayout weightLayout;
    private final Epilogue epilogue;

    /**
     * The products that a target pixel is the sum of, pixel after pixel; those of pixel p begin at {@code start[p]}. Each is
     * three numbers: where the source's block and the weight's panels begin, and the number of channels.
     */
    private final int[] segments;

    private final int[] start;

    /** Target pixels, those that are reached by the same taps one after another, so that their weights stay in the cache. */
    private final int[] order;

    private final int stretch;
    private final int parts;

    /**
     * @param down whether the target is the small image
     */
    public ForwardStep(
            PixelPairs pairs, boolean down, Storage source, Storage weight, Storage target, Epilogue epilogue) {
        this.source = source.data;
        this.weight = weight.data;
        this.target = target.data;
        this.sourceLayout = (ImageLayout) source.layout;
        this.weightLayout = (WeightLayout) weight.layout;
        this.targetLayout = (ImageLayout) target.layout;
        this.epilogue = epilogue;

        int[] from = down ? pairs.large() : pairs.small();
        int[] to = down ? pairs.small() : pairs.large();
        int pixels = targetLayout.pixels();
        int[][] reaching = PixelPairs.grouped(to, pixels);
        ChannelBlocks blocks = sourceLayout.blocks();
        this.start = new int[pixels + 1];
        this.segments = new int
                [ArrayLength.require(
                        3L * pairs.count() * blocks.count(),
                        "the products of a convolution to " + targetLayout.shape())];
        int next = 0;
        for (int pixel = 0; pixel < pixels; pixel++) {
            start[pixel] = next;
            for (int pair : reaching[pixel]) {
                for (int block = 0; block < blocks.count(); block++) {
                    segments[next++] = sourceLayout.offset(from[pair], block);
                    segments[next++] = weightLayout.offset(pairs.tap()[pair], block);
                    segments[next++] = blocks.used(block);
                }
            }
        }
        start[pixels] = next;
        this.order = byTaps(reaching, pairs.tap());
        this.stretch = 3 * Math.max(1, STRETCH / blocks.size());
        int jobs = order.length * targetLayout.blocks().count();
        this.parts = Math.clamp(FEW_JOBS / jobs, 1, Math.max(1, targetLayout.n() / FEWEST_IMAGES));
    }

    /** The pixels, those that are reached by the same taps one after another. */
    private static int[] byTaps(int[][] reaching, int[] tap) {
        Map<IntBuffer, List<Integer>> pixels = new LinkedHashMap<>();
        for (int pixel = 0; pixel < reaching.length; pixel++) {
            int[] taps = new int[reaching[pixel].length];
            for (int i = 0; i < taps.length; i++) {
                taps[i] = tap[reaching[pixel][i]];
            }
            // A buffer, because arrays are not equal by their contents.
            pixels.computeIfAbsent(IntBuffer.wrap(taps), _ -> new ArrayList<>()).add(pixel);
        }
        return pixels.values().stream()
                .flatMap(List::stream)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    @Override
    public int jobs() {
        return order.length * targetLayout.blocks().count() * parts;
    }

    @Override
    public void run(int job) {
        int pixel = order[job % order.length];
        int block = job / order.length % targetLayout.blocks().count();
        int part = job / order.length / targetLayout.blocks().count();
        int first = Parts.begin(targetLayout.n(), part, parts);
        int images = Parts.begin(targetLayout.n(), part + 1, parts) - first;
        int columns = targetLayout.blocks().size();
        int base = targetLayout.offset(pixel, block) + first * columns;
        int length = images * columns;
        int panels = targetLayout.blocks().panels(block);
        int end = start[pixel + 1];
        int from = start[pixel];
        if (from == end) {
            Arrays.fill(target, base, base + length, 0);
        }
        for (; from < end; from += stretch) {
            int to = Math.min(end, from + stretch);
            for (int panel = 0; panel < panels; panel++) {
                int weightPanel = (block * columns / NR + panel) * weightLayout.panelLength();
                for (int s = from; s < to; s += 3) {
                    RowKernel.multiply(
                            images,
                            segments[s + 2],
                            source,
                            segments[s] + first * sourceLayout.blocks().size(),
                            weight,
                            segments[s + 1] + weightPanel,
                            target,
                            base + panel * NR,
                            columns,
                            s > start[pixel]);
                }
            }
        }
        epilogue.apply(base, base + length);
    }
}
