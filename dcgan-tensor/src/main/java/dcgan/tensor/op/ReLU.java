package dcgan.tensor.op;

import dcgan.tensor.Value;

/**
 * {@code y = max(x, 0)}, as {@code torch.nn.ReLU}.
 *
 * @param input of any shape
 */
public record ReLU(Value input) implements Activation {

    public ReLU {
        Shapes.requirePresent("ReLU", "input", input);
    }
}
