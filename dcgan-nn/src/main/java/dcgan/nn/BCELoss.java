package dcgan.nn;

import dcgan.tensor.Graph;
import dcgan.tensor.Value;
import dcgan.tensor.op.BCELossBackward;
import dcgan.tensor.op.Reduction;

/**
 * Binary cross entropy of probabilities, for a network that ends in a {@link Sigmoid}, as {@code torch.nn.BCELoss}: the
 * logarithms are clamped at −100, so that the loss is at most 100.
 */
public record BCELoss() implements Loss {

    /** The loss. */
    public static BCELoss of() {
        return new BCELoss();
    }

    @Override
    public Value value(Graph.Builder graph, Value prediction, Value target) {
        return graph.add(new dcgan.tensor.op.BCELoss(prediction, target, Reduction.MEAN));
    }

    @Override
    public Value gradient(Graph.Builder graph, Value prediction, Value target) {
        return graph.add(new BCELossBackward(prediction, target, Reduction.MEAN));
    }
}
