package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * The mean of all elements, of shape {@code [1]}.
 *
 * @param input of any shape
 */
public record Mean(Value input) implements Op.Pure {

    public Mean {
        Shapes.requirePresent("Mean", "input", input);
    }

    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public Shape outputShape() {
        return Shape.SCALAR;
    }

    @Override
    public List<Value> sameLayout(Optional<Value> result) {
        return List.of();
    }
}
