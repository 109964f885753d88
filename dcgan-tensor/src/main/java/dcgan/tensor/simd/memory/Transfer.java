package dcgan.tensor.simd.memory;

import dcgan.tensor.Shape;
import dcgan.tensor.simd.run.RangeStep;
import dcgan.tensor.simd.run.Step;
import dcgan.tensor.simd.run.Workers;

/**
 * Copies a value between its memory and a row-major array of the caller. A job copies a few neighbouring pixels of all images and
 * channels: these lie near each other in both arrays, whereas a whole image or a whole pixel is scattered over one of them.
 */
public final class Transfer {

    private static final int NEIGHBOURS = 16;

    private final float[] data;
    private final int[] indices;
    private final Step read;
    private final Step write;

    /** The caller's, during a transfer. */
    private float[] values;

    public Transfer(Storage storage) {
        this.data = storage.data;
        this.indices = storage.layout.indices();
        Shape shape = storage.layout.shape();
        int pixels = shape.rank() < 3 ? 1 : shape.size() / (shape.dim(0) * shape.dim(1));
        this.read = new Pixels(pixels, indices.length / pixels, (from, to) -> {
            for (int i = from; i < to; i++) {
                values[i] = data[indices[i]];
            }
        });
        this.write = new Pixels(pixels, indices.length / pixels, (from, to) -> {
            for (int i = from; i < to; i++) {
                data[indices[i]] = values[i];
            }
        });
    }

    public void read(float[] into, Workers workers) {
        run(read, into, workers);
    }

    public void write(float[] from, Workers workers) {
        run(write, from, workers);
    }

    private void run(Step step, float[] array, Workers workers) {
        values = array;
        try {
            workers.run(step);
        } finally {
            values = null;
        }
    }

    /** Elementwise work on planes of pixels. */
    private record Pixels(int pixels, int planes, RangeStep.Body body) implements Step {

        @Override
        public int jobs() {
            return Math.ceilDiv(pixels, NEIGHBOURS);
        }

        @Override
        public void run(int job) {
            int from = job * NEIGHBOURS;
            int to = from + Math.min(NEIGHBOURS, pixels - from);
            for (int plane = 0; plane < planes; plane++) {
                body.run(plane * pixels + from, plane * pixels + to);
            }
        }
    }
}
