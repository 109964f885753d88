package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * The hinge loss of {@code keras.losses.Hinge}: {@code max(1 − t · x, 0)} for each element (Lim and Ye 2017).
 *
 * @param prediction x, of any shape, any number
 * @param target t, of the same shape, 1 or −1
 * @param reduction how the elements are gathered
 */
public record HingeLoss(Value prediction, Value target, Reduction reduction) implements Op.Pure {

    public HingeLoss {
        Shapes.requirePresent("HingeLoss", "prediction, target, reduction", prediction, target, reduction);
        Shapes.requireSame("HingeLoss", prediction, target);
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
