package dcgan.data;

/**
 * One picture of {@link Shapes}: a shape near the middle of a grey ground, yellow above and red below. What it looks like follows from the seed and
 * the picture's number alone.
 *
 * <p>Where a pixel lies decides its colour, the same in all pictures, and the ground is about what an untrained generator draws, the middle of its
 * tanh: a GAN then has the outlines alone to learn, and draws some that one can recognise after 500 steps. With a colour of
 * its own for each picture or class it is still at grey blots by then.
 */
record ShapeDrawing(Shape shape, double centreX, double centreY, double radius) {
    private static final int SIDE = Cifar10.SIDE;

    /** Points a pixel, across and down, of which the covered ones count: smooth edges. */
    private static final int SAMPLES = 4;

    private static final int POINTS = SAMPLES * SAMPLES;

    private static final double MIN_RADIUS = 12;
    private static final double MAX_RADIUS = 13;
    private static final double MAX_SHIFT = 1;

    /** Red, green and blue of a shape in the picture's first row. */
    private static final int[] TOP = {255, 240, 30};

    /** And in its last one; between them they change evenly. */
    private static final int[] BOTTOM = {240, 40, 90};

    private static final int[] GROUND = {104, 116, 136};

    /** The picture of that number. */
    static ShapeDrawing of(Shape shape, long seed, int image) {
        Draws draws = new Draws(Permutation.mix(Permutation.mix(seed) + image));
        return new ShapeDrawing(
                shape,
                SIDE / 2.0 + draws.between(-MAX_SHIFT, MAX_SHIFT),
                SIDE / 2.0 + draws.between(-MAX_SHIFT, MAX_SHIFT),
                draws.between(MIN_RADIUS, MAX_RADIUS));
    }

    /** Writes the planes of red, green and blue to {@code target} from {@code offset} on. */
    void draw(byte[] target, int offset) {
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int covered = covered(x - centreX, y - centreY);
                for (int channel = 0; channel < Cifar10.CHANNELS; channel++) {
                    int colour = (TOP[channel] * (SIDE - 1 - y) + BOTTOM[channel] * y) / (SIDE - 1);
                    int mixed = covered * colour + (POINTS - covered) * GROUND[channel];
                    target[offset + (channel * SIDE + y) * SIDE + x] = (byte) (mixed / POINTS);
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
