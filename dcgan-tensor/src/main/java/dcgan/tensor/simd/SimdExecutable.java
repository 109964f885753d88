package dcgan.tensor.simd;

import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A compiled graph: tasks by stage, and the storages of the named values. */
final class SimdExecutable implements Executable {

    private final Graph graph;
    private final Workers workers;
    private final Map<String, List<Task>> stages;
    private final Map<String, Storage> named = new HashMap<>();
    private final Map<String, int[]> places = new HashMap<>();

    SimdExecutable(Graph graph, Workers workers) {
        this.graph = graph;
        this.workers = workers;
        SimdCompiler compiler = new SimdCompiler(graph);
        this.stages = compiler.stages();
        for (Map<String, Value> kind : List.of(graph.inputs(), graph.parameters(), graph.outputs())) {
            kind.forEach((name, value) -> named.put(name, compiler.storage(value)));
        }
    }

    @Override
    public Graph graph() {
        return graph;
    }

    @Override
    public void write(String name, float[] values) {
        Storage storage = named(name, values.length);
        int[] place = places(name, storage);
        for (int i = 0; i < values.length; i++) {
            storage.data[place[i]] = values[i];
        }
        storage.written();
    }

    @Override
    public void read(String name, float[] into) {
        Storage storage = named(name, into.length);
        int[] place = places(name, storage);
        for (int i = 0; i < into.length; i++) {
            into[i] = storage.data[place[i]];
        }
    }

    private Storage named(String name, int length) {
        Value value = graph.named(name);
        if (length != value.shape().size()) {
            throw new IllegalArgumentException("buffer \"" + name + "\" " + value.shape() + " has "
                    + value.shape().size() + " elements, the array " + length);
        }
        return named.get(name);
    }

    private int[] places(String name, Storage storage) {
        return places.computeIfAbsent(name, n -> storage.layout.places());
    }

    @Override
    public void run(String stage) {
        graph.stage(stage);
        List<Task> tasks = stages.get(stage);
        for (int i = 0; i < tasks.size(); i++) {
            run(tasks.get(i));
        }
    }

    private void run(Task task) {
        for (int i = 0; i < task.steps().size(); i++) {
            workers.run(task.steps().get(i));
        }
        for (int i = 0; i < task.written().size(); i++) {
            task.written().get(i).written();
        }
    }

    @Override
    public void close() {}
}
