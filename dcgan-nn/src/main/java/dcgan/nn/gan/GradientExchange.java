package dcgan.nn.gan;

import dcgan.tensor.Shape;
import java.util.List;

/**
 * What happens to a network's gradients after they are computed and before they are used: nothing by default; an average
 * over several machines, say.
 */
@FunctionalInterface
public interface GradientExchange {

    /** Leaves the gradients as they are. */
    GradientExchange NONE = (network, gradients) -> {};

    /**
     * Called twice in each step, on the training thread.
     *
     * @param network whose gradients they are
     * @param gradients may be read and overwritten until this returns
     */
    void exchange(Network network, Gradients gradients);

    /** The gradients of one network, by the names of its parameters, such as {@code 0.weight}. */
    interface Gradients {

        /** The names in the order of the layers; the same in every step. */
        List<String> names();

        /** The shape of a gradient, which is that of its parameter. */
        Shape shape(String name);

        /** Reads a gradient, row-major, into an array as long as it is large. */
        void read(String name, float[] into);

        /** Overwrites a gradient. */
        void write(String name, float[] values);
    }
}
