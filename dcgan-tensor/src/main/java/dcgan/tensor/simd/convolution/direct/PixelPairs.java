package dcgan.tensor.simd.convolution.direct;

import dcgan.tensor.op.Convolution.Geometry;
import dcgan.tensor.simd.memory.ArrayLength;
import java.util.stream.IntStream;

/**
 * Which pixels a convolution joins: pixel {@code (i, j)} of the small image meets pixel {@code (i·sH − pH + a, j·sW − pW +
 * b)} of the large one at tap {@code (a, b)} of the kernel, unless that lies on the padding. Pixels and taps are counted row by
 * row. A pair is one index into three arrays, because a large image has millions.
 *
 * @param small pixel of the small image
 * @param large pixel of the large image
 * @param tap of the kernel
 */
public record PixelPairs(int[] small, int[] large, int[] tap) {

    /**
     * @throws dcgan.tensor.BackendException if there are too many
     */
    public static PixelPairs of(Geometry g) {
        long joined = 0;
        for (int a = 0; a < g.weight().dim(2); a++) {
            for (int b = 0; b < g.weight().dim(3); b++) {
                joined += (long) g.joined(2, a) * g.joined(3, b);
            }
        }
        int count = ArrayLength.require(joined, "the pixels that weight " + g.weight() + " joins with " + g.large());
        PixelPairs pairs = new PixelPairs(new int[count], new int[count], new int[count]);
        int largeH = g.large().dim(2);
        int largeW = g.large().dim(3);
        int smallW = g.small().dim(3);
        int kernelW = g.weight().dim(3);
        int pair = 0;
        for (int i = 0; i < g.small().dim(2); i++) {
            for (int j = 0; j < smallW; j++) {
                for (int a = 0; a < g.weight().dim(2); a++) {
                    for (int b = 0; b < kernelW; b++) {
                        int y = i * g.stride().h() - g.padding().h() + a;
                        int x = j * g.stride().w() - g.padding().w() + b;
                        if (y >= 0 && y < largeH && x >= 0 && x < largeW) {
                            pairs.small[pair] = i * smallW + j;
                            pairs.large[pair] = y * largeW + x;
                            pairs.tap[pair] = a * kernelW + b;
                            pair++;
                        }
                    }
                }
            }
        }
        return pairs;
    }

    /** The pairs of a 1×1 convolution: each pixel with itself. */
    public static PixelPairs same(int pixels) {
        int[] all = IntStream.range(0, pixels).toArray();
        return new PixelPairs(all, all, new int[pixels]);
    }

    int count() {
        return tap.length;
    }

    /**
     * For each key the pairs that have it, in their order.
     *
     * @param keys the key of each pair: {@link #small()}, {@link #large()} or {@link #tap()}
     * @param number of keys
     */
    static int[][] grouped(int[] keys, int number) {
        int[] sizes = new int[number];
        for (int key : keys) {
            sizes[key]++;
        }
        int[][] groups = new int[number][];
        for (int key = 0; key < number; key++) {
            groups[key] = new int[sizes[key]];
        }
        for (int pair = keys.length - 1; pair >= 0; pair--) {
            int key = keys[pair];
            groups[key][--sizes[key]] = pair;
        }
        return groups;
    }
}
