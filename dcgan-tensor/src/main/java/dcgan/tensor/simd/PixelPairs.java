package dcgan.tensor.simd;

import dcgan.tensor.op.Convolution.Geometry;
import java.util.ArrayList;
import java.util.List;

/**
 * Which pixels a convolution joins: pixel {@code (i, j)} of the small image meets pixel {@code (i·sH − pH + a, j·sW − pW +
 * b)} of the large one at tap {@code (a, b)} of the kernel, unless that lies on the padding.
 */
record PixelPairs(List<Pair> all) {

    /** One meeting; pixels and taps are counted row by row. */
    record Pair(int small, int large, int tap) {}

    static PixelPairs of(Geometry g) {
        List<Pair> pairs = new ArrayList<>();
        int largeH = g.large().dim(2);
        int largeW = g.large().dim(3);
        int smallW = g.small().dim(3);
        int kernelW = g.weight().dim(3);
        for (int i = 0; i < g.small().dim(2); i++) {
            for (int j = 0; j < smallW; j++) {
                for (int a = 0; a < g.weight().dim(2); a++) {
                    for (int b = 0; b < kernelW; b++) {
                        int y = i * g.stride().h() - g.padding().h() + a;
                        int x = j * g.stride().w() - g.padding().w() + b;
                        if (y >= 0 && y < largeH && x >= 0 && x < largeW) {
                            pairs.add(new Pair(i * smallW + j, y * largeW + x, a * kernelW + b));
                        }
                    }
                }
            }
        }
        return new PixelPairs(pairs);
    }

    /** The pairs of a 1×1 convolution: each pixel with itself. */
    static PixelPairs same(int pixels) {
        List<Pair> pairs = new ArrayList<>();
        for (int pixel = 0; pixel < pixels; pixel++) {
            pairs.add(new Pair(pixel, pixel, 0));
        }
        return new PixelPairs(pairs);
    }
}
