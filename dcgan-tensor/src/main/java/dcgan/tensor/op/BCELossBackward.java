package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * The gradient of {@link BCELoss} to its first argument, {@code (p − t) / max(p · (1 − p), 1e-12)}, times 1/N for
 * {@link Reduction#MEAN}; for {@link Reduction#NONE} it is that of the sum.
 *
 * @param prediction of any shape, probabilities in [0, 1]
 * @param target of the same shape, in [0, 1]
 * @param reduction that of the loss
 */
public record BCELossBackward(Value prediction, Value target, Reduction reduction) implements Op.Pure {

    public BCELossBackward {
        Shapes.requirePresent("BCELossBackward", "prediction, target, reduction", prediction, target, reduction);
        Shapes.requireSame("BCELossBackward", prediction, target);
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
