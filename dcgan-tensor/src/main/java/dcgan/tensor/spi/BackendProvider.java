package dcgan.tensor.spi;

import dcgan.tensor.Backend;
import dcgan.tensor.BackendException;
import dcgan.tensor.BackendOptions;
import dcgan.tensor.Device;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a module provides so that {@link dcgan.tensor.Backends} finds its backend with {@link java.util.ServiceLoader}. The
 * constructor and all methods but {@link #open} must be quick and must not throw when a driver or a library is missing.
 */
public interface BackendProvider {

    /** The backend's name in lower case, such as {@code simd}. */
    String name();

    /**
     * How fast it is compared with the others: {@code auto} takes the one with the highest rank that is available and not
     * {@linkplain #slow() slow}.
     */
    int rank();

    /** Why it cannot be used here, as one sentence that says what to install or set; empty if it can. */
    Optional<String> unavailable();

    /**
     * Why it is slower here than plain loops although it works, as half a sentence that says what to change; empty if it is
     * not. {@code auto} passes over it then.
     */
    default Optional<String> slow() {
        return Optional.empty();
    }

    /** What is missing for more devices although it is available: each a sentence that says what to install. */
    default List<String> notes() {
        return List.of();
    }

    /** Its devices; empty if it is unavailable. */
    List<Device> devices();

    /**
     * The names of the {@linkplain BackendOptions#properties() properties} that it understands. Each begins with the backend's name
     * and a dot. A property that several backends have is called the same after the dot: {@code conv} is the algorithm of
     * convolutions. Its values are {@code auto}, which is the default, {@code direct} and {@code winograd}; a backend must refuse
     * any other with a {@link BackendException}.
     */
    default Set<String> properties() {
        return Set.of();
    }

    /**
     * Opens it, being available and having the device that the options name.
     *
     * @throws BackendException if the options ask for what it does not have
     */
    Backend open(BackendOptions options);
}
