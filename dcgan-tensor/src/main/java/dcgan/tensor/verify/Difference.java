package dcgan.tensor.verify;

/**
 * How far numbers are from those of the reference.
 *
 * @param absolute the greatest difference
 * @param relative that difference in units of the reference's greatest finite magnitude
 */
record Difference(double absolute, double relative) {

    static final Difference NONE = new Difference(0, 0);

    /** A NaN differs infinitely from a number, an infinity from all but itself. */
    static Difference between(float[] expected, float[] actual) {
        double absolute = 0;
        double magnitude = 0;
        for (int k = 0; k < expected.length; k++) {
            if (Float.isFinite(expected[k])) {
                magnitude = Math.max(magnitude, Math.abs(expected[k]));
            }
            absolute = Math.max(absolute, distance(expected[k], actual[k]));
        }
        return absolute == 0 ? NONE : new Difference(absolute, absolute / magnitude);
    }

    private static double distance(double expected, double actual) {
        // As objects two NaN are equal and the two zeros are not, as numbers it is the other way round.
        if (expected == actual || Double.valueOf(expected).equals(actual)) {
            return 0;
        }
        double distance = Math.abs(expected - actual);
        return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
    }

    Difference max(Difference other) {
        return new Difference(Math.max(absolute, other.absolute), Math.max(relative, other.relative));
    }
}
