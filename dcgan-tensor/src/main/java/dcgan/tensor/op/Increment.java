package dcgan.tensor.op;

import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * Adds 1 to a counter.
 *
 * @param counter {@code [1]}, a whole number; float32 counts exactly up to 2^24
 */
public record Increment(Value counter) implements Op.InPlace {

    public Increment {
        Shapes.requirePresent("Increment", "counter", counter);
        Shapes.requireScalar("Increment", "the counter", counter);
    }

    @Override
    public List<Value> inputs() {
        return List.of(counter);
    }

    @Override
    public List<Value> updates() {
        return List.of(counter);
    }

    @Override
    public List<Value> sameLayout(Optional<Value> result) {
        return List.of();
    }
}
