package dcgan.tensor.op;

import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * {@code running ← (1 − momentum) · running + momentum · correction · batch}: BatchNorm's running statistics. For the
 * variance the correction is {@code M / (M − 1)}, because PyTorch keeps the unbiased one.
 *
 * @param running of any shape, updated
 * @param batch of the same shape
 * @param momentum the weight of the new value; PyTorch's default is 0.1
 * @param correction a factor on the new value
 */
public record RunningAverage(Value running, Value batch, float momentum, float correction) implements Op.InPlace {

    public RunningAverage {
        Shapes.requirePresent("RunningAverage", "running, batch", running, batch);
        Shapes.requireSame("RunningAverage", running, batch);
        Shapes.require(
                momentum >= 0 && momentum <= 1, () -> "RunningAverage: momentum must be in [0, 1], but is " + momentum);
        Shapes.require(
                correction > 0 && Float.isFinite(correction),
                () -> "RunningAverage: correction must be a finite number above 0, but is " + correction);
    }

    @Override
    public List<Value> inputs() {
        return List.of(running, batch);
    }

    @Override
    public List<Value> updates() {
        return List.of(running);
    }

    @Override
    public List<Value> sameLayout(Optional<Value> result) {
        return List.of(running, batch);
    }
}
