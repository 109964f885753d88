package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

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

    @Override
    default List<Value> sameLayout(Optional<Value> result) {
        return List.of(gradOutput(), output(), Shapes.result(this, result));
    }
}
