package dcgan.tensor.tornado;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.BCELoss;
import dcgan.tensor.op.BCELossBackward;
import dcgan.tensor.op.BCEWithLogitsLoss;
import dcgan.tensor.op.BCEWithLogitsLossBackward;
import dcgan.tensor.op.HingeLoss;
import dcgan.tensor.op.HingeLossBackward;
import dcgan.tensor.op.MSELoss;
import dcgan.tensor.op.MSELossBackward;
import dcgan.tensor.op.Reduction;
import dcgan.tensor.tornado.kernels.LossKernels;
import java.util.List;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task3;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The launches of {@link LossKernels}, and of the sums that reduce them. */
final class LossLaunches {

    private final Placement placement;
    private final BufferArena arena;
    private final PrecisionKernels precision;
    private final SumLaunches sums;

    LossLaunches(Placement placement, BufferArena arena, PrecisionKernels precision, SumLaunches sums) {
        this.placement = placement;
        this.arena = arena;
        this.precision = precision;
        this.sums = sums;
    }

    List<Launch> of(BCELoss op, Buffer out) {
        return loss(LossKernels::bce, op.prediction(), op.target(), op.reduction(), out);
    }

    List<Launch> of(BCEWithLogitsLoss op, Buffer out) {
        return loss(LossKernels::bceWithLogits, op.logit(), op.target(), op.reduction(), out);
    }

    Launch of(BCELossBackward op, Buffer out) {
        return ElementwiseLaunches.map(
                precision.bceBackward(),
                out,
                placement.of(op.prediction()),
                placement.of(op.target()),
                arena.constants(terms(op.prediction().shape(), op.reduction())));
    }

    Launch of(BCEWithLogitsLossBackward op, Buffer out) {
        return gradient(LossKernels::bceWithLogitsBackward, op.logit(), op.target(), op.reduction(), out);
    }

    List<Launch> of(HingeLoss op, Buffer out) {
        return loss(LossKernels::hinge, op.prediction(), op.target(), op.reduction(), out);
    }

    Launch of(HingeLossBackward op, Buffer out) {
        return gradient(LossKernels::hingeBackward, op.prediction(), op.target(), op.reduction(), out);
    }

    List<Launch> of(MSELoss op, Buffer out) {
        return loss(LossKernels::squaredError, op.prediction(), op.target(), op.reduction(), out);
    }

    Launch of(MSELossBackward op, Buffer out) {
        return gradient(LossKernels::squaredErrorBackward, op.prediction(), op.target(), op.reduction(), out);
    }

    /** Launches the gradient of a loss. The kernel's constant is how much one element counts in the loss. */
    private Launch gradient(
            Task3<KernelContext, FloatArray, IntArray> kernel, Value x, Value t, Reduction reduction, Buffer out) {
        return ElementwiseLaunches.map(
                kernel, out, placement.of(x), placement.of(t), arena.constants(share(x.shape(), reduction)));
    }

    private List<Launch> loss(
            Task3<KernelContext, FloatArray, IntArray> kernel, Value x, Value t, Reduction reduction, Buffer out) {
        Buffer prediction = placement.of(x);
        Buffer target = placement.of(t);
        if (reduction == Reduction.NONE) {
            return List.of(ElementwiseLaunches.map(kernel, out, prediction, target));
        }
        Buffer elements = new Buffer(arena.scratch(prediction.numbers()), prediction.shape(), prediction.layout());
        return List.of(
                ElementwiseLaunches.map(kernel, elements, prediction, target),
                sums.total(elements, out, share(x.shape(), reduction)));
    }

    /** How many terms a loss is the mean of; 1 for a sum. */
    private static float terms(Shape elements, Reduction reduction) {
        return reduction == Reduction.MEAN ? elements.size() : 1;
    }

    private static float share(Shape elements, Reduction reduction) {
        return 1 / terms(elements, reduction);
    }
}
