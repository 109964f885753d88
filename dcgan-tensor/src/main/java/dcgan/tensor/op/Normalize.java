package dcgan.tensor.op;

import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import java.util.List;
import java.util.Optional;

/**
 * A vector of length 1, {@code torch.nn.functional.normalize}: {@code y = x / max(‖x‖, eps)}.
 *
 * @param input {@code [J]}
 * @param eps the least divisor; PyTorch's default is 1e-12
 */
public record Normalize(Value input, float eps) implements Op.Pure {

    public Normalize {
        Shapes.requirePresent("Normalize", "input", input);
        Shapes.requireEps("Normalize", eps);
        Shapes.requireVector("Normalize", input, input.shape().size(), input);
    }

    @Override
    public List<Value> inputs() {
        return List.of(input);
    }

    @Override
    public Shape outputShape() {
        return input.shape();
    }

    @Override
    public List<Value> sameLayout(Optional<Value> result) {
        return List.of(input, Shapes.result(this, result));
    }
}
