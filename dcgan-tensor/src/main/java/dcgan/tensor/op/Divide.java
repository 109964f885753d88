package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * Divides all elements by a number: {@code y = x / d}.
 *
 * @param input of any shape
 * @param divisor {@code [1]}
 */
public record Divide(Value input, Value divisor) implements Op.Pure {

    public Divide {
        Shapes.requirePresent("Divide", "input, divisor", input, divisor);
        Shapes.requireScalar("Divide", "the divisor", divisor);
    }

    @Override
    public List<Value> inputs() {
        return List.of(input, divisor);
    }

    @Override
    public Shape outputShape() {
        return input.shape();
    }

    @Override
    public List<Value> sameLayout(Optional<Value> result) {
        return List.of(input, Shapes.result(this, result));
    }
}
