package dcgan.tensor.reference;

import static dcgan.tensor.op.AugmentParameters.BRIGHTNESS;
import static dcgan.tensor.op.AugmentParameters.CONTRAST;
import static dcgan.tensor.op.AugmentParameters.CUTOUT_X;
import static dcgan.tensor.op.AugmentParameters.CUTOUT_Y;
import static dcgan.tensor.op.AugmentParameters.SATURATION;
import static dcgan.tensor.op.AugmentParameters.SHIFT_X;
import static dcgan.tensor.op.AugmentParameters.SHIFT_Y;

import dcgan.tensor.Shape;
import dcgan.tensor.op.AugmentParameters;

/** DiffAugment (Zhao et al. 2020): what changes each image {@code [C, H, W]} of a batch by random numbers of its own. */
record Augmentations(int N, int C, int H, int W) {

    static Augmentations of(Shape image) {
        return new Augmentations(image.dim(0), image.dim(1), image.dim(2), image.dim(3));
    }

    private static double parameter(double[] parameters, int n, int column) {
        return parameters[n * AugmentParameters.COUNT + column];
    }

    private int index(int n, int c, int y, int x) {
        return ((n * C + c) * H + y) * W + x;
    }

    void mean(double[] x, double[] out) {
        for (int n = 0; n < N; n++) {
            double sum = 0;
            for (int k = 0; k < C * H * W; k++) {
                sum += x[n * C * H * W + k];
            }
            out[n] = sum / (C * H * W);
        }
    }

    void colorJitter(double[] x, double[] mean, double[] parameters, double[] out) {
        color(x, mean, parameters, 1, out);
    }

    void colorJitterBackward(double[] dy, double[] mean, double[] parameters, double[] out) {
        color(dy, mean, parameters, 0, out);
    }

    /** {@code out = k·s·x + k·(1 − s)·grey + (1 − k)·mean + ofBrightness·b}. */
    private void color(double[] in, double[] mean, double[] parameters, double ofBrightness, double[] out) {
        for (int n = 0; n < N; n++) {
            double brightness = ofBrightness * parameter(parameters, n, BRIGHTNESS);
            double saturation = parameter(parameters, n, SATURATION);
            double contrast = parameter(parameters, n, CONTRAST);
            for (int y = 0; y < H; y++) {
                for (int x = 0; x < W; x++) {
                    double grey = 0;
                    for (int c = 0; c < C; c++) {
                        grey += in[index(n, c, y, x)] / C;
                    }
                    for (int c = 0; c < C; c++) {
                        out[index(n, c, y, x)] = contrast * saturation * in[index(n, c, y, x)]
                                + contrast * (1 - saturation) * grey
                                + (1 - contrast) * mean[n]
                                + brightness;
                    }
                }
            }
        }
    }

    /** @param direction 1 to move the images by their shifts, −1 to move them back */
    void translate(double[] in, double[] parameters, int direction, double[] out) {
        for (int n = 0; n < N; n++) {
            int shiftY = direction * (int) parameter(parameters, n, SHIFT_Y);
            int shiftX = direction * (int) parameter(parameters, n, SHIFT_X);
            for (int c = 0; c < C; c++) {
                for (int y = 0; y < H; y++) {
                    for (int x = 0; x < W; x++) {
                        int fromY = y + shiftY;
                        int fromX = x + shiftX;
                        boolean inside = fromY >= 0 && fromY < H && fromX >= 0 && fromX < W;
                        out[index(n, c, y, x)] = inside ? in[index(n, c, fromY, fromX)] : 0;
                    }
                }
            }
        }
    }

    void cutout(double[] in, double[] parameters, int height, int width, double[] out) {
        for (int n = 0; n < N; n++) {
            int top = (int) parameter(parameters, n, CUTOUT_Y);
            int left = (int) parameter(parameters, n, CUTOUT_X);
            for (int c = 0; c < C; c++) {
                for (int y = 0; y < H; y++) {
                    for (int x = 0; x < W; x++) {
                        boolean cut = y >= top && y < top + height && x >= left && x < left + width;
                        out[index(n, c, y, x)] = cut ? 0 : in[index(n, c, y, x)];
                    }
                }
            }
        }
    }
}
