package dcgan.tensor.simd;

import dcgan.tensor.op.Convolution.Geometry;
import dcgan.tensor.simd.Layout.Image;
import dcgan.tensor.simd.PixelPairs.Pair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * im2col and its adjoint for thin images: the columns are an image of the small one's pixels with {@code kH · kW · L}
 * channels, tap by tap, with which a convolution is one of 1×1.
 */
final class Columns {

    private final Image thin;
    private final Image columns;

    /** For each column pixel alternately the place of a column and that of the element that goes there, or -1 for zero. */
    private final int[][] gathered;

    /** For each thin pixel and channel, one after another, the places of the columns that are summed there. */
    private final int[][] scattered;

    Columns(Geometry geometry, Image thin, Image columns) {
        this.thin = thin;
        this.columns = columns;
        int channels = thin.blocks().channels();
        int taps = geometry.weight().dim(2) * geometry.weight().dim(3);
        gathered = new int[columns.pixels()][taps * channels * 2];
        scattered = new int[thin.pixels() * channels][];
        List<List<Integer>> summed = new ArrayList<>();
        for (int i = 0; i < scattered.length; i++) {
            summed.add(new ArrayList<>());
        }
        for (int pixel = 0; pixel < gathered.length; pixel++) {
            for (int channel = 0; channel < taps * channels; channel++) {
                gathered[pixel][2 * channel] = place(pixel, channel);
                gathered[pixel][2 * channel + 1] = -1;
            }
        }
        for (Pair pair : PixelPairs.of(geometry).all()) {
            for (int c = 0; c < channels; c++) {
                int channel = pair.tap() * channels + c;
                gathered[pair.small()][2 * channel + 1] = thin.offset(pair.large(), 0) + c;
                summed.get(pair.large() * channels + c).add(place(pair.small(), channel));
            }
        }
        Arrays.setAll(
                scattered,
                i -> summed.get(i).stream().mapToInt(Integer::intValue).toArray());
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
                int[] places = gathered[pixel];
                int step = columns.blocks().size();
                for (int i = 0; i < places.length; i += 2) {
                    int column = places[i];
                    int element = places[i + 1];
                    for (int n = 0; n < thin.n(); n++) {
                        to[column + n * step] = element < 0
                                ? 0
                                : from[element + n * thin.blocks().size()];
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
                return thin.pixels();
            }

            @Override
            public void run(int pixel) {
                int channels = thin.blocks().channels();
                int base = thin.offset(pixel, 0);
                Arrays.fill(to, base, base + thin.blockLength(), 0);
                for (int c = 0; c < channels; c++) {
                    for (int column : scattered[pixel * channels + c]) {
                        addColumn(from, column, to, base + c, channels);
                    }
                }
                epilogue.apply(base, base + thin.blockLength());
            }
        };
    }

    private void addColumn(float[] from, int column, float[] to, int element, int channels) {
        int step = columns.blocks().size();
        for (int n = 0; n < thin.n(); n++) {
            to[element + n * channels] += from[column + n * step];
        }
    }

    private int place(int pixel, int channel) {
        return columns.offset(pixel, channel / columns.blocks().size())
                + channel % columns.blocks().size();
    }
}
