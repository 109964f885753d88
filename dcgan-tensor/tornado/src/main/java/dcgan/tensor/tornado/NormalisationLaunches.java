package dcgan.tensor.tornado;

import dcgan.tensor.Value;
import dcgan.tensor.op.BatchNorm2d;
import dcgan.tensor.op.BatchNorm2dEvalGradInput;
import dcgan.tensor.op.BatchNorm2dGradInput;
import dcgan.tensor.tornado.Launch.InGrid;
import dcgan.tensor.tornado.kernels.ElementwiseKernels;
import dcgan.tensor.tornado.kernels.Normalisation;
import dcgan.tensor.tornado.kernels.Normalisation.EvalGradInput;
import dcgan.tensor.tornado.kernels.Normalisation.Forward;
import dcgan.tensor.tornado.kernels.Normalisation.GradInput;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task3;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The launches of {@link Normalisation}. */
final class NormalisationLaunches {

    private final Placement placement;
    private final BufferArena arena;

    NormalisationLaunches(Placement placement, BufferArena arena) {
        this.placement = placement;
        this.arena = arena;
    }

    Launch of(BatchNorm2d op, Buffer out) {
        return launch(
                Normalisation::forward,
                op.input(),
                KernelArguments.of(Forward.LENGTH)
                        .and(Forward.X, at(op.input()))
                        .and(Forward.OUT, out.offset())
                        .and(Forward.MEAN, at(op.mean()))
                        .and(Forward.VARIANCE, at(op.variance()))
                        .and(Forward.WEIGHT, at(op.weight()))
                        .and(Forward.BIAS, at(op.bias()))
                        .and(Forward.EPS, arena.constants(op.eps())));
    }

    Launch of(BatchNorm2dGradInput op, Buffer out) {
        return launch(
                Normalisation::gradInput,
                op.input(),
                KernelArguments.of(GradInput.LENGTH)
                        .and(GradInput.GRAD_OUTPUT, at(op.gradOutput()))
                        .and(GradInput.OUT, out.offset())
                        .and(GradInput.X, at(op.input()))
                        .and(GradInput.MEAN, at(op.mean()))
                        .and(GradInput.VARIANCE, at(op.variance()))
                        .and(GradInput.WEIGHT, at(op.weight()))
                        .and(GradInput.GRAD_WEIGHT, at(op.gradWeight()))
                        .and(GradInput.GRAD_BIAS, at(op.gradBias()))
                        .and(GradInput.EPS, arena.constants(op.eps()))
                        .and(GradInput.SHARE, arena.constants(1f / SumLaunches.perChannel(op.input()))));
    }

    Launch of(BatchNorm2dEvalGradInput op, Buffer out) {
        return launch(
                Normalisation::evalGradInput,
                op.gradOutput(),
                KernelArguments.of(EvalGradInput.LENGTH)
                        .and(EvalGradInput.GRAD_OUTPUT, at(op.gradOutput()))
                        .and(EvalGradInput.OUT, out.offset())
                        .and(EvalGradInput.VARIANCE, at(op.variance()))
                        .and(EvalGradInput.WEIGHT, at(op.weight()))
                        .and(EvalGradInput.EPS, arena.constants(op.eps())));
    }

    private Launch launch(Task3<KernelContext, FloatArray, IntArray> kernel, Value image, KernelArguments arguments) {
        int numbers = placement.of(image).channelNumbers();
        return new InGrid(
                kernel,
                InGrid.grid(numbers, image.shape().dim(1), ElementwiseKernels.GROUP),
                arguments.and(ElementwiseKernels.COUNT, numbers));
    }

    private int at(Value value) {
        return placement.of(value).offset();
    }
}
