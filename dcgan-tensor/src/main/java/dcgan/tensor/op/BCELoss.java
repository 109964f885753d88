package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * Binary cross entropy, {@code −(t · max(ln p, −100) + (1 − t) · max(ln(1 − p), −100))} an element, as {@code torch.nn.BCELoss}.
 *
 * @param prediction of any shape, probabilities in [0, 1]
 * @param target of the same shape, in [0, 1]
 * @param reduction how the elements are gathered
 */
public record BCELoss(Value prediction, Value target, Reduction reduction) implements Op.Pure {

    public BCELoss {
        Shapes.requirePresent("BCELoss", "prediction, target, reduction", prediction, target, reduction);
        Shapes.requireSame("BCELoss", prediction, target);
    }

    @Override
    public List<Value> inputs() {
        return List.of(prediction, target);
    }

    @Override
    public Shape outputShape() {
        return reduction.outputShape(prediction.shape());
    }

    @Override
    public List<Value> sameLayout(Optional<Value> result) {
        return reduction.sameLayout(prediction, target, Shapes.result(this, result));
    }
}
