package dcgan.tensor.tornado;

import dcgan.tensor.BackendException;
import java.util.Locale;
import java.util.Map;

/** The kernels that are used for convolutions; it also decides in which {@link PrecisionKernels} some others compute. */
enum KernelFamily {
    /** Vectors in {@code @Parallel} loops. */
    CPU,
    /** Tiles in local memory. */
    GPU,
    /** Scalar {@code @Parallel} loops, to measure what the others gain. */
    NAIVE;

    static final String PROPERTY = TornadoProvider.NAME + ".kernels";
    private static final String AUTO = "auto";

    /** What the properties ask for, or what suits the type of the device. */
    static KernelFamily choose(Map<String, String> properties, String deviceType) {
        String wanted = properties.getOrDefault(PROPERTY, AUTO).toLowerCase(Locale.ROOT);
        if (wanted.equals(AUTO)) {
            return deviceType.equals("CPU") ? CPU : GPU;
        }
        for (KernelFamily family : values()) {
            if (family.name().toLowerCase(Locale.ROOT).equals(wanted)) {
                return family;
            }
        }
        throw new BackendException(
                PROPERTY + " must be auto, cpu, gpu or naive, but is \"" + properties.get(PROPERTY) + "\"");
    }
}
