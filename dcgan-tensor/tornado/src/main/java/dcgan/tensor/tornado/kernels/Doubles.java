package dcgan.tensor.tornado.kernels;

import uk.ac.manchester.tornado.api.math.TornadoMath;

/** Functions in double precision for which TornadoVM takes OpenCL's native ones, which are of single precision. */
final class Doubles {

    private Doubles() {}

    /** A step of Newton's doubles the digits of the native root. */
    static double sqrt(double x) {
        double result = 0;
        if (x != 0) {
            double root = TornadoMath.sqrt(x);
            result = 0.5 * (root + x / root);
        }
        return result;
    }

    /** Within an eighth of a turn: fdlibm's {@code __kernel_sin}. */
    static double sine(double x) {
        double z = x * x;
        double series = 1.58969099521155010221e-10 * z + -2.50507602534068634195e-08;
        series = series * z + 2.75573137070700676789e-06;
        series = series * z + -1.98412698298579493134e-04;
        series = series * z + 8.33333333332248946124e-03;
        series = series * z + -1.66666666666666324348e-01;
        return x + x * z * series;
    }

    /** Within an eighth of a turn: fdlibm's {@code __kernel_cos}. */
    static double cosine(double x) {
        double z = x * x;
        double series = -1.13596475577881948265e-11 * z + 2.08757232129817482790e-09;
        series = series * z + -2.75573143513906633035e-07;
        series = series * z + 2.48015872894767294178e-05;
        series = series * z + -1.38888888888741095749e-03;
        series = series * z + 4.16666666666666019037e-02;
        return 1 - (0.5 * z - z * z * series);
    }
}
