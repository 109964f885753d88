package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * Independent numbers from N(0, 1): those that {@link dcgan.tensor.Philox#normal} gives for the seed, the stream and the
 * counter's present value, so that the same counter yields the same numbers on every backend.
 *
 * @param counter {@code [1]}, a whole number from 0 to 2^24, the draw
 * @param seed the key of the generator
 * @param stream tells draws with the same seed and counter apart
 * @param outputShape how many numbers, and their shape
 */
public record Normal(Value counter, long seed, int stream, Shape outputShape) implements Op.Pure {

    public Normal {
        Shapes.requirePresent("Normal", "counter, outputShape", counter, outputShape);
        Shapes.requireScalar("Normal", "the counter", counter);
    }

    @Override
    public List<Value> inputs() {
        return List.of(counter);
    }

    @Override
    public List<Value> sameLayout(Optional<Value> result) {
        return List.of();
    }
}
