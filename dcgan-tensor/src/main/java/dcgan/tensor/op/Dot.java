package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * The sum of the products of all elements, of shape {@code [1]}: {@code y = Σ a · b}.
 *
 * @param a of any shape
 * @param b of the same shape
 */
public record Dot(Value a, Value b) implements Op.Pure {

    public Dot {
        Shapes.requirePresent("Dot", "a, b", a, b);
        Shapes.requireSame("Dot", a, b);
    }

    @Override
    public List<Value> inputs() {
        return List.of(a, b);
    }

    @Override
    public Shape outputShape() {
        return Shape.SCALAR;
    }

    @Override
    public List<Value> sameLayout(Optional<Value> result) {
        return List.of(a, b);
    }
}
