package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * Binary cross entropy, {@code max(x, 0) − x · t + ln(1 + exp(−|x|))} an element, as {@code torch.nn.BCEWithLogitsLoss}.
 *
 * @param logit of any shape, any number
 * @param target of the same shape, in [0, 1]
 * @param reduction how the elements are gathered
 */
public record BCEWithLogitsLoss(Value logit, Value target, Reduction reduction) implements Op.Pure {

    public BCEWithLogitsLoss {
        Shapes.requirePresent("BCEWithLogitsLoss", "logit, target, reduction", logit, target, reduction);
        Shapes.requireSame("BCEWithLogitsLoss", logit, target);
    }

    @Override
    public List<Value> inputs() {
        return List.of(logit, target);
    }

    @Override
    public Shape outputShape() {
        return reduction.outputShape(logit.shape());
    }

    @Override
    public List<Value> sameLayout(Optional<Value> result) {
        return reduction.sameLayout(logit, target, Shapes.result(this, result));
    }
}
