package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * {@code factor · x}, element by element.
 *
 * @param input x, of any shape
 * @param factor a finite number
 */
public record Scale(Value input, float factor) implements Op.Pure {

    public Scale {
        Shapes.requirePresent("Scale", "input", input);
        Shapes.require(Float.isFinite(factor), () -> "Scale: the factor must be a finite number, but is " + factor);
    }

    @Override
    public List<Value> inputs() {
        return List.of(input);
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
