package dcgan.nn;

import dcgan.tensor.Graph;
import dcgan.tensor.Value;
import dcgan.tensor.op.BCEWithLogitsLossBackward;
import dcgan.tensor.op.Reduction;

/**
 * Binary cross entropy of logits, for a network that ends without a {@link Sigmoid}, as
 * {@code torch.nn.BCEWithLogitsLoss}.
 */
public record BCEWithLogitsLoss() implements Loss {

    /** The loss. */
    public static BCEWithLogitsLoss of() {
        return new BCEWithLogitsLoss();
    }

    @Override
    public Value value(Graph.Builder graph, Value prediction, Value target) {
        return graph.add(new dcgan.tensor.op.BCEWithLogitsLoss(prediction, target, Reduction.MEAN));
    }

    @Override
    public Value gradient(Graph.Builder graph, Value prediction, Value target) {
        return graph.add(new BCEWithLogitsLossBackward(prediction, target, Reduction.MEAN));
    }
}
