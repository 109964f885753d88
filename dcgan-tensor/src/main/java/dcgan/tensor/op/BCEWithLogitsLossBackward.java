package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * The gradient of {@link BCEWithLogitsLoss} to its first argument, {@code σ(x) − t}, times 1/N for
 * {@link Reduction#MEAN}; for {@link Reduction#NONE} it is that of the sum.
 *
 * @param logit of any shape, any number
 * @param target of the same shape, in [0, 1]
 * @param reduction that of the loss
 */
public record BCEWithLogitsLossBackward(Value logit, Value target, Reduction reduction) implements Op.Pure {

    public BCEWithLogitsLossBackward {
        Shapes.requirePresent("BCEWithLogitsLossBackward", "logit, target, reduction", logit, target, reduction);
        Shapes.requireSame("BCEWithLogitsLossBackward", logit, target);
    }

    @Override
    public List<Value> inputs() {
        return List.of(logit, target);
    }

    @Override
    public Shape outputShape() {
        return logit.shape();
    }

    @Override
    public List<Value> sameLayout(Optional<Value> result) {
        return List.of(logit, target, Shapes.result(this, result));
    }
}
