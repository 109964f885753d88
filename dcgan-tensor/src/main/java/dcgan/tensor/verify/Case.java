package dcgan.tensor.verify;

import dcgan.tensor.Backend;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.Shape;
import dcgan.tensor.Value;
import dcgan.tensor.op.Op;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One graph and what is done with it. All its named buffers are compared afterwards, the inputs too: no op may spoil them.
 *
 * @param op under which name it is reported
 * @param description tells it apart from the other cases of that name
 * @param graph what is compiled
 * @param program writes the operands and runs the graph
 */
record Case(String op, String description, Graph graph, Consumer<Executable> program) {

    /**
     * A case of one op. It runs twice, which shows whether a result starts from what the run before left behind.
     *
     * @param op makes the op from its operands
     */
    static Case of(Function<List<Value>, Op> op, Operand... operands) {
        Graph.Builder graph = Graph.builder();
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < operands.length; i++) {
            values.add(operands[i].declare(graph, "operand " + i));
        }
        Op made = op.apply(values);
        switch (made) {
            case Op.Pure pure -> graph.output("result", graph.add(pure));
            case Op.InPlace inPlace -> graph.update(inPlace);
        }
        return new Case(made.name(), describe(made), graph.build(), executable -> {
            for (int i = 0; i < operands.length; i++) {
                executable.write("operand " + i, operands[i].draw(i));
            }
            executable.run();
            executable.run();
        });
    }

    /**
     * A case of several ops.
     *
     * @param kind under which it is reported
     */
    static Case ofGraph(String kind, String description, Graph.Builder graph, Consumer<Executable> program) {
        return new Case("graph: " + kind, description, graph.build(), program);
    }

    /** The record's text, with shapes in the place of values. */
    private static String describe(Op op) {
        return op.toString().replaceAll("Value\\[id=\\d+, shape=([^]]*])]", "$1");
    }

    Difference compare(Backend reference, Backend backend) {
        return run(reference).compare(run(backend));
    }

    /** Runs the program on a backend. */
    Results run(Backend backend) {
        try (Executable executable = backend.compile(graph)) {
            program.accept(executable);
            Map<String, float[]> named = new LinkedHashMap<>();
            for (Map<String, Value> kind : List.of(graph.outputs(), graph.parameters(), graph.inputs())) {
                kind.keySet().forEach(name -> named.put(name, executable.read(name)));
            }
            return new Results(named);
        }
    }

    /**
     * What a backend made of a case.
     *
     * @param named the numbers of each named buffer
     */
    record Results(Map<String, float[]> named) {

        /** The greatest difference of any buffer; this is the reference. */
        Difference compare(Results other) {
            Difference difference = Difference.NONE;
            for (Map.Entry<String, float[]> each : named.entrySet()) {
                difference = difference.max(Difference.between(each.getValue(), other.named.get(each.getKey())));
            }
            return difference;
        }
    }

    /** Fills a buffer with numbers from [low, high) that depend on the stream alone. */
    static void draw(Executable executable, String name, int stream, float low, float high) {
        Shape shape = executable.graph().named(name).shape();
        executable.write(name, Operand.uniform(shape, stream, low, high));
    }

    /** The same with numbers from [-magnitude, magnitude). */
    static void draw(Executable executable, String name, int stream, float magnitude) {
        draw(executable, name, stream, -magnitude, magnitude);
    }

    /** Fills all inputs and parameters but those of {@link AdamState}. */
    static void drawAll(Executable executable) {
        int stream = 0;
        Graph graph = executable.graph();
        for (String name : graph.inputs().keySet()) {
            draw(executable, name, stream++, 1);
        }
        for (String name : graph.parameters().keySet()) {
            if (!name.startsWith(AdamState.PREFIX)) {
                draw(executable, name, stream++, 1);
            }
        }
    }
}
