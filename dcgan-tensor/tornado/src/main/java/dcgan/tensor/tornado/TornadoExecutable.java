package dcgan.tensor.tornado;

import dcgan.tensor.BackendException;
import dcgan.tensor.Executable;
import dcgan.tensor.Graph;
import dcgan.tensor.Value;
import dcgan.tensor.op.Op;
import dcgan.tensor.spi.Profiled;
import dcgan.tensor.tornado.kernels.Elementwise;
import dcgan.tensor.tornado.kernels.Transfers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import uk.ac.manchester.tornado.api.DataRange;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.ImmutableTaskGraph;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.TornadoExecutionResult;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.enums.ProfilerMode;
import uk.ac.manchester.tornado.api.enums.TornadoVMBackendType;
import uk.ac.manchester.tornado.api.exceptions.TornadoExecutionPlanException;
import uk.ac.manchester.tornado.api.exceptions.TornadoOutOfMemoryException;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * One execution plan: a task graph for each stage, and one for each size of buffer that the host may write. The arena goes up
 * with the stage that is run first and stays on the device; until then the host writes to its own, for which nothing must be
 * compiled.
 */
final class TornadoExecutable implements Executable, Profiled {

    /** Without -cl-fast-relaxed-math, TornadoVM's default, for which NaN and infinity do not exist. */
    private static final String OPENCL_FLAGS = "-cl-mad-enable -w";

    private static final int SMALL = 4096;

    private static final System.Logger LOGGER = System.getLogger(TornadoExecutable.class.getPackageName());

    /** From how many tasks on it is worth telling that they are being compiled. */
    private static final int MANY_TASKS = 8;

    /** TornadoVM 5.2 takes 1024 nodes, some six of which make a task. */
    private static final int MAX_TASKS = 128;

    private final Graph graph;
    private final Placement placement;
    private final FloatArray arena;
    private final KernelContext context = new KernelContext();
    private final GridScheduler grids = new GridScheduler();
    private final List<ImmutableTaskGraph> taskGraphs = new ArrayList<>();
    private final Map<String, List<StagePart>> stages = new HashMap<>();
    private final Map<Integer, Upload> uploads = new HashMap<>();
    private final TornadoTarget target;
    private final Set<StagePart> compiled = new HashSet<>();

    /** What is not yet in a plan. */
    private final Map<String, List<Lowering.Lowered>> lowered = new LinkedHashMap<>();

    /** Null until a stage is run, and the arena not on the device. */
    private TornadoExecutionPlan plan;

    private TornadoExecutionResult last;

    /** Null unless a profile is being taken. */
    private Measurement measurement;

    /** How buffers of one size go up. */
    private record Upload(int taskGraph, FloatArray numbers, IntArray integers) {}

    /** A task graph of a stage, and the op that each task is of. */
    private record StagePart(int taskGraph, List<Op> ops) {}

    TornadoExecutable(Graph graph, TornadoTarget target, KernelFamily family) {
        this.graph = graph;
        this.target = target;
        Arena places = new Arena(target.device().getMaxAllocMemory());
        this.placement = new Placement(graph, places);
        Lowering lowering = new Lowering(placement, places, family);
        graph.stages().forEach(stage -> lowered.put(stage.name(), lowering.stage(stage)));
        this.arena = places.toArray();
    }

    /**
     * Makes the plan.
     *
     * @param first the stage that is run first
     */
    private void start(String first) {
        stages.put(first, addStage(lowered.remove(first)));
        lowered.forEach((stage, nodes) -> stages.put(stage, addStage(nodes)));
        lowered.clear();
        sizes().forEach(this::addUpload);
        plan = new TornadoExecutionPlan(taskGraphs.toArray(ImmutableTaskGraph[]::new));
        plan.withDevice(target.device());
        plan.withGridScheduler(grids);
        plan.withCompilerFlags(TornadoVMBackendType.OPENCL, OPENCL_FLAGS);
        if (measurement != null) {
            plan.withProfiler(ProfilerMode.SILENT);
        }
    }

    private TreeSet<Integer> sizes() {
        TreeSet<Integer> sizes = new TreeSet<>();
        sizes.add(SMALL);
        Stream.of(graph.inputs(), graph.parameters(), graph.outputs())
                .flatMap(named -> named.values().stream())
                .forEach(value -> sizes.add(uploadSize(value.shape().size())));
        return sizes;
    }

    /** Small buffers share one, because compiling takes longer than sending a few numbers that nobody needs. */
    private static int uploadSize(int size) {
        return Math.max(size, SMALL);
    }

    private void addUpload(int size) {
        FloatArray numbers = new FloatArray(size);
        numbers.init(0);
        IntArray integers = new IntArray(5);
        integers.init(0);
        integers.set(1, 1);
        String name = "upload" + size;
        TaskGraph taskGraph = new TaskGraph(name)
                .consumeFromDevice(arena)
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, numbers, integers)
                .task("t", Transfers::upload, context, arena, numbers, integers)
                .persistOnDevice(arena)
                .transferToHost(DataTransferMode.UNDER_DEMAND, arena);
        grids.addWorkerGrid(name + ".t", Launch.InGrid.grid(size, 1, Elementwise.GROUP));
        uploads.put(size, new Upload(taskGraphs.size(), numbers, integers));
        taskGraphs.add(taskGraph.snapshot());
    }

    private List<StagePart> addStage(List<Lowering.Lowered> nodes) {
        List<StagePart> parts = new ArrayList<>();
        List<Op> ops = new ArrayList<>();
        List<Launch> launches = new ArrayList<>();
        for (Lowering.Lowered node : nodes) {
            if (launches.size() + node.launches().size() > MAX_TASKS) {
                parts.add(new StagePart(addTaskGraph(launches), List.copyOf(ops)));
                ops.clear();
                launches.clear();
            }
            node.launches().forEach(_ -> ops.add(node.op()));
            launches.addAll(node.launches());
        }
        if (!launches.isEmpty()) {
            parts.add(new StagePart(addTaskGraph(launches), List.copyOf(ops)));
        }
        return parts;
    }

    private int addTaskGraph(List<Launch> launches) {
        String name = "stage" + taskGraphs.size();
        TaskGraph taskGraph = new TaskGraph(name);
        // All but the first get the arena from it.
        if (taskGraphs.isEmpty()) {
            taskGraph.transferToDevice(DataTransferMode.FIRST_EXECUTION, arena);
        } else {
            taskGraph.consumeFromDevice(arena);
        }
        for (int k = 0; k < launches.size(); k++) {
            String id = "t" + k;
            IntArray integers = IntArray.fromArray(launches.get(k).integers());
            taskGraph.transferToDevice(DataTransferMode.FIRST_EXECUTION, integers);
            launches.get(k).addTo(taskGraph, id, context, arena, integers);
            switch (launches.get(k)) {
                case Launch.InGrid launch -> grids.addWorkerGrid(name + "." + id, launch.grid());
                case Launch.InLoop launch -> grids.addWorkerGrid(name + "." + id, launch.grid());
                case Launch.InCountedLoop _ -> {
                    // TornadoVM knows the bounds of these loops.
                }
            }
        }
        taskGraph.persistOnDevice(arena).transferToHost(DataTransferMode.UNDER_DEMAND, arena);
        taskGraphs.add(taskGraph.snapshot());
        return taskGraphs.size() - 1;
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
        Value value = graph.named(name);
        if (length != value.shape().size()) {
            throw new IllegalArgumentException("buffer \"" + name + "\" of shape " + value.shape() + " has "
                    + value.shape().size() + " elements, but the array has " + length);
        }
        return placement.of(value);
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
                measurement.executed(part.ops(), last.getProfilerResult());
            }
        }
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
