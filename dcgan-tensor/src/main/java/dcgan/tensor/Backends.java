package dcgan.tensor;

import dcgan.tensor.spi.BackendProvider;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds backends: those of this module and those that other modules on the path provide. */
public final class Backends {

    /** The name that stands for the fastest backend that is available, and is not slow here. */
    public static final String AUTO = "auto";

    private Backends() {}

    /** All backends that are on the module path, available or not, the fastest first. */
    public static List<BackendProvider> providers() {
        return ServiceLoader.load(BackendProvider.class, Backends.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparingInt(BackendProvider::rank).reversed())
                .toList();
    }

    /**
     * The provider with this name. {@value #AUTO} stands for the fastest one that is available and not
     * {@linkplain BackendProvider#slow() slow} here.
     *
     * @throws BackendException if there is none of that name; the message lists those there are
     */
    public static BackendProvider provider(String name) {
        List<BackendProvider> providers = providers();
        return providers.stream()
                .filter(provider -> AUTO.equals(name)
                        ? provider.unavailable().isEmpty() && provider.slow().isEmpty()
                        : provider.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BackendException("there is no backend \"" + name + "\"; choose one of auto, "
                        + String.join(
                                ", ",
                                providers.stream().map(BackendProvider::name).toList())));
    }

    /** Opens a backend with {@link BackendOptions#DEFAULT}; see {@link #open(String, BackendOptions)}. */
    public static Backend open(String name) {
        return open(name, BackendOptions.DEFAULT);
    }

    /**
     * Opens a backend.
     *
     * @param name {@code reference}, {@code simd}, {@code tornado}, that of another module's backend, or {@value #AUTO}
     * @throws BackendException if there is none of that name, it is unavailable, or the options ask for what it does not
     *     have or have a property that no backend knows
     */
    public static Backend open(String name, BackendOptions options) {
        if (options == null) {
            throw new BackendException("the options of a backend are null; give BackendOptions.DEFAULT");
        }
        BackendProvider provider = provider(name);
        provider.unavailable().ifPresent(reason -> {
            throw new BackendException("backend " + provider.name() + " is not available: " + reason);
        });
        requireKnown(options.properties().keySet());
        int last = provider.devices().size() - 1;
        if (options.device() > last) {
            throw new BackendException("backend " + provider.name() + " has no device " + options.device() + "; "
                    + (last == 0 ? "its only device is 0" : "its devices are 0 to " + last));
        }
        return provider.open(options);
    }

    /**
     * The index of the first device of a backend with a text in its name or its detail, such as {@code H200} or {@code CUDA}.
     * Small and large letters do not matter.
     *
     * @param backend as {@link #provider} takes it
     * @throws BackendException if there is none; the message lists those there are
     */
    public static int device(String backend, String text) {
        BackendProvider provider = provider(backend);
        provider.unavailable().ifPresent(reason -> {
            throw new BackendException("backend " + provider.name() + " is not available: " + reason);
        });
        String wanted = text.toLowerCase(Locale.ROOT);
        return provider.devices().stream()
                .filter(device -> (device.name() + "\n" + device.detail())
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted))
                .findFirst()
                .orElseThrow(() -> new BackendException("backend " + provider.name() + " has no device \"" + text
                        + "\"; it has "
                        + provider.devices().stream()
                                .map(device -> device.index() + " (" + device.name() + ", " + device.detail() + ")")
                                .collect(Collectors.joining(", "))))
                .index();
    }

    /** Refuses misspelt properties; those of other backends are fine, because {@value #AUTO} may take any. */
    private static void requireKnown(Set<String> properties) {
        if (properties.isEmpty()) {
            return;
        }
        Set<String> known = new TreeSet<>();
        providers().forEach(provider -> known.addAll(provider.properties()));
        for (String property : properties) {
            if (!known.contains(property)) {
                throw new BackendException(
                        "no backend has a property \"" + property + "\"; there are " + String.join(", ", known));
            }
        }
    }
}
