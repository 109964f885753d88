package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;

/**
 * The gradient of an {@link Activation} to its argument, {@code gradOutput · f′}, with {@code f′} written in terms of the
 * activation's <em>output</em>, so that the argument need not be kept.
 */
public sealed interface ActivationBackward extends Op.Pure
        permits ReLUBackward, LeakyReLUBackward, SigmoidBackward, TanhBackward {

    /** The gradient to the activation's output. */
    Value gradOutput();

    /** The activation's output, of the same shape. */
    Value output();

    @Override
    default List<Value> inputs() {
        return List.of(gradOutput(), output());
    }

    @Override
    default Shape outputShape() {
        return output().shape();
    }
}
