package dcgan.tensor.tornado;

import dcgan.tensor.BackendException;
import dcgan.tensor.Graph;
import dcgan.tensor.Value;
import dcgan.tensor.planning.ConvolutionChoice;
import dcgan.tensor.spi.AbstractExecutable;
import dcgan.tensor.spi.Profiled;
import dcgan.tensor.tornado.TaskGraphs.StagePart;
import dcgan.tensor.tornado.TaskGraphs.UploadGraph;
import dcgan.tensor.tornado.kernels.ElementwiseKernels;
import dcgan.tensor.tornado.kernels.Transfers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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
final class TornadoExecutable extends AbstractExecutable implements Profiled {

    private static final int SMALL = 4096;

    /** TornadoVM does not say that several threads may compile and execute at the same time, so here they do not. */
    private static final Object RUNTIME = new Object();

    private static final System.Logger LOGGER = System.getLogger(TornadoExecutable.class.getPackageName());

    /** From how many tasks on it is worth telling that they are being compiled. */
    private static final int MANY_TASKS = 8;

    private final Placement placement;

    /** Null after {@link #release()}. */
    private FloatArray arena;

    private final Map<String, List<StagePart>> stages = new HashMap<>();
    private final Map<Integer, UploadGraph> uploads = new HashMap<>();
    private final TornadoTarget target;
    private final boolean withCudaGraphs;
    private final Set<StagePart> compiled = new HashSet<>();

    /** What is not yet in a plan. */
    private final Map<String, List<Lowering.Lowered>> lowered = new LinkedHashMap<>();

    /** Null until a stage is run, and the arena not on the device. */
    private TornadoExecutionPlan plan;

    private TornadoExecutionResult last;

    /** By the index of a task graph, how long TornadoVM's log of it was at the end of the last profile. */
    private final Map<Integer, Integer> logged = new HashMap<>();

    /** The task graph that was executed last. */
    private int current;

    /** Null unless a profile is being taken. */
    private Measurement measurement;

    TornadoExecutable(
            Graph graph,
            TornadoTarget target,
            KernelFamily family,
            ConvolutionChoice convolutions,
            CudaGraphs cudaGraphs) {
        super(graph);
        this.target = target;
        this.withCudaGraphs = cudaGraphs.areUsedBy(target.device().getTornadoVMBackend());
        BufferArena buffers = new BufferArena(target.device().getMaxAllocMemory());
        this.placement = new Placement(graph, buffers);
        Lowering lowering = new Lowering(graph, placement, buffers, family, convolutions);
        graph.stages().forEach(stage -> lowered.put(stage.name(), lowering.stage(stage)));
        this.arena = buffers.toArray();
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
        plan = taskGraphs.plan(target, withCudaGraphs);
        if (measurement != null) {
            plan.withProfiler(ProfilerMode.SILENT);
        }
    }

    /** Of what may go up. */
    private Set<Integer> sizes() {
        return Stream.of(graph().inputs(), graph().parameters(), graph().outputs())
                .flatMap(named -> named.values().stream())
                .map(value -> uploadSize(value.shape().size()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Small buffers share one, because compiling takes longer than sending a few numbers that nobody needs. */
    private static int uploadSize(int size) {
        return Math.max(size, SMALL);
    }

    @Override
    protected void doWrite(String name, Value value, float[] values) {
        synchronized (RUNTIME) {
            Buffer buffer = placement.of(value);
            if (plan == null) {
                ArenaCopies.write(values, arena, buffer);
                return;
            }
            UploadGraph upload = uploads.get(uploadSize(values.length));
            MemorySegment.copy(values, 0, upload.numbers().getSegment(), ValueLayout.JAVA_FLOAT, 0, values.length);
            upload.integers().set(ElementwiseKernels.COUNT, values.length);
            upload.integers().set(Transfers.Upload.PER_IMAGE, buffer.perImage());
            upload.integers().set(Transfers.Upload.TO, buffer.offset());
            upload.integers().set(Transfers.Upload.IMAGE_STRIDE, buffer.imageStride());
            upload.integers().set(Transfers.Upload.ELEMENT_STRIDE, buffer.elementStride());
            execute(upload.taskGraph());
            if (measurement != null) {
                measurement.uploaded(last.getProfilerResult(), upload.bytes());
            }
        }
    }

    @Override
    protected void doRead(String name, Value value, float[] into) {
        synchronized (RUNTIME) {
            Buffer buffer = placement.of(value);
            if (last != null) {
                last.transferToHost(
                        new DataRange(arena).withOffset(buffer.offset()).withSize(buffer.numbers()));
            }
            if (measurement != null) {
                measurement.downloaded((long) buffer.numbers() * Float.BYTES);
            }
            ArenaCopies.read(arena, buffer, into);
        }
    }

    @Override
    protected void doRun(Graph.Stage stage) {
        synchronized (RUNTIME) {
            if (stage.nodes().isEmpty()) {
                return;
            }
            if (plan == null) {
                start(stage.name());
            }
            for (StagePart part : stages.get(stage.name())) {
                announceCompilation(stage.name(), part);
                execute(part.taskGraph());
                if (measurement != null) {
                    measurement.executed(part, last.getProfilerResult());
                }
            }
        }
    }

    /** The first execution compiles, which takes seconds. */
    private void announceCompilation(String stage, StagePart part) {
        if (compiled.add(part) && part.tasks().size() >= MANY_TASKS) {
            LOGGER.log(
                    System.Logger.Level.INFO,
                    "compiling the {0} kernels of {1} for {2}, {3} % done; this takes some seconds, once",
                    part.tasks().size(),
                    stage,
                    target.description().name(),
                    percentCompiled(part));
        }
    }

    /** Of the kernels of all stages, how many were compiled before those of a part. */
    private long percentCompiled(StagePart next) {
        long all = stages.values().stream()
                .flatMap(List::stream)
                .mapToLong(part -> part.tasks().size())
                .sum();
        long before = compiled.stream()
                .filter(part -> part != next)
                .mapToLong(part -> part.tasks().size())
                .sum();
        return 100 * before / all;
    }

    @Override
    public void startProfile() {
        use(() -> {
            synchronized (RUNTIME) {
                if (measurement != null) {
                    end(measurement);
                }
                measurement = new Measurement(part -> logged.getOrDefault(part.taskGraph(), 0));
                if (plan != null) {
                    plan.withProfiler(ProfilerMode.SILENT);
                }
                return null;
            }
        });
    }

    @Override
    public Profile stopProfile() {
        return use(() -> {
            if (measurement == null) {
                throw new IllegalStateException("no profile was started");
            }
            synchronized (RUNTIME) {
                Profile profile = end(measurement);
                measurement = null;
                if (plan != null) {
                    plan.withoutProfiler();
                }
                return profile;
            }
        });
    }

    private Profile end(Measurement ended) {
        Map<Integer, Integer> lengths = new HashMap<>();
        Profile profile = ended.toProfile(part -> {
            String log = log(part.taskGraph());
            lengths.put(part.taskGraph(), log.length());
            return log;
        });
        logged.putAll(lengths);
        return profile;
    }

    /** All that TornadoVM's profiler has ever written about a task graph. */
    private String log(int taskGraph) {
        plan.withGraph(taskGraph);
        try {
            return last.getProfilerResult().getProfileLog();
        } finally {
            plan.withGraph(current);
        }
    }

    private void execute(int taskGraph) {
        current = taskGraph;
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
    protected void release() {
        synchronized (RUNTIME) {
            try {
                if (plan != null) {
                    plan.freeDeviceMemory();
                    plan.close();
                }
            } catch (TornadoExecutionPlanException e) {
                throw new BackendException("the device's memory could not be given back: " + e.getMessage(), e);
            } finally {
                arena = null;
                plan = null;
                last = null;
                measurement = null;
                stages.clear();
                uploads.clear();
                lowered.clear();
            }
        }
    }
}
