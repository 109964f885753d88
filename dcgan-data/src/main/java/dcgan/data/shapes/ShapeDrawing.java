package dcgan.data.shapes;

import dcgan.data.random.Permutation;

/**
 * One picture of {@link Shapes}: a shape near the middle. What it looks like follows from the seed and the picture's number alone.
 *
 * @param size height and width of the picture; all other lengths are in its pixels
 */
record ShapeDrawing(Shape shape, int size, double centreX, double centreY, double radius) {
    /** Points a pixel, across and down, of which the covered ones count: smooth edges. */
    private static final int SAMPLES = 4;

    private static final int POINTS = SAMPLES * SAMPLES;

    /** The size for which the following lengths are given. */
    private static final double UNIT = 32;

    private static final double MIN_RADIUS = 12;
    private static final double MAX_RADIUS = 13;
    private static final double MAX_SHIFT = 1;

    /** The picture of that number. */
    static ShapeDrawing of(Shape shape, int size, long seed, int image) {
        Draws draws = new Draws(Permutation.mix(Permutation.mix(seed) + image));
        double scale = size / UNIT;
        return new ShapeDrawing(
                shape,
                size,
                size / 2.0 + scale * draws.between(-MAX_SHIFT, MAX_SHIFT),
                size / 2.0 + scale * draws.between(-MAX_SHIFT, MAX_SHIFT),
                scale * draws.between(MIN_RADIUS, MAX_RADIUS));
    }

    /** Writes the planes of all channels. */
    void draw(Palette palette, byte[] target) {
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int covered = covered(x - centreX, y - centreY);
                for (int channel = 0; channel < palette.channels(); channel++) {
                    int mixed =
                            covered * palette.shape(channel, y, size) + (POINTS - covered) * palette.ground()[channel];
                    target[(channel * size + y) * size + x] = (byte) (mixed / POINTS);
                }
            }
        }
    }

    /** How many points of a pixel are covered, whose upper left corner lies at (left, top) from the centre. */
    private int covered(double left, double top) {
        double reach = Shape.REACH * radius + 1.5;
        if (left * left + top * top > reach * reach) {
            return 0;
        }
        int corners = covered(left, top, SAMPLES - 1);
        if (corners == 0 || corners == 4) {
            // Most pixels are not on an edge, and drawing takes a fifth of the time.
            return corners * POINTS / 4;
        }
        return covered(left, top, 1);
    }

    private int covered(double left, double top, int step) {
        int covered = 0;
        for (int row = 0; row < SAMPLES; row += step) {
            for (int column = 0; column < SAMPLES; column += step) {
                double x = left + (column + 0.5) / SAMPLES;
                double y = top + (row + 0.5) / SAMPLES;
                if (shape.covers(x / radius, y / radius)) {
                    covered++;
                }
            }
        }
        return covered;
    }

    /** The random numbers of one picture. */
    private static final class Draws {
        private long state;

        Draws(long state) {
            this.state = state;
        }

        double between(double low, double high) {
            state += Permutation.GAMMA;
            return low + (high - low) * (Permutation.mix(state) >>> 11) * 0x1p-53;
        }
    }
}
