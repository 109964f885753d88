package dcgan.tensor.tornado;

import dcgan.tensor.op.Activation;
import dcgan.tensor.op.ActivationBackward;
import dcgan.tensor.op.LeakyReLU;
import dcgan.tensor.op.LeakyReLUBackward;
import dcgan.tensor.op.Op;
import dcgan.tensor.op.ReLU;
import dcgan.tensor.op.ReLUBackward;
import dcgan.tensor.tornado.kernels.Tiles;

/**
 * What a convolution for GPUs does with each number before it writes that.
 *
 * @param kind one of those of {@link Tiles}
 * @param output for a gradient, how far from the number the activation's output is
 * @param slope the offset of the slope for negative numbers
 */
record Epilogue(int kind, int output, int slope) {

    static final Epilogue NONE = new Epilogue(Tiles.NO_EPILOGUE, 0, 0);

    /** Whether there is one for an op. */
    static boolean isFor(Op op) {
        return op instanceof ReLU
                || op instanceof LeakyReLU
                || op instanceof ReLUBackward
                || op instanceof LeakyReLUBackward;
    }

    /** The one for an op that {@link #isFor} accepts, which writes to {@code out}. */
    static Epilogue of(Op op, Buffer out, Placement placement, BufferArena arena) {
        return switch (op) {
            case Activation activation ->
                new Epilogue(
                        Tiles.ACTIVATION,
                        0,
                        arena.constants(activation instanceof LeakyReLU leaky ? leaky.negativeSlope() : 0));
            case ActivationBackward backward ->
                new Epilogue(
                        Tiles.ACTIVATION_GRADIENT,
                        placement.of(backward.output()).offset() - out.offset(),
                        arena.constants(backward instanceof LeakyReLUBackward leaky ? leaky.negativeSlope() : 0));
            default -> throw new IllegalArgumentException("no epilogue: " + op.name());
        };
    }
}
