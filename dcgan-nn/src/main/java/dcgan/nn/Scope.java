package dcgan.nn;

import dcgan.tensor.Graph;
import dcgan.tensor.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The buffers of one layer's parameters in a graph, found by the names that the layer gives them.
 */
public final class Scope {

    private final Map<String, Value> values;
    private final String prefix;

    private Scope(Map<String, Value> values, String prefix) {
        this.values = values;
        this.prefix = prefix;
    }

    /**
     * Declares all parameters of a layer in a graph, under their names with {@code prefix.} before them.
     *
     * @throws IllegalArgumentException if the graph already has a buffer of such a name
     */
    public static Scope declare(Graph.Builder graph, String prefix, Layer layer) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (Parameter parameter : layer.parameters()) {
            String name = parameter.in(prefix).name();
            values.put(name, graph.parameter(name, parameter.shape()));
        }
        return new Scope(values, prefix + ".");
    }

    /** The part that belongs to the layer of that name within this one. */
    public Scope child(String name) {
        return new Scope(values, prefix + name + ".");
    }

    /**
     * The buffer of a parameter.
     *
     * @throws IllegalArgumentException if the layer did not list such a parameter
     */
    public Value get(String name) {
        Value value = values.get(prefix + name);
        if (value == null) {
            throw new IllegalArgumentException("no parameter \"" + prefix + name + "\"; there are " + values.keySet());
        }
        return value;
    }
}
