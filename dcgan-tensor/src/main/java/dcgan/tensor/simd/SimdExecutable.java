package dcgan.tensor.simd;

import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.Value;
import dcgan.tensor.spi.ConvolutionChoice;
import dcgan.tensor.spi.Profiled;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A compiled graph: tasks by stage, and the storages of the named values. */
final class SimdExecutable implements Executable, Profiled {

    private final Graph graph;
    private final Workers workers;
    private final Map<String, Task[]> stages;
    private final Map<String, Storage> named = new HashMap<>();

    /** Of each named value that was read or written. */
    private final Map<String, Transfer> transfers = new HashMap<>();

    private boolean profiling;

    SimdExecutable(Graph graph, Workers workers, ConvolutionChoice convolutions) {
        this.graph = graph;
        this.workers = workers;
        SimdCompiler compiler = new SimdCompiler(graph, convolutions, workers.count());
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
        transfer(name, storage).write(values, workers);
        storage.written();
    }

    @Override
    public void read(String name, float[] into) {
        Storage storage = named(name, into.length);
        transfer(name, storage).read(into, workers);
    }

    private Storage named(String name, int length) {
        Storage storage = named.get(name);
        if (storage == null || length != storage.layout.shape().size()) {
            graph.named(name, length); // throws, telling what there is
        }
        return storage;
    }

    private Transfer transfer(String name, Storage storage) {
        Transfer known = transfers.get(name);
        if (known == null) {
            known = new Transfer(storage);
            transfers.put(name, known);
        }
        return known;
    }

    @Override
    public void run(String stage) {
        Task[] tasks = stages.get(stage);
        if (tasks == null) {
            graph.stage(stage); // throws, naming the stages there are
        }
        for (Task task : tasks) {
            if (profiling) {
                task.runTimed(workers);
            } else {
                task.run(workers);
            }
        }
    }

    @Override
    public void startProfile() {
        stages.values().forEach(tasks -> Arrays.stream(tasks).forEach(Task::resetTime));
        profiling = true;
    }

    @Override
    public Profile stopProfile() {
        profiling = false;
        return new Profile(
                stages.values().stream()
                        .flatMap(Arrays::stream)
                        .map(task -> new OpTime(task.op(), task.runs(), task.nanos()))
                        .toList(),
                0,
                0,
                0);
    }

    @Override
    public void close() {}
}
