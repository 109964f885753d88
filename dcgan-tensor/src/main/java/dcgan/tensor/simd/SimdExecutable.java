package dcgan.tensor.simd;

import dcgan.tensor.Graph;
import dcgan.tensor.Value;
import dcgan.tensor.planning.ConvolutionChoice;
import dcgan.tensor.simd.convolution.winograd.WinogradScratchPool;
import dcgan.tensor.simd.memory.Storage;
import dcgan.tensor.simd.memory.Transfer;
import dcgan.tensor.simd.run.Workers;
import dcgan.tensor.spi.AbstractExecutable;
import dcgan.tensor.spi.Profiled;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A compiled graph: tasks by stage, and the storages of the named values. */
final class SimdExecutable extends AbstractExecutable implements Profiled {

    private final Workers workers;

    /** By name; null after {@link #release()}. */
    private Map<String, OpTask[]> stages;

    /** Where named values lie. */
    private final Map<Value, Storage> named = new HashMap<>();

    /** Of each named value that was read or written. */
    private final Map<Value, Transfer> transfers = new HashMap<>();

    private boolean profiling;

    SimdExecutable(Graph graph, Workers workers, WinogradScratchPool scratchPool, ConvolutionChoice convolutions) {
        super(graph);
        this.workers = workers;
        SimdCompiler compiler = new SimdCompiler(graph, convolutions, scratchPool, workers.count());
        this.stages = compiler.stages();
        for (Map<String, Value> kind : List.of(graph.inputs(), graph.parameters(), graph.outputs())) {
            kind.values().forEach(value -> named.put(value, compiler.storage(value)));
        }
    }

    @Override
    protected void doWrite(String name, Value value, float[] values) {
        transfer(value).write(values, workers);
        named.get(value).written();
    }

    @Override
    protected void doRead(String name, Value value, float[] into) {
        transfer(value).read(into, workers);
    }

    private Transfer transfer(Value value) {
        Transfer known = transfers.get(value);
        if (known == null) {
            known = new Transfer(named.get(value));
            transfers.put(value, known);
        }
        return known;
    }

    @Override
    protected void doRun(Graph.Stage stage) {
        for (OpTask task : stages.get(stage.name())) {
            if (profiling) {
                task.task().runTimed(workers);
            } else {
                task.task().run(workers);
            }
        }
    }

    @Override
    public void startProfile() {
        use(() -> {
            stages.values()
                    .forEach(tasks ->
                            Arrays.stream(tasks).forEach(task -> task.task().resetTime()));
            profiling = true;
            return null;
        });
    }

    @Override
    public Profile stopProfile() {
        return use(() -> {
            if (!profiling) {
                throw new IllegalStateException("no profile was started");
            }
            profiling = false;
            List<OpTime> times = stages.values().stream()
                    .flatMap(Arrays::stream)
                    .flatMap(OpTask::times)
                    .toList();
            return new Profile(times, 0, 0, 0);
        });
    }

    @Override
    protected void release() {
        stages = null;
        named.clear();
        transfers.clear();
    }
}
