package dcgan.tensor.op;

import dcgan.tensor.Value;

/**
 * {@code y = tanh(x)}, as {@code torch.nn.Tanh}.
 *
 * @param input of any shape
 */
public record Tanh(Value input) implements Activation {

    public Tanh {
        Shapes.requirePresent("Tanh", "input", input);
    }
}
