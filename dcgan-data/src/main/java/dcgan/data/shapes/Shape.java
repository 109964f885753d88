package dcgan.data.shapes;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The classes of {@link Shapes}, each as the region of the plane that it covers: about the unit circle around the
 * origin, y pointing down. Only exact arithmetic and {@link StrictMath}, so that every machine finds the same region.
 */
enum Shape {
    CIRCLE {
        @Override
        boolean covers(double x, double y) {
            return x * x + y * y <= 0.81;
        }
    },
    SQUARE {
        @Override
        boolean covers(double x, double y) {
            return Math.abs(x) <= 0.8 && Math.abs(y) <= 0.8;
        }
    },
    TRIANGLE {
        @Override
        boolean covers(double x, double y) {
            return y <= 0.7 && 1.75 * Math.abs(x) <= y + 1;
        }
    },
    DIAMOND {
        @Override
        boolean covers(double x, double y) {
            return 1.6 * Math.abs(x) + Math.abs(y) <= 1.1;
        }
    },
    CROSS {
        @Override
        boolean covers(double x, double y) {
            return Math.max(Math.abs(x), Math.abs(y)) <= 0.95 && Math.min(Math.abs(x), Math.abs(y)) <= 0.3;
        }
    },
    RING {
        @Override
        boolean covers(double x, double y) {
            double square = x * x + y * y;
            return square <= 0.95 && square >= 0.3;
        }
    },
    STAR {
        private final double[][] corners = starCorners();

        @Override
        boolean covers(double x, double y) {
            return inside(corners, x, y);
        }
    },
    HEART {
        @Override
        boolean covers(double x, double y) {
            // (x² + y² - 1)³ = x² y³, the sextic heart, enlarged and upright.
            double u = 1.25 * x;
            double v = -1.2 * y + 0.1;
            double round = u * u + v * v - 1;
            return round * round * round <= u * u * v * v * v;
        }
    },
    MOON {
        @Override
        boolean covers(double x, double y) {
            double u = x - 0.5;
            return x * x + y * y <= 0.95 && u * u + y * y >= 0.55;
        }
    },
    ARROW {
        private static final double[][] CORNERS = {
            {0, -1}, {0.85, -0.05}, {0.32, -0.05}, {0.32, 0.95}, {-0.32, 0.95}, {-0.32, -0.05}, {-0.85, -0.05}
        };

        @Override
        boolean covers(double x, double y) {
            return inside(CORNERS, x, y);
        }
    };

    /** No shape covers a point that is farther from the origin. */
    static final double REACH = 1.2;

    /** Whether the point belongs to the shape. */
    abstract boolean covers(double x, double y);

    /** What image {@code number} shows: the shapes take turns. */
    static Shape shown(int number) {
        return values()[number % values().length];
    }

    static List<String> names() {
        return Arrays.stream(values())
                .map(shape -> shape.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static double[][] starCorners() {
        double[][] corners = new double[10][];
        for (int i = 0; i < corners.length; i++) {
            double radius = i % 2 == 0 ? 1.1 : 0.46;
            double angle = i * StrictMath.PI / 5;
            corners[i] = new double[] {radius * StrictMath.sin(angle), -radius * StrictMath.cos(angle)};
        }
        return corners;
    }

    /** Whether a ray from the point crosses the polygon's border an odd number of times. */
    private static boolean inside(double[][] corners, double x, double y) {
        boolean inside = false;
        double[] from = corners[corners.length - 1];
        for (double[] to : corners) {
            if (from[1] > y != to[1] > y && x < from[0] + (y - from[1]) * (to[0] - from[0]) / (to[1] - from[1])) {
                inside = !inside;
            }
            from = to;
        }
        return inside;
    }
}
