package dcgan.nn;

import dcgan.tensor.Graph;
import dcgan.tensor.Value;
import dcgan.tensor.op.LeakyReLUBackward;

/**
 * {@code x} where it is above 0, else {@code negativeSlope · x}, as {@code torch.nn.LeakyReLU}.
 *
 * @param negativeSlope above 0; PyTorch's default is 0.01, the DCGAN paper's 0.2
 */
public record LeakyReLU(float negativeSlope) implements Layer {

    /**
     * @throws IllegalArgumentException if the slope is not above 0
     */
    public LeakyReLU {
        if (!(negativeSlope > 0)) {
            throw new IllegalArgumentException("LeakyReLU: negativeSlope must be above 0, but is " + negativeSlope);
        }
    }

    /** The layer with PyTorch's slope of 0.01. */
    public static LeakyReLU of() {
        return new LeakyReLU(0.01f);
    }

    /** The layer with this slope. */
    public static LeakyReLU of(float negativeSlope) {
        return new LeakyReLU(negativeSlope);
    }

    @Override
    public Pass forward(Graph.Builder graph, Scope scope, Value input, Mode mode) {
        return Activations.pass(
                graph,
                new dcgan.tensor.op.LeakyReLU(input, negativeSlope),
                (gradOutput, output) -> new LeakyReLUBackward(gradOutput, output, negativeSlope));
    }
}
