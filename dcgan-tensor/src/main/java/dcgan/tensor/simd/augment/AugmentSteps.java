package dcgan.tensor.simd.augment;

import static dcgan.tensor.op.AugmentParameters.BRIGHTNESS;
import static dcgan.tensor.op.AugmentParameters.CONTRAST;
import static dcgan.tensor.op.AugmentParameters.CUTOUT_X;
import static dcgan.tensor.op.AugmentParameters.CUTOUT_Y;
import static dcgan.tensor.op.AugmentParameters.SATURATION;
import static dcgan.tensor.op.AugmentParameters.SHIFT_X;
import static dcgan.tensor.op.AugmentParameters.SHIFT_Y;

import dcgan.tensor.op.AugmentParameters;
import dcgan.tensor.simd.memory.ImageLayout;
import dcgan.tensor.simd.run.Step;
import java.util.Arrays;

/**
 * The steps on images of one layout. Few channels make up an image, each of its own random numbers, so there is nothing for vectors:
 * the loops are scalar, and take a small part of the time of a convolution.
 *
 * @param layout of the images, read and written
 */
record AugmentSteps(ImageLayout layout) {

    /** So many images, or pixels, make a job. */
    private static final int GROUP = 16;

    /** The work on a range, from {@code from} to {@code to - 1}. */
    @FunctionalInterface
    private interface Body {
        void run(int from, int to);
    }

    /** Work on a number of items, in jobs of {@value #GROUP}. */
    private record Groups(int items, Body body) implements Step {

        @Override
        public int jobs() {
            return Math.ceilDiv(items, GROUP);
        }

        @Override
        public void run(int job) {
            body.run(job * GROUP, Math.min((job + 1) * GROUP, items));
        }
    }

    private static float parameter(float[] parameters, int n, int column) {
        return parameters[n * AugmentParameters.COUNT + column];
    }

    private int height() {
        return layout.shape().dim(2);
    }

    private int width() {
        return layout.shape().dim(3);
    }

    /** {@code out[n] = Σ x / (C·H·W)}. */
    Step mean(float[] x, float[] out) {
        int count = layout.blocks().channels() * layout.pixels();
        double[] sums = new double[layout.n()];
        return new Groups(layout.n(), (from, to) -> {
            Arrays.fill(sums, from, to, 0);
            for (int pixel = 0; pixel < layout.pixels(); pixel++) {
                for (int n = from; n < to; n++) {
                    sums[n] += sum(x, pixel, n);
                }
            }
            for (int n = from; n < to; n++) {
                out[n] = (float) (sums[n] / count);
            }
        });
    }

    /** The sum of the channels of a pixel. */
    private float sum(float[] x, int pixel, int n) {
        float sum = 0;
        for (int block = 0; block < layout.blocks().count(); block++) {
            int at = layout.offset(pixel, block) + n * layout.blocks().size();
            for (int i = at; i < at + layout.blocks().used(block); i++) {
                sum += x[i];
            }
        }
        return sum;
    }

    /** {@code y = k·s·x + k·(1 − s)·grey + (1 − k)·mean + ofBrightness·b}. */
    Step color(float[] x, float[] mean, float[] parameters, float ofBrightness, float[] y) {
        int channels = layout.blocks().channels();
        return new Groups(layout.pixels(), (from, to) -> {
            for (int pixel = from; pixel < to; pixel++) {
                for (int n = 0; n < layout.n(); n++) {
                    float saturation = parameter(parameters, n, SATURATION);
                    float contrast = parameter(parameters, n, CONTRAST);
                    float factor = contrast * saturation;
                    float rest = contrast * (1 - saturation) * (sum(x, pixel, n) / channels)
                            + (1 - contrast) * mean[n]
                            + ofBrightness * parameter(parameters, n, BRIGHTNESS);
                    for (int block = 0; block < layout.blocks().count(); block++) {
                        int at = layout.offset(pixel, block)
                                + n * layout.blocks().size();
                        for (int i = at; i < at + layout.blocks().used(block); i++) {
                            y[i] = factor * x[i] + rest;
                        }
                    }
                }
            }
        });
    }

    /** @param direction 1 to move the images by their shifts, −1 to move them back */
    Step translate(float[] x, float[] parameters, int direction, float[] y) {
        return new Groups(layout.pixels(), (from, to) -> {
            for (int pixel = from; pixel < to; pixel++) {
                int row = pixel / width();
                int column = pixel % width();
                for (int n = 0; n < layout.n(); n++) {
                    int fromRow = row + direction * (int) parameter(parameters, n, SHIFT_Y);
                    int fromColumn = column + direction * (int) parameter(parameters, n, SHIFT_X);
                    if (fromRow >= 0 && fromRow < height() && fromColumn >= 0 && fromColumn < width()) {
                        copy(x, fromRow * width() + fromColumn, n, y, pixel);
                    } else {
                        clear(y, pixel, n);
                    }
                }
            }
        });
    }

    /** Clears a rectangle. */
    Step cutout(float[] x, float[] parameters, int rows, int columns, float[] y) {
        return new Groups(layout.pixels(), (from, to) -> {
            for (int pixel = from; pixel < to; pixel++) {
                int row = pixel / width();
                int column = pixel % width();
                for (int n = 0; n < layout.n(); n++) {
                    int top = (int) parameter(parameters, n, CUTOUT_Y);
                    int left = (int) parameter(parameters, n, CUTOUT_X);
                    if (row >= top && row < top + rows && column >= left && column < left + columns) {
                        clear(y, pixel, n);
                    } else {
                        copy(x, pixel, n, y, pixel);
                    }
                }
            }
        });
    }

    /** Copies a pixel of an image to another one. */
    private void copy(float[] x, int source, int n, float[] y, int target) {
        for (int block = 0; block < layout.blocks().count(); block++) {
            int from = layout.offset(source, block) + n * layout.blocks().size();
            int to = layout.offset(target, block) + n * layout.blocks().size();
            for (int c = 0; c < layout.blocks().used(block); c++) {
                y[to + c] = x[from + c];
            }
        }
    }

    private void clear(float[] y, int pixel, int n) {
        for (int block = 0; block < layout.blocks().count(); block++) {
            int at = layout.offset(pixel, block) + n * layout.blocks().size();
            Arrays.fill(y, at, at + layout.blocks().used(block), 0);
        }
    }
}
