package dcgan.tensor.tornado;

import dcgan.tensor.op.Op;
import dcgan.tensor.tornado.kernels.ElementwiseKernels;
import dcgan.tensor.tornado.kernels.Transfers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.ImmutableTaskGraph;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.enums.TornadoVMBackendType;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * The task graphs of a plan, which hand on one arena: the one that was added first takes it to the device, and must be the
 * one that is executed first.
 */
final class TaskGraphs {

    /** Without -cl-fast-relaxed-math, TornadoVM's default, for which NaN and infinity do not exist. */
    private static final String OPENCL_FLAGS = "-cl-mad-enable -w";

    /** TornadoVM 5.2 takes 1024 nodes, some six of which make a task. */
    private static final int MAX_TASKS = 128;

    private final FloatArray arena;
    private final KernelContext context = new KernelContext();
    private final GridScheduler grids = new GridScheduler();
    private final List<ImmutableTaskGraph> all = new ArrayList<>();

    /**
     * A task graph of a stage.
     *
     * @param taskGraph its index in the plan
     * @param tasks the step that each task is of; those of the same step have the same object
     */
    record StagePart(int taskGraph, List<Step> tasks) {}

    /**
     * Tasks whose times are one: an op's own, or a copy's that the op needs. The same op may be there twice, so what counts is the
     * object.
     *
     * @param name the op's name, or what is copied
     */
    record Step(Op op, String name) {}

    /**
     * How buffers of one size go up.
     *
     * @param taskGraph its index in the plan
     * @param numbers what goes up
     * @param integers where to, see {@link Transfers#upload}
     */
    record UploadGraph(int taskGraph, FloatArray numbers, IntArray integers) {

        /** How many bytes go up. */
        long bytes() {
            return numbers.getNumBytesOfSegmentWithHeader() + integers.getNumBytesOfSegmentWithHeader();
        }
    }

    TaskGraphs(FloatArray arena) {
        this.arena = arena;
    }

    /** Adds those of a stage, in the order in which they are to be executed. */
    List<StagePart> addStage(List<Lowering.Lowered> nodes) {
        List<StagePart> parts = new ArrayList<>();
        List<Step> tasks = new ArrayList<>();
        List<Launch> launches = new ArrayList<>();
        for (Lowering.Lowered node : nodes) {
            if (launches.size() + node.launches().size() > MAX_TASKS) {
                parts.add(new StagePart(add(launches), List.copyOf(tasks)));
                tasks.clear();
                launches.clear();
            }
            Op op = node.node().op();
            Map<String, Step> steps = new HashMap<>();
            node.launches()
                    .forEach(launch -> tasks.add(steps.computeIfAbsent(launch.step(op), name -> new Step(op, name))));
            launches.addAll(node.launches());
        }
        if (!launches.isEmpty()) {
            parts.add(new StagePart(add(launches), List.copyOf(tasks)));
        }
        return parts;
    }

    private int add(List<Launch> launches) {
        String name = "stage" + all.size();
        TaskGraph taskGraph = new TaskGraph(name);
        // All but the first get the arena from it.
        if (all.isEmpty()) {
            taskGraph.transferToDevice(DataTransferMode.FIRST_EXECUTION, arena);
        } else {
            taskGraph.consumeFromDevice(arena);
        }
        for (int k = 0; k < launches.size(); k++) {
            String id = "t" + k;
            IntArray integers = IntArray.fromArray(launches.get(k).arguments().toArray());
            taskGraph.transferToDevice(DataTransferMode.FIRST_EXECUTION, integers);
            launches.get(k).addTo(taskGraph, id, context, arena, integers);
            switch (launches.get(k)) {
                case Launch.InGrid launch -> grids.addWorkerGrid(name + "." + id, launch.grid());
                case Launch.OfCopy copy ->
                    grids.addWorkerGrid(name + "." + id, copy.launch().grid());
                case Launch.InLoop launch -> grids.addWorkerGrid(name + "." + id, launch.grid());
                case Launch.InCountedLoop _ -> {
                    // TornadoVM knows the bounds of these loops.
                }
            }
        }
        return finish(taskGraph);
    }

    /** Adds one that writes so many numbers of the host to the device. */
    UploadGraph addUpload(int size) {
        FloatArray numbers = new FloatArray(size);
        numbers.init(0);
        IntArray integers = new IntArray(Transfers.Upload.LENGTH);
        integers.init(0);
        integers.set(Transfers.Upload.PER_IMAGE, 1);
        String name = "upload" + size;
        TaskGraph taskGraph = new TaskGraph(name)
                .consumeFromDevice(arena)
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, numbers, integers)
                .task("t", Transfers::upload, context, arena, numbers, integers);
        grids.addWorkerGrid(name + ".t", Launch.InGrid.grid(size, 1, ElementwiseKernels.GROUP));
        return new UploadGraph(finish(taskGraph), numbers, integers);
    }

    /** Leaves the arena on the device, of which the host fetches parts when it asks for them. */
    private int finish(TaskGraph taskGraph) {
        taskGraph.persistOnDevice(arena).transferToHost(DataTransferMode.UNDER_DEMAND, arena);
        all.add(taskGraph.snapshot());
        return all.size() - 1;
    }

    /**
     * The plan of all of them.
     *
     * @param withCudaGraphs whether each is to be replayed as a CUDA graph, which must be asked for before the first execution
     */
    TornadoExecutionPlan plan(TornadoTarget target, boolean withCudaGraphs) {
        TornadoExecutionPlan plan = new TornadoExecutionPlan(all.toArray(ImmutableTaskGraph[]::new));
        plan.withDevice(target.device());
        plan.withGridScheduler(grids);
        plan.withCompilerFlags(TornadoVMBackendType.OPENCL, OPENCL_FLAGS);
        if (withCudaGraphs) {
            plan.withCUDAGraph();
        }
        return plan;
    }
}
