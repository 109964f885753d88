package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * The elementwise difference {@code a − b}.
 *
 * @param a of any shape
 * @param b of the same shape
 */
public record Subtract(Value a, Value b) implements Op.Pure {

    public Subtract {
        Shapes.requirePresent("Subtract", "a, b", a, b);
        Shapes.requireSame("Subtract", a, b);
    }

    @Override
    public List<Value> inputs() {
        return List.of(a, b);
    }

    @Override
    public Shape outputShape() {
        return a.shape();
    }

    @Override
    public List<Value> sameLayout(Optional<Value> result) {
        return List.of(a, b, Shapes.result(this, result));
    }
}
