package dcgan.nn.gan;

import java.util.List;

/** What the two networks of a GAN are trained for, and the numbers that say how it goes. */
public sealed interface Objective permits StandardObjective {

    /** The loss of the first GANs; see {@link StandardObjective}. */
    Objective STANDARD = new StandardObjective();

    /** The name in lower case, as in options and files. It must never change. */
    String name();

    /** The numbers that it reports for each step, in their order. */
    List<Metric> metrics();
}
