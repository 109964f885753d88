package dcgan.tensor;

import java.util.HashMap;
import java.util.Map;

/**
 * What one may ask of a backend.
 *
 * @param device the index of the device, counted from 0
 * @param threads how many threads a backend on the host uses, the caller's included: at most {@link #mostThreads()}; 0 for one a
 *     processor
 * @param properties what only one backend understands, by name, such as {@code simd.bits=256}; other backends ignore it. See
 *     {@link dcgan.tensor.spi.BackendProvider#properties()}
 */
public record BackendOptions(int device, int threads, Map<String, String> properties) {

    private static final int THREADS_PER_PROCESSOR = 16;
    private static final int ENOUGH_THREADS = 64;

    /** The first device, one thread a processor, nothing special. */
    public static final BackendOptions DEFAULT = new BackendOptions(0, 0, Map.of());

    /**
     * @throws BackendException if a number is negative or there are too many threads
     */
    public BackendOptions {
        if (device < 0) {
            throw new BackendException("the device index must be at least 0, but is " + device);
        }
        if (threads < 0) {
            throw new BackendException("the number of threads must be at least 0, but is " + threads);
        }
        if (threads > mostThreads()) {
            throw new BackendException(
                    "the number of threads must be at most " + mostThreads() + ", which is " + THREADS_PER_PROCESSOR
                            + " for each processor but at least " + ENOUGH_THREADS + ", but is " + threads);
        }
        if (properties == null) {
            throw new BackendException("the properties of a backend are null; give an empty map");
        }
        properties.forEach((name, value) -> {
            if (name == null || value == null) {
                throw new BackendException(
                        "the property " + name + " of a backend has the value " + value + "; neither may be null");
            }
        });
        properties = Map.copyOf(properties);
    }

    /** The most threads that make sense here: {@value #THREADS_PER_PROCESSOR} a processor, but never below {@value #ENOUGH_THREADS}. */
    public static int mostThreads() {
        return Math.max(
                ENOUGH_THREADS, THREADS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors());
    }

    /** How many threads that makes on this machine: {@link #threads}, or one a processor where that is 0. */
    public int threadCount() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }

    /** The same with another device. */
    public BackendOptions withDevice(int index) {
        return new BackendOptions(index, threads, properties);
    }

    /** The same with another number of threads. */
    public BackendOptions withThreads(int number) {
        return new BackendOptions(device, number, properties);
    }

    /** The same with one more property, or with another value of it. */
    public BackendOptions withProperty(String name, String value) {
        Map<String, String> more = new HashMap<>(properties);
        more.put(name, value);
        return new BackendOptions(device, threads, more);
    }
}
