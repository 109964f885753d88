package dcgan.data.decode;

/**
 * How a stored picture must be turned to be upright: the eight values of EXIF, in their order.
 *
 * <p>The first word tells what the first stored row is in the upright picture, the second one what the first column is.
 */
enum Orientation {
    TOP_LEFT,
    TOP_RIGHT,
    BOTTOM_RIGHT,
    BOTTOM_LEFT,
    LEFT_TOP,
    RIGHT_TOP,
    RIGHT_BOTTOM,
    LEFT_BOTTOM;

    /** The orientation of a value of EXIF; as in viewers, unknown values mean upright. */
    static Orientation of(long value) {
        return value >= 1 && value <= values().length ? values()[(int) value - 1] : TOP_LEFT;
    }

    /** Whether the stored rows are columns of the upright picture. */
    boolean swapsAxes() {
        return ordinal() >= LEFT_TOP.ordinal();
    }

    /** Whether stored columns run from right to left (or from bottom to top, if axes are swapped). */
    boolean reversesColumns() {
        return this == TOP_RIGHT || this == BOTTOM_RIGHT || this == RIGHT_BOTTOM || this == LEFT_BOTTOM;
    }

    /** Whether stored rows run from bottom to top (or from right to left, if axes are swapped). */
    boolean reversesRows() {
        return this == BOTTOM_RIGHT || this == BOTTOM_LEFT || this == RIGHT_TOP || this == RIGHT_BOTTOM;
    }
}
