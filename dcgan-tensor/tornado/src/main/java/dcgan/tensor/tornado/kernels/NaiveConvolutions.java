package dcgan.tensor.tornado.kernels;

import static dcgan.tensor.tornado.kernels.ConvolutionArguments.BIAS;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.IMAGES;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.IMAGE_VECTORS;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.KERNEL_HEIGHT;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.KERNEL_WIDTH;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.LARGE;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.LARGE_CHANNELS;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.LARGE_HEIGHT;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.LARGE_WIDTH;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.PADDING_H;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.PADDING_W;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.SMALL;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.SMALL_CHANNELS;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.SMALL_HEIGHT;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.SMALL_WIDTH;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.STRIDE_H;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.STRIDE_W;
import static dcgan.tensor.tornado.kernels.ConvolutionArguments.WEIGHT;

import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Convolutions as one would write them first: a scalar sum for each number of the result, in {@code @Parallel} loops.
 * They are here to measure what the others gain. Geometry: {@code count} work items, one a number of the result, lanes
 * without an image included; TornadoVM chooses the groups. No local memory. FLOPs:
 * {@link dcgan.tensor.op.Convolution.Geometry#flops} for P instead of N images: the border's zeros are left out. Bytes:
 * 4 read a FLOP, an image's number and a weight's for each multiply-add, all but the first time from the caches; 4
 * written a number. Integers: {@link ConvolutionArguments}.
 */
public final class NaiveConvolutions {

    private NaiveConvolutions() {}

    /** A number {@code small[s][y][x][n]}: 2 FLOPs and 8 bytes for each of the L · kH · kW products that are in the image. */
    public static void down(FloatArray a, IntArray g, int count) {
        for (@Parallel int k = 0; k < count; k++) {
            int lanes = g.get(IMAGE_VECTORS) * VectorLanes.COUNT;
            int n = k % lanes;
            int x = k / lanes % g.get(SMALL_WIDTH);
            int y = k / lanes / g.get(SMALL_WIDTH) % g.get(SMALL_HEIGHT);
            int s = k / lanes / g.get(SMALL_WIDTH) / g.get(SMALL_HEIGHT);
            float sum = 0;
            if (g.get(BIAS) >= 0) {
                sum = a.get(g.get(BIAS) + s);
            }
            for (int l = 0; l < g.get(LARGE_CHANNELS); l++) {
                for (int i = 0; i < g.get(KERNEL_HEIGHT); i++) {
                    for (int j = 0; j < g.get(KERNEL_WIDTH); j++) {
                        int row = y * g.get(STRIDE_H) - g.get(PADDING_H) + i;
                        int column = x * g.get(STRIDE_W) - g.get(PADDING_W) + j;
                        if (row >= 0 && row < g.get(LARGE_HEIGHT) && column >= 0 && column < g.get(LARGE_WIDTH)) {
                            sum += a.get(g.get(LARGE)
                                            + ((l * g.get(LARGE_HEIGHT) + row) * g.get(LARGE_WIDTH) + column) * lanes
                                            + n)
                                    * a.get(g.get(WEIGHT)
                                            + ((s * g.get(LARGE_CHANNELS) + l) * g.get(KERNEL_HEIGHT) + i)
                                                    * g.get(KERNEL_WIDTH)
                                            + j);
                        }
                    }
                }
            }
            a.set(g.get(SMALL) + k, sum);
        }
    }

    /** A number {@code large[l][Y][X][n]}: 2 FLOPs and 8 bytes for each of some S · kH · kW / (sH · sW) products. */
    public static void up(FloatArray a, IntArray g, int count) {
        for (@Parallel int k = 0; k < count; k++) {
            int lanes = g.get(IMAGE_VECTORS) * VectorLanes.COUNT;
            int n = k % lanes;
            int column = k / lanes % g.get(LARGE_WIDTH);
            int row = k / lanes / g.get(LARGE_WIDTH) % g.get(LARGE_HEIGHT);
            int l = k / lanes / g.get(LARGE_WIDTH) / g.get(LARGE_HEIGHT);
            float sum = 0;
            if (g.get(BIAS) >= 0) {
                sum = a.get(g.get(BIAS) + l);
            }
            for (int s = 0; s < g.get(SMALL_CHANNELS); s++) {
                for (int i = 0; i < g.get(KERNEL_HEIGHT); i++) {
                    for (int j = 0; j < g.get(KERNEL_WIDTH); j++) {
                        int y = row + g.get(PADDING_H) - i;
                        int x = column + g.get(PADDING_W) - j;
                        if (y >= 0 && y % g.get(STRIDE_H) == 0 && y / g.get(STRIDE_H) < g.get(SMALL_HEIGHT)) {
                            if (x >= 0 && x % g.get(STRIDE_W) == 0 && x / g.get(STRIDE_W) < g.get(SMALL_WIDTH)) {
                                int pixel = (s * g.get(SMALL_HEIGHT) + y / g.get(STRIDE_H)) * g.get(SMALL_WIDTH)
                                        + x / g.get(STRIDE_W);
                                sum += a.get(g.get(SMALL) + pixel * lanes + n)
                                        * a.get(g.get(WEIGHT)
                                                + ((s * g.get(LARGE_CHANNELS) + l) * g.get(KERNEL_HEIGHT) + i)
                                                        * g.get(KERNEL_WIDTH)
                                                + j);
                            }
                        }
                    }
                }
            }
            a.set(g.get(LARGE) + k, sum);
        }
    }

    /** A number {@code weight[s][l][i][j]}: 2 FLOPs and 8 bytes for each of the N · h · w products that are in the image. */
    public static void weight(FloatArray a, IntArray g, int count) {
        for (@Parallel int k = 0; k < count; k++) {
            int lanes = g.get(IMAGE_VECTORS) * VectorLanes.COUNT;
            int j = k % g.get(KERNEL_WIDTH);
            int i = k / g.get(KERNEL_WIDTH) % g.get(KERNEL_HEIGHT);
            int l = k / g.get(KERNEL_WIDTH) / g.get(KERNEL_HEIGHT) % g.get(LARGE_CHANNELS);
            int s = k / g.get(KERNEL_WIDTH) / g.get(KERNEL_HEIGHT) / g.get(LARGE_CHANNELS);
            float sum = 0;
            for (int y = 0; y < g.get(SMALL_HEIGHT); y++) {
                for (int x = 0; x < g.get(SMALL_WIDTH); x++) {
                    int row = y * g.get(STRIDE_H) - g.get(PADDING_H) + i;
                    int column = x * g.get(STRIDE_W) - g.get(PADDING_W) + j;
                    if (row >= 0 && row < g.get(LARGE_HEIGHT) && column >= 0 && column < g.get(LARGE_WIDTH)) {
                        int large =
                                g.get(LARGE) + ((l * g.get(LARGE_HEIGHT) + row) * g.get(LARGE_WIDTH) + column) * lanes;
                        int small = g.get(SMALL) + ((s * g.get(SMALL_HEIGHT) + y) * g.get(SMALL_WIDTH) + x) * lanes;
                        float part = 0;
                        for (int n = 0; n < g.get(IMAGES); n++) {
                            part += a.get(large + n) * a.get(small + n);
                        }
                        sum += part;
                    }
                }
            }
            a.set(g.get(WEIGHT) + k, sum);
        }
    }
}
