package dcgan.tensor.tornado.kernels;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * BatchNorm2d's elementwise halves. Geometry: x runs over the numbers of a channel in work groups of
 * {@link Elementwise#GROUP}, y over the channels; no local memory; bound by the bytes, 4 an element and image operand.
 *
 * <p>Integers begin with how many numbers a channel has and the offsets of the image operands and the result.
 */
public final class Normalisation {

    private Normalisation() {}

    /**
     * {@code γ · (x − mean) / √(variance + eps) + β}: 8 bytes, 5 FLOPs and a root an element. Integers: numbers a channel, x, out,
     * mean, variance, weight, bias, eps.
     */
    public static void forward(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        int c = context.globalIdy;
        if (k < g.get(0)) {
            int at = c * g.get(0) + k;
            float deviation = TornadoMath.sqrt(a.get(g.get(4) + c) + a.get(g.get(7)));
            float normalized = (a.get(g.get(1) + at) - a.get(g.get(3) + c)) / deviation;
            a.set(g.get(2) + at, normalized * a.get(g.get(5) + c) + a.get(g.get(6) + c));
        }
    }

    /**
     * {@code γ / √(variance + eps) · (dy − dβ / M − x̂ · dγ / M)}: 12 bytes, 10 FLOPs and a root an element. Integers: numbers a
     * channel, dy, out, x, mean, variance, weight, dγ, dβ, eps, 1/M.
     */
    public static void gradInput(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        int c = context.globalIdy;
        if (k < g.get(0)) {
            int at = c * g.get(0) + k;
            float deviation = TornadoMath.sqrt(a.get(g.get(5) + c) + a.get(g.get(9)));
            float normalized = (a.get(g.get(3) + at) - a.get(g.get(4) + c)) / deviation;
            float share = a.get(g.get(10));
            float centred =
                    a.get(g.get(1) + at) - a.get(g.get(8) + c) * share - normalized * a.get(g.get(7) + c) * share;
            a.set(g.get(2) + at, a.get(g.get(6) + c) / deviation * centred);
        }
    }

    /**
     * {@code γ / √(variance + eps) · dy}: 8 bytes, 3 FLOPs and a root an element. Integers: numbers a channel, dy, out, variance,
     * weight, eps.
     */
    public static void evalGradInput(KernelContext context, FloatArray a, IntArray g) {
        int k = context.globalIdx;
        int c = context.globalIdy;
        if (k < g.get(0)) {
            int at = c * g.get(0) + k;
            float deviation = TornadoMath.sqrt(a.get(g.get(3) + c) + a.get(g.get(5)));
            a.set(g.get(2) + at, a.get(g.get(4) + c) / deviation * a.get(g.get(1) + at));
        }
    }
}
