package dcgan.tensor.tornado;

import dcgan.tensor.tornado.kernels.Elementwise;
import dcgan.tensor.tornado.kernels.VectorConvolutions;
import java.util.Arrays;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.WorkerGrid;
import uk.ac.manchester.tornado.api.WorkerGrid1D;
import uk.ac.manchester.tornado.api.WorkerGrid2D;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task2;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task3;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** One kernel with what it is started with; see {@code dcgan.tensor.tornado.kernels} for the integers. */
sealed interface Launch {

    /** Offsets and extents. */
    int[] integers();

    /** The integers of a kernel that shares the first ones with others. */
    static int[] joined(int[] first, int... more) {
        int[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }

    /** Appends it to a task graph. */
    void addTo(TaskGraph graph, String id, KernelContext context, FloatArray arena, IntArray integers);

    /** A kernel that knows its work item by the context, and the work items to start. */
    record InGrid(Task3<KernelContext, FloatArray, IntArray> kernel, WorkerGrid grid, int... integers)
            implements Launch {

        /** One work item an element; {@code count} becomes the first of the integers. */
        static InGrid elementwise(Task3<KernelContext, FloatArray, IntArray> kernel, int count, int... integers) {
            return new InGrid(kernel, grid(count, 1, Elementwise.GROUP), joined(new int[] {count}, integers));
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

    /** A kernel with a {@code @Parallel} loop of {@link VectorConvolutions#CHUNKS} turns. */
    record InLoop(Task2<FloatArray, IntArray> kernel, int... integers) implements Launch {

        /**
         * As many work items as the loop has turns, each a group of its own: left to itself the driver would make one group of all,
         * which runs on one thread.
         */
        WorkerGrid grid() {
            WorkerGrid grid = new WorkerGrid1D(VectorConvolutions.CHUNKS);
            grid.setLocalWork(1, 1, 1);
            return grid;
        }

        @Override
        public void addTo(TaskGraph graph, String id, KernelContext context, FloatArray arena, IntArray array) {
            graph.task(id, kernel, arena, array);
        }
    }

    /** A kernel with a {@code @Parallel} loop over as many turns as it is told. */
    record InCountedLoop(Task3<FloatArray, IntArray, Integer> kernel, int count, int... integers) implements Launch {

        @Override
        public void addTo(TaskGraph graph, String id, KernelContext context, FloatArray arena, IntArray array) {
            graph.task(id, kernel, arena, array, count);
        }
    }
}
