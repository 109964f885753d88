package dcgan.tensor.op;

import dcgan.tensor.Value;

/**
 * The gradient of {@link Tanh}: {@code dx = dy · (1 − y²)}.
 *
 * @param gradOutput the gradient to the output
 * @param output what {@link Tanh} gave, of the same shape
 */
public record TanhBackward(Value gradOutput, Value output) implements ActivationBackward {

    public TanhBackward {
        Shapes.requirePresent("TanhBackward", "gradOutput, output", gradOutput, output);
        Shapes.requireSame("TanhBackward", gradOutput, output);
    }
}
