package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/** An elementwise function of one buffer. */
public sealed interface Activation extends Op.Pure permits ReLU, LeakyReLU, Sigmoid, Tanh {

    /** The argument, of any shape. */
    Value input();

    @Override
    default List<Value> inputs() {
        return List.of(input());
    }

    @Override
    default Shape outputShape() {
        return input().shape();
    }

    @Override
    default List<Value> sameLayout(Optional<Value> result) {
        return List.of(input(), Shapes.result(this, result));
    }
}
