package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * A copy of a buffer as it is at this point of the graph, before later ops update it.
 *
 * @param input of any shape
 */
public record Copy(Value input) implements Op.Pure {

    public Copy {
        Shapes.requirePresent("Copy", "input", input);
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
