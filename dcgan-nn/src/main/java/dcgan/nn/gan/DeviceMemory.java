package dcgan.nn.gan;

import dcgan.tensor.Backend;
import dcgan.tensor.BackendException;
import dcgan.tensor.Graph;
import java.util.Locale;

/** Whether a training fits into the memory of a device, and if not, which batch size does. */
final class DeviceMemory {

    private static final long MEGABYTE = 1 << 20;

    private DeviceMemory() {}

    /**
     * Counts before anything is compiled.
     *
     * @throws BackendException if the graph needs more memory than there is
     */
    static void requireEnough(GanGraph.Settings settings, Graph graph, Backend backend) {
        long needed = backend.memory(graph);
        if (needed <= backend.memoryLimit()) {
            return;
        }
        int batchSize = settings.config().batchSize();
        int largest = largestBatch(settings, backend);
        throw new BackendException(String.format(
                Locale.ROOT,
                "a training with batch size %d takes %s of memory on %s, which has %,d MB for it; %s",
                batchSize,
                needed == Long.MAX_VALUE ? "more than an array can hold" : megabytes(needed),
                backend.device().name(),
                backend.memoryLimit() / MEGABYTE,
                largest == 0
                        ? "not even one image fits: use fewer feature maps, smaller images or another device"
                        : "the largest batch size that fits is " + largest));
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MB", Math.ceilDiv(bytes, MEGABYTE));
    }

    /** The largest batch size below the wanted one that fits; 0 if none does. */
    private static int largestBatch(GanGraph.Settings settings, Backend backend) {
        int slices = settings.slice().count();
        int fits = 0;
        int tooLarge = settings.batchSize();
        while (tooLarge - fits > 1) {
            int middle = fits + (tooLarge - fits) / 2;
            Graph graph = new GanGraph(settings.batchSize(slices * middle)).build();
            if (backend.memory(graph) <= backend.memoryLimit()) {
                fits = middle;
            } else {
                tooLarge = middle;
            }
        }
        return slices * fits;
    }
}
