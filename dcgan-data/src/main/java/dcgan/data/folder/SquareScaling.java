package dcgan.data.folder;

/**
 * Scales square images as Pillow's {@code BILINEAR} does: each new pixel is the mean of the old ones around it,
 * weighted by a triangle that reaches one new pixel (when shrinking) or one old pixel (when enlarging) to both sides;
 * rows first, then columns.
 */
final class SquareScaling {
    private SquareScaling() {}

    /**
     * Scales planes of {@code n × n} values.
     *
     * @param planes {@code [channels][n * n]}, 0 to 255
     * @return {@code [channels, size, size]}
     */
    static byte[] scale(float[][] planes, int size) {
        int side = (int) Math.round(Math.sqrt(planes[0].length));
        int[] firsts = new int[size];
        float[][] weights = weights(side, size, firsts);
        byte[] scaled = new byte[planes.length * size * size];
        for (int channel = 0; channel < planes.length; channel++) {
            float[] plane = planes[channel];
            float[] narrow = new float[side * size];
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < size; x++) {
                    narrow[y * size + x] = mean(plane, y * side + firsts[x], 1, weights[x]);
                }
            }
            for (int y = 0; y < size; y++) {
                for (int x = 0; x < size; x++) {
                    float value = mean(narrow, firsts[y] * size + x, size, weights[y]);
                    scaled[(channel * size + y) * size + x] = (byte) Math.clamp(Math.round(value), 0, 255);
                }
            }
        }
        return scaled;
    }

    private static float mean(float[] values, int first, int step, float[] weights) {
        float sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * values[first + i * step];
        }
        return sum;
    }

    /** The weights of each new pixel, and in {@code firsts} the old pixel that its first weight belongs to. */
    private static float[][] weights(int side, int size, int[] firsts) {
        double scale = (double) side / size;
        double reach = Math.max(1, scale);
        float[][] weights = new float[size][];
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
        return weights;
    }
}
