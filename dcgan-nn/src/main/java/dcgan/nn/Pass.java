package dcgan.nn;

import dcgan.tensor.Value;
import java.util.Map;
import java.util.Optional;

/**
 * One forward pass through a layer.
 *
 * @param output what the layer yields
 * @param backward appends the ops that compute the gradients through this pass, to the graph of the forward ops
 */
public record Pass(Value output, Backward backward) {

    /** Appends the backward ops and returns the gradients; see {@link Backward#append}. */
    public Gradients backward(Value gradOutput, Wanted wanted) {
        return backward.append(gradOutput, wanted);
    }

    /** Appends backward ops. */
    @FunctionalInterface
    public interface Backward {

        /**
         * Appends only the ops that the wanted gradients need.
         *
         * @param gradOutput the gradient to the output, of the output's shape
         * @param wanted which gradients are of use
         */
        Gradients append(Value gradOutput, Wanted wanted);
    }

    /**
     * Which gradients are of use.
     *
     * @param input that to the input
     * @param parameters those to the trained parameters
     */
    public record Wanted(boolean input, boolean parameters) {

        /** To the input alone, through a network that is not trained now. */
        public static final Wanted INPUT = new Wanted(true, false);

        /** To the parameters alone, of a network whose input is data. */
        public static final Wanted PARAMETERS = new Wanted(false, true);
    }

    /**
     * The gradients that were wanted.
     *
     * @param input that to the input, of the input's shape; empty if not wanted
     * @param parameters those to the trained parameters by name; empty if not wanted
     */
    public record Gradients(Optional<Value> input, Map<String, Value> parameters) {}
}
