package dcgan.tensor.op;

import dcgan.tensor.Value;

/**
 * The gradient of {@link Sigmoid}: {@code dx = dy · y · (1 − y)}.
 *
 * @param gradOutput the gradient to the output
 * @param output what {@link Sigmoid} gave, of the same shape
 */
public record SigmoidBackward(Value gradOutput, Value output) implements ActivationBackward {

    public SigmoidBackward {
        Shapes.requirePresent("SigmoidBackward", "gradOutput, output", gradOutput, output);
        Shapes.requireSame("SigmoidBackward", gradOutput, output);
    }
}
