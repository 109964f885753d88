package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * A buffer full of one number.
 *
 * @param outputShape of the buffer
 * @param value of each element
 */
public record Fill(Shape outputShape, float value) implements Op.Pure {

    public Fill {
        Shapes.requirePresent("Fill", "outputShape", outputShape);
    }

    @Override
    public List<Value> inputs() {
        return List.of();
    }

    @Override
    public List<Value> sameLayout(Optional<Value> result) {
        return List.of();
    }
}
