package dcgan.tensor.op;

import dcgan.tensor.Value;

/**
 * The gradient of {@link LeakyReLU}: {@code dx = dy where y > 0, else negativeSlope · dy}.
 *
 * @param gradOutput the gradient to the output
 * @param output what {@link LeakyReLU} gave, of the same shape
 * @param negativeSlope that of the activation
 */
public record LeakyReLUBackward(Value gradOutput, Value output, float negativeSlope) implements ActivationBackward {

    public LeakyReLUBackward {
        Shapes.requirePresent("LeakyReLUBackward", "gradOutput, output", gradOutput, output);
        Shapes.requireSame("LeakyReLUBackward", gradOutput, output);
        Shapes.require(
                negativeSlope > 0 && Float.isFinite(negativeSlope),
                () -> "LeakyReLUBackward needs a finite negative slope above 0, but got " + negativeSlope);
    }
}
