package dcgan.tensor.tornado.kernels;

import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Convolutions as one would write them first: a scalar sum for each number of the result, in {@code @Parallel} loops. They are
 * here to measure what the others gain. Geometry: {@code count} work items, one a number of the result, lanes without an image
 * included; TornadoVM chooses the groups. No local memory. Bytes: 8 read a multiply-add, an image's number and a weight's, all
 * but the first time from the caches; 4 written a number. FLOPs:
 * {@link dcgan.tensor.op.Convolution.Geometry#flops}, the border's zeros left out. Integers as of {@link VectorConvolutions}.
 */
public final class NaiveConvolutions {

    private NaiveConvolutions() {}

    /** A number {@code small[s][y][x][n]}: 2 FLOPs and 8 bytes for each of the L · kH · kW products that is in the image. */
    public static void down(FloatArray a, IntArray g, int count) {
        for (@Parallel int k = 0; k < count; k++) {
            int lanes = g.get(0) * Lanes.COUNT;
            int n = k % lanes;
            int x = k / lanes % g.get(6);
            int y = k / lanes / g.get(6) % g.get(5);
            int s = k / lanes / g.get(6) / g.get(5);
            float sum = 0;
            if (g.get(17) >= 0) {
                sum = a.get(g.get(17) + s);
            }
            for (int l = 0; l < g.get(1); l++) {
                for (int i = 0; i < g.get(7); i++) {
                    for (int j = 0; j < g.get(8); j++) {
                        int row = y * g.get(9) - g.get(11) + i;
                        int column = x * g.get(10) - g.get(12) + j;
                        if (row >= 0 && row < g.get(2) && column >= 0 && column < g.get(3)) {
                            sum += a.get(g.get(14) + ((l * g.get(2) + row) * g.get(3) + column) * lanes + n)
                                    * a.get(g.get(16) + ((s * g.get(1) + l) * g.get(7) + i) * g.get(8) + j);
                        }
                    }
                }
            }
            a.set(g.get(15) + k, sum);
        }
    }

    /** A number {@code large[l][Y][X][n]}: 2 FLOPs and 8 bytes for each of the some S · kH · kW / (sH · sW) products. */
    public static void up(FloatArray a, IntArray g, int count) {
        for (@Parallel int k = 0; k < count; k++) {
            int lanes = g.get(0) * Lanes.COUNT;
            int n = k % lanes;
            int column = k / lanes % g.get(3);
            int row = k / lanes / g.get(3) % g.get(2);
            int l = k / lanes / g.get(3) / g.get(2);
            float sum = 0;
            if (g.get(17) >= 0) {
                sum = a.get(g.get(17) + l);
            }
            for (int s = 0; s < g.get(4); s++) {
                for (int i = 0; i < g.get(7); i++) {
                    for (int j = 0; j < g.get(8); j++) {
                        int y = row + g.get(11) - i;
                        int x = column + g.get(12) - j;
                        if (y >= 0 && y % g.get(9) == 0 && y / g.get(9) < g.get(5)) {
                            if (x >= 0 && x % g.get(10) == 0 && x / g.get(10) < g.get(6)) {
                                int pixel = (s * g.get(5) + y / g.get(9)) * g.get(6) + x / g.get(10);
                                sum += a.get(g.get(15) + pixel * lanes + n)
                                        * a.get(g.get(16) + ((s * g.get(1) + l) * g.get(7) + i) * g.get(8) + j);
                            }
                        }
                    }
                }
            }
            a.set(g.get(14) + k, sum);
        }
    }

    /** A number {@code weight[s][l][i][j]}: 2 FLOPs and 8 bytes for each of the N · h · w products that is in the image. */
    public static void weight(FloatArray a, IntArray g, int count) {
        for (@Parallel int k = 0; k < count; k++) {
            int lanes = g.get(0) * Lanes.COUNT;
            int j = k % g.get(8);
            int i = k / g.get(8) % g.get(7);
            int l = k / g.get(8) / g.get(7) % g.get(1);
            int s = k / g.get(8) / g.get(7) / g.get(1);
            float sum = 0;
            for (int y = 0; y < g.get(5); y++) {
                for (int x = 0; x < g.get(6); x++) {
                    int row = y * g.get(9) - g.get(11) + i;
                    int column = x * g.get(10) - g.get(12) + j;
                    if (row >= 0 && row < g.get(2) && column >= 0 && column < g.get(3)) {
                        int large = g.get(14) + ((l * g.get(2) + row) * g.get(3) + column) * lanes;
                        int small = g.get(15) + ((s * g.get(5) + y) * g.get(6) + x) * lanes;
                        float part = 0;
                        for (int n = 0; n < g.get(13); n++) {
                            part += a.get(large + n) * a.get(small + n);
                        }
                        sum += part;
                    }
                }
            }
            a.set(g.get(16) + k, sum);
        }
    }
}
