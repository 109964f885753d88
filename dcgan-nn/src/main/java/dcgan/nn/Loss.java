package dcgan.nn;

import dcgan.tensor.Graph;
import dcgan.tensor.Value;

/** How far a network's output is from a target. */
public sealed interface Loss permits BCELoss, BCEWithLogitsLoss, HingeLoss, MSELoss {

    /**
     * Appends the mean loss over all elements.
     *
     * @param prediction the network's output, of any shape
     * @param target of the same shape; in [0, 1] for binary cross entropy, 1 or −1 for the hinge loss
     * @return of shape {@code [1]}
     */
    Value value(Graph.Builder graph, Value prediction, Value target);

    /** Appends the gradient of {@link #value} to the prediction, of the prediction's shape. */
    Value gradient(Graph.Builder graph, Value prediction, Value target);
}
