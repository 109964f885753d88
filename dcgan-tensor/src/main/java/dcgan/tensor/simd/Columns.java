package dcgan.tensor.simd;

import dcgan.tensor.op.Convolution.Geometry;
import dcgan.tensor.simd.Layout.Image;
import dcgan.tensor.simd.PixelPairs.Pair;
import java.util.Arrays;
import java.util.List;

/**
 * im2col and its adjoint for thin images: the columns are an image of the small one's pixels with {@code kH · kW · L}
 * channels, tap by tap, with which a convolution is one of 1×1.
 */
final class Columns {

    private final Image thin;
    private final Image columns;

    /** For each column pixel the thin pixel at each tap, or -1. */
    private final int[][] gathered;

    /** For each thin pixel alternately a column pixel and a tap. */
    private final int[][] scattered;

    Columns(Geometry geometry, Image thin, Image columns) {
        this.thin = thin;
        this.columns = columns;
        List<Pair> pairs = PixelPairs.of(geometry).all();
        int taps = geometry.weight().dim(2) * geometry.weight().dim(3);
        gathered = new int[columns.pixels()][taps];
        for (int[] pixel : gathered) {
            Arrays.fill(pixel, -1);
        }
        for (Pair pair : pairs) {
            gathered[pair.small()][pair.tap()] = pair.large();
        }
        scattered = new int[thin.pixels()][];
        for (int pixel = 0; pixel < scattered.length; pixel++) {
            int own = pixel;
            scattered[pixel] = pairs.stream()
                    .filter(pair -> pair.large() == own)
                    .flatMapToInt(pair -> java.util.stream.IntStream.of(pair.small(), pair.tap()))
                    .toArray();
        }
    }

    /** im2col: fills the columns from the thin image, a job a column pixel. */
    Step gather(float[] from, float[] to) {
        return new Step() {
            @Override
            public int jobs() {
                return gathered.length;
            }

            @Override
            public void run(int pixel) {
                int channels = thin.blocks().channels();
                for (int tap = 0; tap < gathered[pixel].length; tap++) {
                    int source = gathered[pixel][tap];
                    for (int c = 0; c < channels; c++) {
                        int column = place(pixel, tap * channels + c);
                        if (source < 0) {
                            for (int n = 0; n < thin.n(); n++) {
                                to[column + n * columns.blocks().size()] = 0;
                            }
                        } else {
                            int element = thin.offset(source, 0) + c;
                            for (int n = 0; n < thin.n(); n++) {
                                to[column + n * columns.blocks().size()] = from[element + n * channels];
                            }
                        }
                    }
                }
            }
        };
    }

    /** col2im: sums the columns into the thin image, a job a thin pixel. */
    Step scatter(float[] from, float[] to, Epilogue epilogue) {
        return new Step() {
            @Override
            public int jobs() {
                return scattered.length;
            }

            @Override
            public void run(int pixel) {
                int channels = thin.blocks().channels();
                int base = thin.offset(pixel, 0);
                for (int n = 0; n < thin.n(); n++) {
                    for (int c = 0; c < channels; c++) {
                        float sum = 0;
                        for (int i = 0; i < scattered[pixel].length; i += 2) {
                            sum += from[
                                    place(scattered[pixel][i], scattered[pixel][i + 1] * channels + c)
                                            + n * columns.blocks().size()];
                        }
                        to[base + n * channels + c] = sum;
                    }
                }
                epilogue.apply(base, base + thin.blockLength());
            }
        };
    }

    private int place(int pixel, int channel) {
        return columns.offset(pixel, channel / columns.blocks().size())
                + channel % columns.blocks().size();
    }
}
