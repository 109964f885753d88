package dcgan.tensor.tornado;

import dcgan.tensor.Shape;
import dcgan.tensor.op.Op;
import dcgan.tensor.tornado.kernels.ElementwiseKernels;
import dcgan.tensor.tornado.kernels.VectorTiles;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.WorkerGrid;
import uk.ac.manchester.tornado.api.WorkerGrid1D;
import uk.ac.manchester.tornado.api.WorkerGrid2D;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task2;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task3;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** One kernel with what it is started with. */
sealed interface Launch {

    /** Offsets and extents. */
    KernelArguments arguments();

    /** What the time of it is shown under: that of the op that it is for. */
    default String step(Op op) {
        return op.name();
    }

    /** Appends it to a task graph. */
    void addTo(TaskGraph graph, String id, KernelContext context, FloatArray arena, IntArray integers);

    /** A kernel that knows its work item by the context, and the work items to start. */
    record InGrid(Task3<KernelContext, FloatArray, IntArray> kernel, WorkerGrid grid, KernelArguments arguments)
            implements Launch {

        /** One work item an element; {@code count} becomes {@link ElementwiseKernels#COUNT} of the arguments. */
        static InGrid elementwise(
                Task3<KernelContext, FloatArray, IntArray> kernel, int count, KernelArguments arguments) {
            return new InGrid(
                    kernel, grid(count, 1, ElementwiseKernels.GROUP), arguments.and(ElementwiseKernels.COUNT, count));
        }

        /** At least {@code x} by {@code y} work items in groups along x. */
        static WorkerGrid grid(int x, int y, int group) {
            WorkerGrid grid = new WorkerGrid2D(Math.ceilDiv(x, group) * group, y);
            grid.setLocalWork(group, 1, 1);
            return grid;
        }

        @Override
        public void addTo(TaskGraph graph, String id, KernelContext context, FloatArray arena, IntArray array) {
            graph.task(id, kernel, context, arena, array);
        }
    }

    /** A kernel with a {@code @Parallel} loop of {@link VectorTiles#CHUNKS} turns. */
    record InLoop(Task2<FloatArray, IntArray> kernel, KernelArguments arguments) implements Launch {

        /**
         * As many work items as the loop has turns, each a group of its own: left to itself the driver would make one group of all,
         * which runs on one thread.
         */
        WorkerGrid grid() {
            WorkerGrid grid = new WorkerGrid1D(VectorTiles.CHUNKS);
            grid.setLocalWork(1, 1, 1);
            return grid;
        }

        @Override
        public void addTo(TaskGraph graph, String id, KernelContext context, FloatArray arena, IntArray array) {
            graph.task(id, kernel, arena, array);
        }
    }

    /** A kernel with a {@code @Parallel} loop over as many turns as it is told. */
    record InCountedLoop(Task3<FloatArray, IntArray, Integer> kernel, int count, KernelArguments arguments)
            implements Launch {

        @Override
        public void addTo(TaskGraph graph, String id, KernelContext context, FloatArray arena, IntArray array) {
            graph.task(id, kernel, arena, array, count);
        }
    }

    /**
     * The copy of an operand into the order in which a kernel reads it.
     *
     * @param name of the copy
     * @param operand what is copied
     */
    record OfCopy(String name, Shape operand, InGrid launch) implements Launch {

        @Override
        public KernelArguments arguments() {
            return launch.arguments();
        }

        @Override
        public String step(Op op) {
            return name + " " + operand;
        }

        @Override
        public void addTo(TaskGraph graph, String id, KernelContext context, FloatArray arena, IntArray array) {
            launch.addTo(graph, id, context, arena, array);
        }
    }
}
