package dcgan.tensor.op;

import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * {@code average ← average + w · (value − average)}, as {@code torch.lerp}, with a weight that may change from run to run. From
 * a half on it is computed as {@code value − (1 − w) · (value − average)}, so that a weight of 1 gives the value itself.
 *
 * @param average of any shape, updated
 * @param value of the same shape
 * @param weight {@code [1]}, w, in [0, 1]
 */
public record Lerp(Value average, Value value, Value weight) implements Op.InPlace {

    public Lerp {
        Shapes.requirePresent("Lerp", "average, value, weight", average, value, weight);
        Shapes.requireSame("Lerp", average, value);
        Shapes.requireScalar("Lerp", "the weight", weight);
    }

    @Override
    public List<Value> inputs() {
        return List.of(average, value, weight);
    }

    @Override
    public List<Value> updates() {
        return List.of(average);
    }

    @Override
    public List<Value> sameLayout(Optional<Value> result) {
        return List.of(average, value);
    }
}
