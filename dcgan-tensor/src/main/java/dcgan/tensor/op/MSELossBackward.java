package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * The gradient of {@link MSELoss} to its first argument, {@code 2 (x − t)}, times 1/N for {@link Reduction#MEAN}; for
 * {@link Reduction#NONE} it is that of the sum.
 *
 * @param prediction x, of any shape, any number
 * @param target t, of the same shape, any number
 * @param reduction that of the loss
 */
public record MSELossBackward(Value prediction, Value target, Reduction reduction) implements Op.Pure {

    public MSELossBackward {
        Shapes.requirePresent("MSELossBackward", "prediction, target, reduction", prediction, target, reduction);
        Shapes.requireSame("MSELossBackward", prediction, target);
    }

    @Override
    public List<Value> inputs() {
        return List.of(prediction, target);
    }

    @Override
    public Shape outputShape() {
        return prediction.shape();
    }

    @Override
    public List<Value> sameLayout(Optional<Value> result) {
        return List.of(prediction, target, Shapes.result(this, result));
    }
}
