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

    /**
     * Called in the middle of a network's passes, on the training thread, if the trainer has {@link
     * GanTrainer.Builder#syncBatchNorm}. To be replaced by their means over all slices of the batch; by default they are left as
     * they are.
     *
     * @param network whose step it is
     * @param statistics of BatchNorm; may be read and overwritten until this returns
     */
    default void synchronize(Network network, Tensors statistics) {}

    /** Tensors that may be read and overwritten. */
    interface Tensors {

        /** The names; the same in every step. */
        List<String> names();

        /** The shape of one of them. */
        Shape shape(String name);

        /** Reads one of them, row-major, into an array as long as it is large. */
        void read(String name, float[] into);

        /** Overwrites one of them. */
        void write(String name, float[] values);
    }

    /**
     * The gradients of one network, by the names of its parameters, such as {@code 0.weight}, in the order of the layers. A
     * gradient has the shape of its parameter.
     */
    interface Gradients extends Tensors {

        /**
         * The metrics that were computed with the gradients, such as {@code lossG}. Each is a tensor of shape {@code [1]} that can
         * be read and overwritten as a gradient can; what stands there in the end is reported.
         */
        List<String> metrics();
    }
}
