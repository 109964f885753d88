package dcgan.tensor.simd.elementwise;

import dcgan.tensor.op.Activation;
import dcgan.tensor.op.ActivationBackward;
import dcgan.tensor.op.LeakyReLU;
import dcgan.tensor.op.LeakyReLUBackward;
import dcgan.tensor.op.ReLU;
import dcgan.tensor.op.ReLUBackward;
import dcgan.tensor.op.Sigmoid;
import dcgan.tensor.op.SigmoidBackward;
import dcgan.tensor.op.Tanh;
import dcgan.tensor.op.TanhBackward;
import dcgan.tensor.simd.memory.Epilogue;
import dcgan.tensor.simd.run.RangeStep;

/** Which loop of {@link Pointwise} computes which activation, for an op of its own and for an {@link Epilogue}. */
public final class Activations {

    private Activations() {}

    /** From {@code x} to {@code y}, which may be the same. */
    public static RangeStep.Body forward(Activation op, float[] x, float[] y) {
        return switch (op) {
            case ReLU a -> (from, to) -> Pointwise.leakyReLU(x, 0, y, from, to);
            case LeakyReLU a -> (from, to) -> Pointwise.leakyReLU(x, a.negativeSlope(), y, from, to);
            case Sigmoid a -> (from, to) -> Pointwise.sigmoid(x, y, from, to);
            case Tanh a -> (from, to) -> Pointwise.tanh(x, y, from, to);
        };
    }

    /** From the gradient {@code dy} to {@code dx}, which may be the same; {@code y} is what the activation yielded. */
    public static RangeStep.Body backward(ActivationBackward op, float[] dy, float[] y, float[] dx) {
        return switch (op) {
            case ReLUBackward a -> (from, to) -> Pointwise.leakyReLUBackward(dy, y, 0, dx, from, to);
            case LeakyReLUBackward a ->
                (from, to) -> Pointwise.leakyReLUBackward(dy, y, a.negativeSlope(), dx, from, to);
            case SigmoidBackward a -> (from, to) -> Pointwise.sigmoidBackward(dy, y, dx, from, to);
            case TanhBackward a -> (from, to) -> Pointwise.tanhBackward(dy, y, dx, from, to);
        };
    }
}
