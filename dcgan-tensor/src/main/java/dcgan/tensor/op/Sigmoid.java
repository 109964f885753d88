package dcgan.tensor.op;

import dcgan.tensor.Value;

/**
 * {@code y = 1 / (1 + exp(−x))}, as {@code torch.nn.Sigmoid}.
 *
 * @param input of any shape
 */
public record Sigmoid(Value input) implements Activation {

    public Sigmoid {
        Shapes.requirePresent("Sigmoid", "input", input);
    }
}
