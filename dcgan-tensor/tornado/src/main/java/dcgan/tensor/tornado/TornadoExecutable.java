package dcgan.tensor.tornado;

import dcgan.tensor.BackendException;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.spi.ConvolutionChoice;
import dcgan.tensor.spi.Profiled;
import dcgan.tensor.tornado.TaskGraphs.StagePart;
import dcgan.tensor.tornado.TaskGraphs.Upload;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uk.ac.manchester.tornado.api.DataRange;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.TornadoExecutionResult;
import uk.ac.manchester.tornado.api.enums.ProfilerMode;
import uk.ac.manchester.tornado.api.exceptions.TornadoExecutionPlanException;
import uk.ac.manchester.tornado.api.exceptions.TornadoOutOfMemoryException;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/**
 * One execution plan: {@link TaskGraphs} for each stage, and one for each size of buffer that the host may write. The arena goes
 * up with the stage that is run first and stays on the device; until then the host writes to its own, for which nothing must
 * be compiled.
 */
final class TornadoExecutable implements Executable, Profiled {

    private static final int SMALL = 4096;

    private static final System.Logger LOGGER = System.getLogger(TornadoExecutable.class.getPackageName());

    /** From how many tasks on it is worth telling that they are being compiled. */
    private static final int MANY_TASKS = 8;

    private final Graph graph;
    private final Placement placement;
    private final FloatArray arena;
    private final Map<String, List<StagePart>> stages = new HashMap<>();
    private final Map<Integer, Upload> uploads = new HashMap<>();
    private final TornadoTarget target;
    private final Set<StagePart> compiled = new HashSet<>();

    /** What is not yet in a plan. */
    private final Map<String, List<Lowering.Lowered>> lowered = new LinkedHashMap<>();

    /** Null until a stage is run, and the arena not on the device. */
    private TornadoExecutionPlan plan;

    private TornadoExecutionResult last;

    /** How much of the profiler's log has been read. */
    private final Map<StagePart, Integer> logged = new HashMap<>();

    /** Null unless a profile is being taken. */
    private Measurement measurement;

    TornadoExecutable(Graph graph, TornadoTarget target, KernelFamily family, ConvolutionChoice convolutions) {
        this.graph = graph;
        this.target = target;
        Arena places = new Arena(target.device().getMaxAllocMemory());
        this.placement = new Placement(graph, places);
        Lowering lowering = new Lowering(placement, places, family, convolutions);
        graph.stages().forEach(stage -> lowered.put(stage.name(), lowering.stage(stage)));
        this.arena = places.toArray();
    }

    /**
     * Makes the plan.
     *
     * @param first the stage that is run first
     */
    private void start(String first) {
        TaskGraphs taskGraphs = new TaskGraphs(arena);
        stages.put(first, taskGraphs.addStage(lowered.remove(first)));
        lowered.forEach((stage, nodes) -> stages.put(stage, taskGraphs.addStage(nodes)));
        lowered.clear();
        sizes().forEach(size -> uploads.put(size, taskGraphs.addUpload(size)));
        plan = taskGraphs.plan(target);
        if (measurement != null) {
            plan.withProfiler(ProfilerMode.SILENT);
        }
    }

    /** Of what may go up. */
    private Set<Integer> sizes() {
        return Stream.of(graph.inputs(), graph.parameters(), graph.outputs())
                .flatMap(named -> named.values().stream())
                .map(value -> uploadSize(value.shape().size()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Small buffers share one, because compiling takes longer than sending a few numbers that nobody needs. */
    private static int uploadSize(int size) {
        return Math.max(size, SMALL);
    }

    @Override
    public Graph graph() {
        return graph;
    }

    @Override
    public void write(String name, float[] values) {
        Buffer buffer = named(name, values.length);
        if (plan == null) {
            for (int k = 0; k < values.length; k++) {
                arena.set(buffer.place(k), values[k]);
            }
            return;
        }
        Upload upload = uploads.get(uploadSize(values.length));
        for (int k = 0; k < values.length; k++) {
            upload.numbers().set(k, values[k]);
        }
        upload.integers().set(0, values.length);
        upload.integers().set(1, buffer.perImage());
        upload.integers().set(2, buffer.offset());
        upload.integers().set(3, buffer.imageStride());
        upload.integers().set(4, buffer.elementStride());
        execute(upload.taskGraph());
        if (measurement != null) {
            measurement.uploaded(last.getProfilerResult());
        }
    }

    @Override
    public void read(String name, float[] into) {
        Buffer buffer = named(name, into.length);
        if (last != null) {
            last.transferToHost(new DataRange(arena).withOffset(buffer.offset()).withSize(buffer.numbers()));
        }
        if (measurement != null) {
            measurement.downloaded((long) buffer.numbers() * Float.BYTES);
        }
        for (int k = 0; k < into.length; k++) {
            into[k] = arena.get(buffer.place(k));
        }
    }

    private Buffer named(String name, int length) {
        return placement.of(graph.named(name, length));
    }

    @Override
    public void run(String stage) {
        if (graph.stage(stage).nodes().isEmpty()) {
            return;
        }
        if (plan == null) {
            start(stage);
        }
        for (StagePart part : stages.get(stage)) {
            announceCompilation(stage, part);
            execute(part.taskGraph());
            if (measurement != null) {
                measurement.executed(part.ops(), last.getProfilerResult(), newLog(part));
            }
        }
    }

    /** TornadoVM's profiler keeps all that it ever wrote about a task graph. */
    private String newLog(StagePart part) {
        String log = last.getProfilerResult().getProfileLog();
        Integer known = logged.put(part, log.length());
        return known == null ? log : log.substring(known);
    }

    /** The first execution compiles, which takes seconds. */
    private void announceCompilation(String stage, StagePart part) {
        if (compiled.add(part) && part.ops().size() >= MANY_TASKS) {
            LOGGER.log(
                    System.Logger.Level.INFO,
                    "compiling the {0} kernels of {1} for {2}; this takes some seconds, once",
                    part.ops().size(),
                    stage,
                    target.description().name());
        }
    }

    @Override
    public void startProfile() {
        measurement = new Measurement();
        if (plan != null) {
            plan.withProfiler(ProfilerMode.SILENT);
        }
    }

    @Override
    public Profile stopProfile() {
        Profile profile = measurement.toProfile();
        measurement = null;
        if (plan != null) {
            plan.withoutProfiler();
        }
        return profile;
    }

    private void execute(int taskGraph) {
        try {
            last = plan.withGraph(taskGraph).execute();
        } catch (TornadoOutOfMemoryException e) {
            throw new BackendException(
                    target.description().name() + " has not enough memory for the "
                            + (arena.getNumBytesOfSegment() >> 20)
                            + " MiB that the graph needs; choose a smaller batch size or another device",
                    e);
        } catch (RuntimeException e) {
            throw new BackendException(
                    "TornadoVM could not run the graph on "
                            + target.description().name() + ": " + TornadoDevices.reason(e),
                    e);
        }
    }

    @Override
    public void close() {
        if (plan == null) {
            return;
        }
        try {
            plan.freeDeviceMemory();
            plan.close();
        } catch (TornadoExecutionPlanException e) {
            throw new BackendException("the device's memory could not be given back: " + e.getMessage(), e);
        }
    }
}
