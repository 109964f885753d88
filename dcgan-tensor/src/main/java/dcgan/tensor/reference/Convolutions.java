package dcgan.tensor.reference;

import dcgan.tensor.op.Convolution.Geometry;
import java.util.Arrays;

/**
 * The three primitives that all six ops of conv2d and conv_transpose2d are made of; see
 * {@link dcgan.tensor.op.Convolution.Primitive} for the formulas.
 *
 * <p>Shapes: {@code large [N, L, H, W]}, {@code small [N, S, h, w]}, {@code weight [S, L, kH, kW]}. The tap {@code (i, j)}
 * of the window at {@code (y, x)} falls on the pixel {@code (y·sH − pH + i, x·sW − pW + j)} of the large image; taps
 * beside the image read zeros, so they are left out.
 */
record Convolutions(int N, int L, int H, int W, int S, int h, int w, int kH, int kW, int sH, int sW, int pH, int pW) {

    static Convolutions of(Geometry g) {
        return new Convolutions(
                g.n(),
                g.large().dim(1),
                g.large().dim(2),
                g.large().dim(3),
                g.small().dim(1),
                g.small().dim(2),
                g.small().dim(3),
                g.weight().dim(2),
                g.weight().dim(3),
                g.stride().h(),
                g.stride().w(),
                g.padding().h(),
                g.padding().w());
    }

    /** The large image is reduced to the small one: {@code bias} is {@code [S]} or null. */
    void down(double[] large, double[] weight, double[] bias, double[] small, ParallelLoop loop) {
        loop.run(N * S, ns -> {
            int n = ns / S;
            int s = ns % S;
            Arrays.fill(small, ns * h * w, (ns + 1) * h * w, bias == null ? 0 : bias[s]);
            for (int l = 0; l < L; l++) {
                for (int i = 0; i < kH; i++) {
                    int y0 = first(i, sH, pH);
                    int y1 = end(i, sH, pH, H, h);
                    for (int j = 0; j < kW; j++) {
                        int x0 = first(j, sW, pW);
                        int x1 = end(j, sW, pW, W, w);
                        double tap = weight[((s * L + l) * kH + i) * kW + j];
                        for (int y = y0; y < y1; y++) {
                            int smallRow = (ns * h + y) * w;
                            int largeRow = ((n * L + l) * H + y * sH - pH + i) * W;
                            for (int x = x0; x < x1; x++) {
                                small[smallRow + x] += large[largeRow + x * sW - pW + j] * tap;
                            }
                        }
                    }
                }
            }
        });
    }

    /** The small image is spread over the large one, the adjoint of {@link #down}: {@code bias} is {@code [L]} or null. */
    void up(double[] small, double[] weight, double[] bias, double[] large, ParallelLoop loop) {
        loop.run(N * L, nl -> {
            int n = nl / L;
            int l = nl % L;
            Arrays.fill(large, nl * H * W, (nl + 1) * H * W, bias == null ? 0 : bias[l]);
            for (int s = 0; s < S; s++) {
                for (int i = 0; i < kH; i++) {
                    int y0 = first(i, sH, pH);
                    int y1 = end(i, sH, pH, H, h);
                    for (int j = 0; j < kW; j++) {
                        int x0 = first(j, sW, pW);
                        int x1 = end(j, sW, pW, W, w);
                        double tap = weight[((s * L + l) * kH + i) * kW + j];
                        for (int y = y0; y < y1; y++) {
                            int smallRow = ((n * S + s) * h + y) * w;
                            int largeRow = (nl * H + y * sH - pH + i) * W;
                            for (int x = x0; x < x1; x++) {
                                large[largeRow + x * sW - pW + j] += small[smallRow + x] * tap;
                            }
                        }
                    }
                }
            }
        });
    }

    /** Each tap of the kernel gathers the products of the two pixels that it joins. */
    void weight(double[] large, double[] small, double[] weight, ParallelLoop loop) {
        loop.run(S * L, sl -> {
            int s = sl / L;
            int l = sl % L;
            for (int i = 0; i < kH; i++) {
                int y0 = first(i, sH, pH);
                int y1 = end(i, sH, pH, H, h);
                for (int j = 0; j < kW; j++) {
                    int x0 = first(j, sW, pW);
                    int x1 = end(j, sW, pW, W, w);
                    double sum = 0;
                    for (int n = 0; n < N; n++) {
                        for (int y = y0; y < y1; y++) {
                            int smallRow = ((n * S + s) * h + y) * w;
                            int largeRow = ((n * L + l) * H + y * sH - pH + i) * W;
                            for (int x = x0; x < x1; x++) {
                                sum += large[largeRow + x * sW - pW + j] * small[smallRow + x];
                            }
                        }
                    }
                    weight[(sl * kH + i) * kW + j] = sum;
                }
            }
        });
    }

    /** The first window whose tap {@code k} is not before the image. */
    private static int first(int k, int stride, int padding) {
        return Math.ceilDiv(Math.max(padding - k, 0), stride);
    }

    /** One past the last window, of {@code small} ones, whose tap {@code k} is not behind the image of {@code large} pixels. */
    private static int end(int k, int stride, int padding, int large, int small) {
        return Math.min(small, Math.floorDiv(large - 1 + padding - k, stride) + 1);
    }
}
