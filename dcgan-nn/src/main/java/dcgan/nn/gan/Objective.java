package dcgan.nn.gan;

import dcgan.tensor.Graph;
import dcgan.tensor.Value;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the two networks of a GAN are trained for: the loss of each, and the numbers that say how the training goes. An objective
 * appends the losses and their gradients to the graph of a training step; the networks' own ops are the trainer's.
 */
public sealed interface Objective
        permits StandardObjective, RelativisticObjective, HingeObjective, LeastSquaresObjective {

    /** The loss of the first GANs; see {@link StandardObjective}. */
    Objective STANDARD = new StandardObjective();

    /** Real and made pictures in pairs; see {@link RelativisticObjective}. */
    Objective RELATIVISTIC = new RelativisticObjective();

    /** A margin between real and made pictures; see {@link HingeObjective}. */
    Objective HINGE = new HingeObjective();

    /** Squared errors; see {@link LeastSquaresObjective}. */
    Objective LEAST_SQUARES = new LeastSquaresObjective();

    /** All objectives, the default first. */
    static List<Objective> all() {
        return List.of(STANDARD, RELATIVISTIC, HINGE, LEAST_SQUARES);
    }

    /**
     * The objective of a name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the names there are
     */
    static Objective of(String name) {
        return all().stream()
                .filter(objective -> objective.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no objective \"" + name + "\", only "
                        + all().stream().map(Objective::name).collect(Collectors.joining(", "))));
    }

    /** The name in lower case, as in options and files. It must never change. */
    String name();

    /**
     * Whether a discriminator for it may end in a {@link dcgan.nn.Sigmoid}. That of a {@link DcganConfig} then does; one of the
     * caller's own may end with its logits as well.
     */
    boolean sigmoid();

    /** The numbers that it reports for each step, in their order. */
    List<Metric> metrics();

    /**
     * Appends the discriminator's loss and its gradients, and names the metrics of the discriminator's step as outputs
     * {@code [1]}, all but those of its scores.
     *
     * @param graph receives the ops
     * @param real D(x)
     * @param fake D(G(z))
     * @return the gradients to both outputs
     */
    Gradients discriminator(Graph.Builder graph, DiscriminatorPass real, DiscriminatorPass fake);

    /**
     * Appends the generator's loss and its gradient, and names the metrics of the generator's step as outputs {@code [1]}, all
     * but that of its scores. Both passes are through the updated discriminator.
     *
     * @param graph receives the ops
     * @param real D(x), through which no gradient passes; for losses that compare both, such as relativistic ones. Where its
     *     output is asked for, BatchNorm's running statistics in the discriminator take in the real pictures a second time, in the
     *     order in which the two outputs are asked for. Training itself does not normalise by these statistics
     * @param fake D(G(z))
     * @return the gradient to the output of {@code fake}
     */
    Value generator(Graph.Builder graph, DiscriminatorPass real, DiscriminatorPass fake);

    /** Appends what turns the output of a pass into scores, on the scale of the metrics of the scores. */
    Value score(Graph.Builder graph, DiscriminatorPass pass);

    /**
     * The gradients of the discriminator's loss.
     *
     * @param real to D(x), of its shape
     * @param fake to D(G(z)), of its shape
     */
    record Gradients(Value real, Value fake) {}
}
