package dcgan.tensor.simd.convolution.direct;

import dcgan.tensor.op.Convolution.Geometry;
import dcgan.tensor.simd.memory.ChannelBlocks;
import dcgan.tensor.simd.memory.Epilogue;
import dcgan.tensor.simd.memory.ImageLayout;
import dcgan.tensor.simd.run.Step;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * im2col and its adjoint for thin images: the columns are an image of the small one's pixels with {@code kH · kW · L}
 * channels, tap by tap, with which a convolution is one of 1×1. A job is a row of pixels.
 *
 * <p>The channels of a thin pixel lie side by side in the columns, too, and move together, in a vector with room for
 * {@value ChannelBlocks#THIN}. What it writes beyond them is of no use, and is padding or overwritten by the next vector.
 */
public final class Im2col {

    private static final VectorSpecies<Float> PIXEL = FloatVector.SPECIES_128;

    private final PixelPairs pairs;
    private final ImageLayout thin;
    private final ImageLayout columns;
    private final int channels;
    private final int taps;

    /** As many images are moved by vectors; the others so that nothing beyond the pixel is read or written. */
    private final int vectorised;

    public Im2col(Geometry geometry, ImageLayout thin, ImageLayout columns) {
        this.thin = thin;
        this.columns = columns;
        this.channels = thin.blocks().channels();
        this.taps = geometry.weight().dim(2) * geometry.weight().dim(3);
        this.pairs = PixelPairs.of(geometry);
        boolean fits =
                (taps - 1) * channels + PIXEL.length() <= columns.blocks().size();
        int beyond = (PIXEL.length() - 1) / channels;
        this.vectorised = fits ? Math.max(0, thin.n() - beyond) : 0;
    }

    /** The offset of a channel of a column. */
    private int offset(int pixel, int channel) {
        int size = columns.blocks().size();
        return columns.offset(pixel, channel / size) + channel % size;
    }

    /** im2col: fills the columns from the thin image. */
    Step gather(float[] from, float[] to) {
        int[][] gathered = gathered();
        return new RowsStep(
                columns,
                pixel -> {
                    gatherVectors(from, to, pixel, gathered[pixel]);
                    gatherRest(from, to, pixel, gathered[pixel]);
                },
                Epilogue.NONE);
    }

    /** For each column pixel and tap the offset of the thin pixel that goes there, or -1 for zeros. */
    private int[][] gathered() {
        int[][] gathered = new int[columns.pixels()][taps];
        for (int[] offsets : gathered) {
            Arrays.fill(offsets, -1);
        }
        for (int pair = 0; pair < pairs.count(); pair++) {
            gathered[pairs.small()[pair]][pairs.tap()[pair]] = thin.offset(pairs.large()[pair], 0);
        }
        return gathered;
    }

    private void gatherVectors(float[] from, float[] to, int pixel, int[] offsets) {
        int step = columns.blocks().size();
        for (int n = 0; n < vectorised; n++) {
            int start = columns.offset(pixel, 0) + n * step;
            for (int tap = 0; tap < taps; tap++) {
                if (offsets[tap] < 0) {
                    FloatVector.zero(PIXEL).intoArray(to, start + tap * channels);
                } else {
                    FloatVector.fromArray(PIXEL, from, offsets[tap] + n * channels)
                            .intoArray(to, start + tap * channels);
                }
            }
        }
    }

    private void gatherRest(float[] from, float[] to, int pixel, int[] offsets) {
        int step = columns.blocks().size();
        for (int i = 0; i < taps * channels; i++) {
            int source = offsets[i / channels];
            for (int n = vectorised; n < thin.n(); n++) {
                to[offset(pixel, i) + n * step] = source < 0 ? 0 : from[source + n * channels + i % channels];
            }
        }
    }

    /** col2im: sums the columns into the thin image. */
    public Step scatter(float[] from, float[] to, Epilogue epilogue) {
        int[][] scattered = scattered();
        return new RowsStep(
                thin,
                pixel -> {
                    scatterVectors(from, to, pixel, scattered[pixel]);
                    scatterRest(from, to, pixel, scattered[pixel]);
                },
                epilogue);
    }

    /** For each thin pixel the offsets of the columns that are summed there, channel by channel for each tap. */
    private int[][] scattered() {
        int[][] reaching = PixelPairs.grouped(pairs.large(), thin.pixels());
        int[][] scattered = new int[thin.pixels()][];
        for (int pixel = 0; pixel < scattered.length; pixel++) {
            int[] offsets = new int[reaching[pixel].length * channels];
            for (int i = 0; i < offsets.length; i++) {
                int pair = reaching[pixel][i / channels];
                offsets[i] = offset(pairs.small()[pair], pairs.tap()[pair] * channels + i % channels);
            }
            scattered[pixel] = offsets;
        }
        return scattered;
    }

    private void scatterVectors(float[] from, float[] to, int pixel, int[] offsets) {
        int base = thin.offset(pixel, 0);
        int step = columns.blocks().size();
        for (int n = 0; n < vectorised; n++) {
            FloatVector sum = FloatVector.zero(PIXEL);
            for (int i = 0; i < offsets.length; i += channels) {
                sum = sum.add(FloatVector.fromArray(PIXEL, from, offsets[i] + n * step));
            }
            sum.intoArray(to, base + n * channels);
        }
    }

    private void scatterRest(float[] from, float[] to, int pixel, int[] offsets) {
        int base = thin.offset(pixel, 0);
        int step = columns.blocks().size();
        for (int n = vectorised; n < thin.n(); n++) {
            for (int c = 0; c < channels; c++) {
                float sum = 0;
                for (int i = c; i < offsets.length; i += channels) {
                    sum += from[offsets[i] + n * step];
                }
                to[base + n * channels + c] = sum;
            }
        }
    }

    /** Work on an image, pixel by pixel; a job is a row. */
    private record RowsStep(ImageLayout image, PixelWork work, Epilogue epilogue) implements Step {

        @Override
        public int jobs() {
            return image.shape().dim(2);
        }

        @Override
        public void run(int row) {
            int width = image.shape().dim(3);
            for (int pixel = row * width; pixel < (row + 1) * width; pixel++) {
                work.run(pixel);
            }
            epilogue.apply(image.offset(row * width, 0), image.offset((row + 1) * width, 0));
        }
    }

    @FunctionalInterface
    private interface PixelWork {
        void run(int pixel);
    }
}
