package dcgan.data;

/**
 * One picture of {@link Shapes}: a shape of a bright colour somewhere near the middle, a little turned, on a plain dark
 * ground. What it looks like follows from the seed and the picture's number alone.
 */
record ShapeDrawing(
        Shape shape, double centreX, double centreY, double radius, double angle, int[] colour, int[] ground) {
    private static final int SIDE = Cifar10.SIDE;

    /** Points a pixel, across and down, of which the covered ones count: smooth edges. */
    private static final int SAMPLES = 4;

    private static final int POINTS = SAMPLES * SAMPLES;

    private static final double MIN_RADIUS = 9;
    private static final double MAX_RADIUS = 13;
    private static final double MAX_SHIFT = 3;
    private static final double MAX_ANGLE = StrictMath.PI / 10;

    /** The picture of that number. */
    static ShapeDrawing of(Shape shape, long seed, int image) {
        Draws draws = new Draws(Permutation.mix(Permutation.mix(seed) + image));
        return new ShapeDrawing(
                shape,
                SIDE / 2.0 + draws.between(-MAX_SHIFT, MAX_SHIFT),
                SIDE / 2.0 + draws.between(-MAX_SHIFT, MAX_SHIFT),
                draws.between(MIN_RADIUS, MAX_RADIUS),
                draws.between(-MAX_ANGLE, MAX_ANGLE),
                colour(draws.between(0, 6), draws.between(0.75, 1), draws.between(0.85, 1)),
                colour(draws.between(0, 6), draws.between(0.3, 0.7), draws.between(0.08, 0.3)));
    }

    /** Writes the planes of red, green and blue to {@code target} from {@code offset} on. */
    void draw(byte[] target, int offset) {
        double sine = StrictMath.sin(angle) / radius;
        double cosine = StrictMath.cos(angle) / radius;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int covered = covered(x - centreX, y - centreY, sine, cosine);
                for (int channel = 0; channel < Cifar10.CHANNELS; channel++) {
                    int mixed = covered * colour[channel] + (POINTS - covered) * ground[channel];
                    target[offset + (channel * SIDE + y) * SIDE + x] = (byte) (mixed / POINTS);
                }
            }
        }
    }

    /** How many points of a pixel are covered, whose upper left corner lies at (left, top) from the centre. */
    private int covered(double left, double top, double sine, double cosine) {
        double reach = Shape.REACH * radius + 1.5;
        if (left * left + top * top > reach * reach) {
            return 0;
        }
        int corners = covered(left, top, sine, cosine, SAMPLES - 1);
        if (corners == 0 || corners == 4) {
            // Most pixels are not on an edge, and drawing takes a fifth of the time.
            return corners * POINTS / 4;
        }
        return covered(left, top, sine, cosine, 1);
    }

    private int covered(double left, double top, double sine, double cosine, int step) {
        int covered = 0;
        for (int row = 0; row < SAMPLES; row += step) {
            for (int column = 0; column < SAMPLES; column += step) {
                double x = left + (column + 0.5) / SAMPLES;
                double y = top + (row + 0.5) / SAMPLES;
                if (shape.covers(cosine * x + sine * y, cosine * y - sine * x)) {
                    covered++;
                }
            }
        }
        return covered;
    }

    /** Hue 0 to 6 around the colour wheel, saturation and value 0 to 1, as red, green and blue of 0 to 255 (HSV). */
    private static int[] colour(double hue, double saturation, double value) {
        int[] rgb = new int[Cifar10.CHANNELS];
        for (int channel = 0; channel < rgb.length; channel++) {
            double k = (5 - 2 * channel + hue) % 6;
            double part = Math.max(0, Math.min(1, Math.min(k, 4 - k)));
            rgb[channel] = (int) (255 * value * (1 - saturation * part) + 0.5);
        }
        return rgb;
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
