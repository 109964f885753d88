package dcgan.tensor;

import java.util.HashMap;
import java.util.Map;

/**
 * What one may ask of a backend.
 *
 * @param device the index of the device, counted from 0
 * @param threads how many threads a backend on the host uses, the caller's included; 0 for one a processor
 * @param properties what only one backend understands, by name, such as {@code simd.bits=256}; others ignore it. See
 *     {@link dcgan.tensor.spi.BackendProvider#properties()}
 */
public record BackendOptions(int device, int threads, Map<String, String> properties) {

    /** The first device, one thread a processor, nothing special. */
    public static final BackendOptions DEFAULT = new BackendOptions(0, 0, Map.of());

    /**
     * @throws BackendException if a number is negative
     */
    public BackendOptions {
        if (device < 0) {
            throw new BackendException("the device index must be at least 0, but is " + device);
        }
        if (threads < 0) {
            throw new BackendException("the number of threads must be at least 0, but is " + threads);
        }
        properties = Map.copyOf(properties);
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
