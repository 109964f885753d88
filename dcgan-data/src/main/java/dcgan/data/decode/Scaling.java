package dcgan.data.decode;

import dcgan.data.ImageShape;

/**
 * Scales images as Pillow's {@code BILINEAR} does: each new pixel is the mean of the old ones around it, weighted by a
 * triangle that reaches one new pixel (when shrinking) or one old pixel (when enlarging) to both sides; rows first,
 * then columns.
 *
 * <p>Width and height are independent. An object has the weights for one pair of sizes, and can be used by any number
 * of threads.
 */
public final class Scaling {
    private final int width;
    private final int height;
    private final Axis across;
    private final Axis down;

    private Scaling(int width, int height, int newWidth, int newHeight) {
        this.width = width;
        this.height = height;
        this.across = new Axis(width, newWidth);
        this.down = new Axis(height, newHeight);
    }

    /**
     * Scaling from one size to another one.
     *
     * @throws IllegalArgumentException if one of the four is not positive
     */
    public static Scaling of(int width, int height, int newWidth, int newHeight) {
        if (width < 1 || height < 1 || newWidth < 1 || newHeight < 1) {
            throw new IllegalArgumentException("images of " + width + " × " + height + " pixels cannot be scaled to "
                    + newWidth + " × " + newHeight);
        }
        return new Scaling(width, height, newWidth, newHeight);
    }

    /** Scaling from the width and height of one shape to those of another one. */
    public static Scaling of(ImageShape from, ImageShape to) {
        return of(from.width(), from.height(), to.width(), to.height());
    }

    /**
     * Scales an image.
     *
     * @param planes {@code [channels][height * width]}, 0 to 255
     * @return {@code [channels, newHeight, newWidth]}
     */
    public byte[] scale(float[][] planes) {
        int pixels = across.size() * down.size();
        byte[] scaled = new byte[planes.length * pixels];
        for (int channel = 0; channel < planes.length; channel++) {
            scale(planes[channel], scaled, channel * pixels);
        }
        return scaled;
    }

    /**
     * Scales an image.
     *
     * @param image {@code [channels, height, width]}
     * @return {@code [channels, newHeight, newWidth]}
     */
    public byte[] scale(byte[] image) {
        int channels = image.length / (width * height);
        float[][] planes = new float[channels][width * height];
        for (int channel = 0; channel < channels; channel++) {
            for (int i = 0; i < width * height; i++) {
                planes[channel][i] = image[channel * width * height + i] & 0xFF;
            }
        }
        return scale(planes);
    }

    private void scale(float[] plane, byte[] scaled, int offset) {
        int newWidth = across.size();
        float[] narrow = new float[height * newWidth];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < newWidth; x++) {
                narrow[y * newWidth + x] = mean(plane, y * width + across.firsts[x], 1, across.weights[x]);
            }
        }
        for (int y = 0; y < down.size(); y++) {
            for (int x = 0; x < newWidth; x++) {
                float value = mean(narrow, down.firsts[y] * newWidth + x, newWidth, down.weights[y]);
                scaled[offset + y * newWidth + x] = (byte) Math.clamp(Math.round(value), 0, 255);
            }
        }
    }

    private static float mean(float[] values, int first, int step, float[] weights) {
        float sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * values[first + i * step];
        }
        return sum;
    }

    /** One direction: the weights of each new pixel, and the old pixel that its first weight belongs to. */
    private static final class Axis {
        final int[] firsts;
        final float[][] weights;

        Axis(int side, int size) {
            firsts = new int[size];
            weights = new float[size][];
            double scale = (double) side / size;
            double reach = Math.max(1, scale);
            for (int i = 0; i < size; i++) {
                double centre = (i + 0.5) * scale;
                int first = Math.max(0, (int) (centre - reach + 0.5));
                int end = Math.min(side, (int) (centre + reach + 0.5));
                double[] triangle = new double[end - first];
                double sum = 0;
                for (int k = 0; k < triangle.length; k++) {
                    triangle[k] = Math.max(0, 1 - Math.abs(first + k + 0.5 - centre) / reach);
                    sum += triangle[k];
                }
                firsts[i] = first;
                weights[i] = new float[triangle.length];
                for (int k = 0; k < triangle.length; k++) {
                    weights[i][k] = (float) (triangle[k] / sum);
                }
            }
        }

        int size() {
            return firsts.length;
        }
    }
}
