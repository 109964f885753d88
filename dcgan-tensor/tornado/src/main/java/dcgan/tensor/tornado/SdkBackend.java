package dcgan.tensor.tornado;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import uk.ac.manchester.tornado.api.enums.TornadoVMBackendType;

/** TornadoVM's backends that the kernels are made for, the fastest on the same device first. */
enum SdkBackend {
    CUDA("CUDA"),
    PTX("PTX"),
    OPENCL("OpenCL");

    private final String title;

    SdkBackend(String title) {
        this.title = title;
    }

    /** Its name as its makers write it. */
    String title() {
        return title;
    }

    /** Whether TornadoVM will start it. */
    boolean isLoaded() {
        return ModuleLayer.boot()
                .findModule("tornado.drivers." + name().toLowerCase(Locale.ROOT))
                .isPresent();
    }

    /** The one of a type; empty if it is another that TornadoVM has. */
    static Optional<SdkBackend> of(TornadoVMBackendType type) {
        return Stream.of(values())
                .filter(backend -> backend.name().equals(type.name()))
                .findFirst();
    }
}
