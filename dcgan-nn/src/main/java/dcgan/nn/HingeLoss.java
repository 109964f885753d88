package dcgan.nn;

import dcgan.tensor.Graph;
import dcgan.tensor.Value;
import dcgan.tensor.op.HingeLossBackward;
import dcgan.tensor.op.Reduction;

/** The hinge loss {@code max(1 − target · prediction, 0)}, for targets 1 and −1, as {@code keras.losses.Hinge}. */
public record HingeLoss() implements Loss {

    /** The loss. */
    public static HingeLoss of() {
        return new HingeLoss();
    }

    @Override
    public Value value(Graph.Builder graph, Value prediction, Value target) {
        return graph.add(new dcgan.tensor.op.HingeLoss(prediction, target, Reduction.MEAN));
    }

    @Override
    public Value gradient(Graph.Builder graph, Value prediction, Value target) {
        return graph.add(new HingeLossBackward(prediction, target, Reduction.MEAN));
    }
}
