package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;

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
}
