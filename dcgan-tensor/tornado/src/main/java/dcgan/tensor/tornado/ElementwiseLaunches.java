package dcgan.tensor.tornado;

import dcgan.tensor.Value;
import dcgan.tensor.op.Activation;
import dcgan.tensor.op.ActivationBackward;
import dcgan.tensor.op.Add;
import dcgan.tensor.op.Copy;
import dcgan.tensor.op.Fill;
import dcgan.tensor.op.LeakyReLU;
import dcgan.tensor.op.LeakyReLUBackward;
import dcgan.tensor.op.ReLU;
import dcgan.tensor.op.ReLUBackward;
import dcgan.tensor.op.Scale;
import dcgan.tensor.op.Sigmoid;
import dcgan.tensor.op.SigmoidBackward;
import dcgan.tensor.op.Subtract;
import dcgan.tensor.op.Tanh;
import dcgan.tensor.op.TanhBackward;
import dcgan.tensor.tornado.Launch.InGrid;
import dcgan.tensor.tornado.kernels.ElementwiseKernels;
import dcgan.tensor.tornado.kernels.ElementwiseKernels.Binary;
import dcgan.tensor.tornado.kernels.ElementwiseKernels.Unary;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task3;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The launches of ops that compute each number by itself. */
final class ElementwiseLaunches {

    private final Placement placement;
    private final BufferArena arena;
    private final PrecisionKernels precision;

    ElementwiseLaunches(Placement placement, BufferArena arena, PrecisionKernels precision) {
        this.placement = placement;
        this.arena = arena;
        this.precision = precision;
    }

    Launch of(Activation activation, Buffer out) {
        return switch (activation) {
            case ReLU(Value x) -> map(ElementwiseKernels::relu, out, placement.of(x));
            case LeakyReLU(Value x, float slope) -> map(ElementwiseKernels::leakyRelu, out, placement.of(x), slope);
            case Sigmoid(Value x) -> map(precision.sigmoid(), out, placement.of(x));
            case Tanh(Value x) -> map(ElementwiseKernels::hyperbolicTangent, out, placement.of(x));
        };
    }

    Launch of(ActivationBackward backward, Buffer out) {
        Buffer dy = placement.of(backward.gradOutput());
        Buffer y = placement.of(backward.output());
        return switch (backward) {
            case ReLUBackward _ -> map(ElementwiseKernels::reluBackward, out, dy, y);
            case LeakyReLUBackward op ->
                map(ElementwiseKernels::leakyReluBackward, out, dy, y, arena.constants(op.negativeSlope()));
            case SigmoidBackward _ -> map(ElementwiseKernels::sigmoidBackward, out, dy, y);
            case TanhBackward _ -> map(ElementwiseKernels::tanhBackward, out, dy, y);
        };
    }

    Launch of(Copy op, Buffer out) {
        return map(ElementwiseKernels::copy, out, placement.of(op.input()));
    }

    Launch of(Add op, Buffer out) {
        return map(ElementwiseKernels::add, out, placement.of(op.a()), placement.of(op.b()));
    }

    Launch of(Subtract op, Buffer out) {
        return map(ElementwiseKernels::subtract, out, placement.of(op.a()), placement.of(op.b()));
    }

    Launch of(Scale op, Buffer out) {
        return map(ElementwiseKernels::scale, out, placement.of(op.input()), op.factor());
    }

    Launch of(Fill op, Buffer out) {
        return InGrid.elementwise(
                ElementwiseKernels::fill,
                out.numbers(),
                KernelArguments.of(ElementwiseKernels.Fill.LENGTH)
                        .and(ElementwiseKernels.Fill.OUT, out.offset())
                        .and(ElementwiseKernels.Fill.CONSTANT, arena.constants(op.value())));
    }

    private static Launch map(Task3<KernelContext, FloatArray, IntArray> kernel, Buffer out, Buffer x) {
        return InGrid.elementwise(kernel, out.numbers(), unary(Unary.LENGTH, out, x));
    }

    private Launch map(Task3<KernelContext, FloatArray, IntArray> kernel, Buffer out, Buffer x, float constant) {
        return InGrid.elementwise(
                kernel,
                out.numbers(),
                unary(Unary.LENGTH_WITH_CONSTANT, out, x).and(Unary.CONSTANT, arena.constants(constant)));
    }

    private static KernelArguments unary(int length, Buffer out, Buffer x) {
        return KernelArguments.of(length).and(Unary.X, x.offset()).and(Unary.OUT, out.offset());
    }

    /** The launch of a function of two numbers. */
    static Launch map(Task3<KernelContext, FloatArray, IntArray> kernel, Buffer out, Buffer x, Buffer y) {
        return InGrid.elementwise(kernel, out.numbers(), binary(Binary.LENGTH, out, x, y));
    }

    /** The launch of a function of two numbers and the constant at an offset. */
    static Launch map(Task3<KernelContext, FloatArray, IntArray> kernel, Buffer out, Buffer x, Buffer y, int constant) {
        return InGrid.elementwise(
                kernel,
                out.numbers(),
                binary(Binary.LENGTH_WITH_CONSTANT, out, x, y).and(Binary.CONSTANT, constant));
    }

    private static KernelArguments binary(int length, Buffer out, Buffer x, Buffer y) {
        return KernelArguments.of(length)
                .and(Binary.X, x.offset())
                .and(Binary.Y, y.offset())
                .and(Binary.OUT, out.offset());
    }
}
