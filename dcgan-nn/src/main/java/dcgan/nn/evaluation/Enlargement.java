package dcgan.nn.evaluation;

/**
 * Enlarges a plane bilinearly. Pixel centres are at half coordinates: pixel {@code i} of the result is at {@code (i + ½) · from
 * / to − ½} of the source, and at least at 0.
 *
 * @param fromHeight rows of the source
 * @param fromWidth columns of the source
 * @param height rows of the result
 * @param width columns of the result
 */
record Enlargement(int fromHeight, int fromWidth, int height, int width) {

    /** Enlarges the sides that are below a size to that size. */
    static Enlargement of(int height, int width, int atLeast) {
        return new Enlargement(height, width, Math.max(height, atLeast), Math.max(width, atLeast));
    }

    /** The number of pixels of the source. */
    int pixels() {
        return fromHeight * fromWidth;
    }

    /** Writes the enlarged plane {@code [height, width]}. */
    void apply(float[] source, int offset, float[] target, int targetOffset) {
        if (fromHeight == height && fromWidth == width) {
            System.arraycopy(source, offset, target, targetOffset, pixels());
            return;
        }
        for (int y = 0; y < height; y++) {
            float atY = position(y, fromHeight, height);
            int y0 = (int) atY;
            int upper = offset + y0 * fromWidth;
            int lower = offset + Math.min(y0 + 1, fromHeight - 1) * fromWidth;
            for (int x = 0; x < width; x++) {
                float atX = position(x, fromWidth, width);
                int x0 = (int) atX;
                int x1 = Math.min(x0 + 1, fromWidth - 1);
                float above = mix(source[upper + x0], source[upper + x1], atX - x0);
                float below = mix(source[lower + x0], source[lower + x1], atX - x0);
                target[targetOffset + y * width + x] = mix(above, below, atY - y0);
            }
        }
    }

    private static float position(int index, int from, int to) {
        return Math.max(0, (index + 0.5f) * from / to - 0.5f);
    }

    private static float mix(float a, float b, float share) {
        return a + (b - a) * share;
    }
}
