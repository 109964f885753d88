package dcgan.nn;

import dcgan.tensor.Graph;
import dcgan.tensor.Value;
import java.util.List;
import java.util.OptionalInt;

/**
 * A {@link BatchNorm2d} that in training normalises by the statistics of a batch that is spread over several graphs, as
 * {@code torch.nn.SyncBatchNorm}. Its parameters are those of the {@code BatchNorm2d}.
 *
 * @param norm the layer in one graph
 * @param statistics averages over all of them
 */
public record SyncBatchNorm2d(BatchNorm2d norm, Statistics statistics) implements Layer {

    /** Averages statistics over several graphs of the same layers, each of which has a part of the batch of the same size. */
    public interface Statistics {

        /** Those of one graph alone. */
        Statistics OWN = new Statistics() {
            @Override
            public int count() {
                return 1;
            }

            @Override
            public void average(Graph.Builder graph, Value... values) {
                // They are their own average.
            }
        };

        /** How many graphs there are. */
        int count();

        /**
         * From here on the values are averages over all graphs.
         *
         * @param graph under construction
         * @param values results of its ops
         */
        void average(Graph.Builder graph, Value... values);
    }

    /**
     * The same layers with the statistics of all graphs.
     *
     * @param layers in any depth
     */
    public static Sequential in(Sequential layers, Statistics statistics) {
        return new Sequential(layers.layers().stream()
                .map(layer -> switch (layer) {
                    case BatchNorm2d norm -> new SyncBatchNorm2d(norm, statistics);
                    case Sequential inner -> in(inner, statistics);
                    default -> layer;
                })
                .toList());
    }

    @Override
    public List<Parameter> parameters() {
        return norm.parameters();
    }

    @Override
    public OptionalInt inputChannels() {
        return norm.inputChannels();
    }

    @Override
    public Pass forward(Graph.Builder graph, Scope scope, Value input, Mode mode) {
        return mode == Mode.TRAINING
                ? norm.ofBatch(graph, scope, input, mode, statistics)
                : norm.forward(graph, scope, input, mode);
    }
}
