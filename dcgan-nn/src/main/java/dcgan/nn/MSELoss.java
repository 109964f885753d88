package dcgan.nn;

import dcgan.tensor.Graph;
import dcgan.tensor.Value;
import dcgan.tensor.op.MSELossBackward;
import dcgan.tensor.op.Reduction;

/** The mean squared error, as {@code torch.nn.MSELoss}. */
public record MSELoss() implements Loss {

    /** The loss. */
    public static MSELoss of() {
        return new MSELoss();
    }

    @Override
    public Value value(Graph.Builder graph, Value prediction, Value target) {
        return graph.add(new dcgan.tensor.op.MSELoss(prediction, target, Reduction.MEAN));
    }

    @Override
    public Value gradient(Graph.Builder graph, Value prediction, Value target) {
        return graph.add(new MSELossBackward(prediction, target, Reduction.MEAN));
    }
}
