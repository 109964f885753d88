package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * The squared error of {@code torch.nn.MSELoss}: {@code (x − t)²} for each element.
 *
 * @param prediction x, of any shape, any number
 * @param target t, of the same shape, any number
 * @param reduction how the elements are gathered
 */
public record MSELoss(Value prediction, Value target, Reduction reduction) implements Op.Pure {

    public MSELoss {
        Shapes.requirePresent("MSELoss", "prediction, target, reduction", prediction, target, reduction);
        Shapes.requireSame("MSELoss", prediction, target);
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
