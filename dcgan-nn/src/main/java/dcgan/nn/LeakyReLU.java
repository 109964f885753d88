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
