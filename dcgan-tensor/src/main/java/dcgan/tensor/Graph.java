package dcgan.tensor;

import dcgan.tensor.op.Op;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An ordered list of ops over buffers with static shapes, divided into named stages that can be run one by one. A
 * {@link Backend} compiles it.
 *
 * <p>A buffer is an <em>input</em> (written by the host before a run), a <em>parameter</em> (kept from run to run, changed
 * by the host or by in-place ops), or the result of an op. A result that was named an <em>output</em> can be read and
 * overwritten by the host between stages; all others are temporaries, of which a backend may dispose as it likes.
 */
public final class Graph {

    /** The name of the stage that ops belong to when {@link Builder#stage} was not called. */
    public static final String DEFAULT_STAGE = "main";

    private final List<Value> values;
    private final Map<String, Value> inputs;
    private final Map<String, Value> parameters;
    private final Map<String, Value> outputs;
    private final List<Stage> stages;

    private Graph(Builder builder) {
        this.values = List.copyOf(builder.values);
        this.inputs = Collections.unmodifiableMap(new LinkedHashMap<>(builder.inputs));
        this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(builder.parameters));
        this.outputs = Collections.unmodifiableMap(new LinkedHashMap<>(builder.outputs));
        List<Stage> copies = new ArrayList<>();
        builder.stages.forEach((name, nodes) -> copies.add(new Stage(name, List.copyOf(nodes))));
        this.stages = List.copyOf(copies);
    }

    /** Starts an empty graph. */
    public static Builder builder() {
        return new Builder();
    }

    /** All buffers; a value's {@link Value#id()} is its index. */
    public List<Value> values() {
        return values;
    }

    /** The inputs by name, in the order of their declaration. */
    public Map<String, Value> inputs() {
        return inputs;
    }

    /** The parameters by name, in the order of their declaration. */
    public Map<String, Value> parameters() {
        return parameters;
    }

    /** The outputs by name, in the order of their declaration. */
    public Map<String, Value> outputs() {
        return outputs;
    }

    /** The stages in the order in which they run. */
    public List<Stage> stages() {
        return stages;
    }

    /**
     * The input, parameter or output of that name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the names there are
     */
    public Value named(String name) {
        Value value = inputs.get(name);
        if (value == null) {
            value = parameters.get(name);
        }
        if (value == null) {
            value = outputs.get(name);
        }
        if (value != null) {
            return value;
        }
        throw new IllegalArgumentException("the graph has no buffer \"" + name + "\"; it has inputs " + inputs.keySet()
                + ", parameters " + parameters.keySet() + " and outputs " + outputs.keySet());
    }

    /**
     * The input, parameter or output of that name, for an array with its numbers.
     *
     * @param length of the array
     * @throws IllegalArgumentException if there is none, or it holds more or fewer numbers; the message says how many
     */
    public Value named(String name, int length) {
        Value value = named(name);
        if (length != value.shape().size()) {
            throw new IllegalArgumentException("buffer \"" + name + "\" of shape " + value.shape() + " has "
                    + value.shape().size() + " elements, but the array has " + length);
        }
        return value;
    }

    /**
     * The stage of that name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the names there are
     */
    public Stage stage(String name) {
        for (int i = 0; i < stages.size(); i++) {
            if (stages.get(i).name().equals(name)) {
                return stages.get(i);
            }
        }
        throw new IllegalArgumentException("the graph has no stage \"" + name + "\"; it has "
                + stages.stream().map(Stage::name).toList());
    }

    /**
     * Ops that run together.
     *
     * @param name unique in the graph
     * @param nodes in the order in which they run
     */
    public record Stage(String name, List<Node> nodes) {}

    /**
     * One op and the buffer that it yields.
     *
     * @param op what is done
     * @param result empty for an {@link Op.InPlace} op
     */
    public record Node(Op op, Optional<Value> result) {}

    /**
     * Puts a graph together. A wrong shape fails where the op is constructed, a wrong name or a foreign value here, both with
     * {@link IllegalArgumentException}.
     */
    public static final class Builder {

        private final List<Value> values = new ArrayList<>();
        private final Map<String, Value> inputs = new LinkedHashMap<>();
        private final Map<String, Value> parameters = new LinkedHashMap<>();
        private final Map<String, Value> outputs = new LinkedHashMap<>();
        private final Map<String, List<Node>> stages = new LinkedHashMap<>();
        private final Set<String> names = new HashSet<>();
        private List<Node> current;

        private Builder() {}

        /** Declares a buffer that the host writes before a run. */
        public Value input(String name, Shape shape) {
            return declare(inputs, name, newValue(shape));
        }

        /** Declares a buffer that is kept from run to run and starts as zeros. */
        public Value parameter(String name, Shape shape) {
            return declare(parameters, name, newValue(shape));
        }

        /** Names the result of an op, so that the host can read and overwrite it between stages. */
        public Value output(String name, Value value) {
            requirePresent("value", value);
            requireOwn(value);
            if (inputs.containsValue(value) || parameters.containsValue(value)) {
                throw new IllegalArgumentException(
                        "output \"" + name + "\" is an input or a parameter, which can be read under its own name");
            }
            return declare(outputs, name, value);
        }

        /** From here on ops belong to the stage of this name, which runs after those begun before it. */
        public Builder stage(String name) {
            requirePresent("name of a stage", name);
            if (stages.containsKey(name)) {
                throw new IllegalArgumentException("the graph already has a stage \"" + name + "\"");
            }
            current = new ArrayList<>();
            stages.put(name, current);
            return this;
        }

        /** Appends an op and returns the buffer that it yields. */
        public Value add(Op.Pure op) {
            requirePresent("op", op);
            op.inputs().forEach(this::requireOwn);
            Value result = newValue(op.outputShape());
            append(new Node(op, Optional.of(result)));
            return result;
        }

        /**
         * Appends an op that changes parameters in place.
         *
         * @throws IllegalArgumentException if it would change a buffer that is no parameter
         */
        public void update(Op.InPlace op) {
            requirePresent("op", op);
            op.inputs().forEach(this::requireOwn);
            for (Value updated : op.updates()) {
                if (!parameters.containsValue(updated)) {
                    throw new IllegalArgumentException(op.name() + " would change a buffer " + updated.shape()
                            + " that is no parameter of the graph");
                }
            }
            append(new Node(op, Optional.empty()));
        }

        /**
         * The finished graph.
         *
         * @throws IllegalArgumentException if it has no ops
         */
        public Graph build() {
            if (stages.values().stream().allMatch(List::isEmpty)) {
                throw new IllegalArgumentException("the graph has no ops");
            }
            return new Graph(this);
        }

        private Value newValue(Shape shape) {
            requirePresent("shape", shape);
            Value value = new Value(values.size(), shape);
            values.add(value);
            return value;
        }

        private Value declare(Map<String, Value> kind, String name, Value value) {
            requirePresent("name of a buffer", name);
            if (!names.add(name)) {
                throw new IllegalArgumentException("the graph already has a buffer \"" + name + "\"");
            }
            kind.put(name, value);
            return value;
        }

        private void append(Node node) {
            if (current == null) {
                stage(DEFAULT_STAGE);
            }
            current.add(node);
        }

        private static void requirePresent(String what, Object argument) {
            if (argument == null) {
                throw new IllegalArgumentException("the " + what + " is null");
            }
        }

        private void requireOwn(Value value) {
            if (value.id() >= values.size() || values.get(value.id()) != value) {
                throw new IllegalArgumentException("a value of shape " + value.shape() + " belongs to another graph");
            }
        }
    }
}
