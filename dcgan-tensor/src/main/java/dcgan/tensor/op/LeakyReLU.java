package dcgan.tensor.op;

import dcgan.tensor.Value;

/**
 * {@code y = x} where {@code x > 0}, else {@code negativeSlope · x}, as {@code torch.nn.LeakyReLU}.
 *
 * @param input of any shape
 * @param negativeSlope above 0, so that the output has the sign of the input
 */
public record LeakyReLU(Value input, float negativeSlope) implements Activation {

    public LeakyReLU {
        Shapes.requirePresent("LeakyReLU", "input", input);
        Shapes.require(
                negativeSlope > 0 && Float.isFinite(negativeSlope),
                () -> "LeakyReLU needs a finite negative slope above 0, but got " + negativeSlope);
    }
}
