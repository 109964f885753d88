package dcgan.tensor.op;

import dcgan.tensor.Value;

/**
 * The gradient of {@link ReLU}: {@code dx = dy where y > 0, else 0}.
 *
 * @param gradOutput the gradient to the output
 * @param output what {@link ReLU} gave, of the same shape
 */
public record ReLUBackward(Value gradOutput, Value output) implements ActivationBackward {

    public ReLUBackward {
        Shapes.requirePresent("ReLUBackward", "gradOutput, output", gradOutput, output);
        Shapes.requireSame("ReLUBackward", gradOutput, output);
    }
}
