package dcgan.nn.mpi;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dcgan.nn.gan.GradientExchange;
import dcgan.nn.gan.Network;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Averages the gradients, the metrics and BatchNorm's statistics of all processes of an {@link MpiJob}: one all-reduce for each
 * network's gradients and metrics, over one native buffer for all. Every process gets the same bits. A wish to stop travels along, so
 * that all processes learn of it in the same step. Allocates nothing after the first step.
 */
public final class MpiExchange implements GradientExchange {

    private final MpiJob job;
    private final Map<Tensors, float[][]> arrays = new IdentityHashMap<>();
    private MemorySegment buffer = MemorySegment.NULL;
    private volatile boolean stopWanted;
    private Runnable onStop = () -> {};
    private long nanos;
    private String notFinite = "";

    MpiExchange(MpiJob job) {
        this.job = job;
    }

    /**
     * Says what all processes do in the step in which one of them has asked to {@link #stop}.
     *
     * @param action on the training thread; told once
     */
    public void onStop(Runnable action) {
        onStop = action;
    }

    /** Asks all processes to stop after the same step. Any thread may call it. */
    public void stop() {
        stopWanted = true;
    }

    /** How long the exchanges have taken so far in nanoseconds, copying and waiting for other processes included. */
    public long nanos() {
        return nanos;
    }

    /** The processes on which a metric of the last step was infinite or not a number first, for a message; empty if there are none. */
    public String notFinite() {
        return notFinite;
    }

    @Override
    public void exchange(Network network, Gradients gradients) {
        long start = System.nanoTime();
        float[][] values = arrays.computeIfAbsent(gradients, MpiExchange::arrays);
        List<String> names = gradients.names();
        List<String> metrics = gradients.metrics();
        long end = read(gradients, names, values, 0, 0);
        end = read(gradients, metrics, values, names.size(), end);
        boolean ownFinite = isFinite(values, names.size());
        // Only with the generator, after which the trainer looks at it.
        boolean asks = network == Network.GENERATOR;
        if (asks) {
            buffer.setAtIndex(JAVA_FLOAT, end, stopWanted ? 1 : 0);
        }
        job.sum(buffer, (int) end + (asks ? 1 : 0));
        boolean stops = asks && buffer.getAtIndex(JAVA_FLOAT, end) > 0;
        end = write(gradients, names, values, 0, 0);
        write(gradients, metrics, values, names.size(), end);
        if (!asks) {
            notFinite = "";
        }
        // What comes after the first one is not finite anywhere.
        if (notFinite.isEmpty() && !isFinite(values, names.size())) {
            notFinite = job.placesWhere(!ownFinite);
        }
        nanos += System.nanoTime() - start;
        if (stops) {
            onStop.run();
            onStop = () -> {};
        }
    }

    @Override
    public void synchronize(Network network, Tensors statistics) {
        long start = System.nanoTime();
        float[][] values = arrays.computeIfAbsent(statistics, MpiExchange::arrays);
        List<String> names = statistics.names();
        long end = read(statistics, names, values, 0, 0);
        job.sum(buffer, (int) end);
        write(statistics, names, values, 0, 0);
        nanos += System.nanoTime() - start;
    }

    private static boolean isFinite(float[][] values, int from) {
        for (int i = from; i < values.length; i++) {
            if (!Float.isFinite(values[i][0])) {
                return false;
            }
        }
        return true;
    }

    private static float[][] arrays(Tensors tensors) {
        List<float[]> all = new ArrayList<>();
        for (String name : tensors.names()) {
            all.add(new float[tensors.shape(name).size()]);
        }
        if (tensors instanceof Gradients gradients) {
            gradients.metrics().forEach(_ -> all.add(new float[1]));
        }
        return all.toArray(float[][]::new);
    }

    /** Copies tensors to the buffer from an index on, and yields the index after them. */
    private long read(Tensors tensors, List<String> names, float[][] values, int first, long at) {
        long index = at;
        for (int i = 0; i < names.size(); i++) {
            float[] array = values[first + i];
            tensors.read(names.get(i), array);
            require(index + array.length + 1);
            MemorySegment.copy(array, 0, buffer, JAVA_FLOAT, index * Float.BYTES, array.length);
            index += array.length;
        }
        return index;
    }

    /** Copies the means of the buffer's sums to tensors, and yields the index after them. */
    private long write(Tensors tensors, List<String> names, float[][] values, int first, long at) {
        float size = job.size();
        long index = at;
        for (int i = 0; i < names.size(); i++) {
            float[] array = values[first + i];
            MemorySegment.copy(buffer, JAVA_FLOAT, index * Float.BYTES, array, 0, array.length);
            for (int k = 0; k < array.length; k++) {
                array[k] /= size;
            }
            tensors.write(names.get(i), array);
            index += array.length;
        }
        return index;
    }

    /** Has the buffer hold so many numbers, what it has included. */
    private void require(long count) {
        long bytes = Math.multiplyExact(count, Float.BYTES);
        if (bytes > buffer.byteSize()) {
            MemorySegment larger = Arena.ofAuto().allocate(Math.max(bytes, 2 * buffer.byteSize()), 64);
            MemorySegment.copy(buffer, 0, larger, 0, buffer.byteSize());
            buffer = larger;
        }
    }
}
