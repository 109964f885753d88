package dcgan.tensor.tornado;

import dcgan.tensor.BackendException;
import java.util.Locale;
import java.util.Map;
import uk.ac.manchester.tornado.api.enums.TornadoVMBackendType;

/**
 * Whether each task graph is captured at its first execution, and replayed by one call of the driver afterwards: a CUDA graph. Only
 * backends on CUDA's driver can do that.
 */
enum CudaGraphs {
    /** Where the backend can. */
    AUTO,
    OFF;

    static final String PROPERTY = TornadoProvider.NAME + ".graphs";

    /** What the properties ask for. */
    static CudaGraphs choose(Map<String, String> properties) {
        String wanted = properties.getOrDefault(PROPERTY, "auto");
        for (CudaGraphs choice : values()) {
            if (choice.name().toLowerCase(Locale.ROOT).equals(wanted.toLowerCase(Locale.ROOT))) {
                return choice;
            }
        }
        throw new BackendException(PROPERTY + " must be auto or off, but is \"" + wanted + "\"");
    }

    /** Whether they are used on a backend of this type. */
    boolean areUsedBy(TornadoVMBackendType type) {
        return this == AUTO && (type == TornadoVMBackendType.CUDA || type == TornadoVMBackendType.PTX);
    }
}
