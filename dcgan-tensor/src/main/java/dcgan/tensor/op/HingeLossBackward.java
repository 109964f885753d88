package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * The gradient of {@link HingeLoss} to its first argument, {@code −t} where {@code t · x < 1} and else 0, times 1/N for
 * {@link Reduction#MEAN}; for {@link Reduction#NONE} it is that of the sum.
 *
 * @param prediction x, of any shape, any number
 * @param target t, of the same shape, 1 or −1
 * @param reduction that of the loss
 */
public record HingeLossBackward(Value prediction, Value target, Reduction reduction) implements Op.Pure {

    public HingeLossBackward {
        Shapes.requirePresent("HingeLossBackward", "prediction, target, reduction", prediction, target, reduction);
        Shapes.requireSame("HingeLossBackward", prediction, target);
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
