package dcgan.cli;

import dcgan.cli.run.RunException;
import dcgan.tensor.Backend;
import dcgan.tensor.BackendOptions;
import dcgan.tensor.Backends;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that choose what computes, and on what. */
final class BackendMixin {
    static final String TORNADO = "tornado";

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            defaultValue = Backends.AUTO,
            converter = Names.BackendName.class,
            description =
                    "auto, reference, simd or tornado; auto takes the fastest available. Default: ${DEFAULT-VALUE}")
    String backend;

    @Option(
            names = "--device",
            paramLabel = "N",
            defaultValue = "0",
            converter = Numbers.NotNegative.class,
            description = "The device, as numbered by the devices command. Default: ${DEFAULT-VALUE}")
    int device;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "0",
            converter = Numbers.NotNegative.class,
            description = "Threads of a backend on the CPU; 0 is one a processor. Default: ${DEFAULT-VALUE}")
    int threads;

    /** Opens what was chosen; see {@link #open(String, int, int)}. */
    Backend open() {
        return open(backend, device, threads);
    }

    /**
     * Opens a backend.
     *
     * @throws RunException if it is one that this build lacks
     * @throws dcgan.tensor.BackendException if there is none of that name, or it cannot be had on this machine
     */
    static Backend open(String name, int device, int threads) {
        if (name.equals(TORNADO)
                && Backends.providers().stream().noneMatch(p -> p.name().equals(TORNADO))) {
            throw new RunException(
                    "the tornado backend is not in this build: it is built where a TornadoVM SDK is found;"
                            + " install one and set TORNADOVM_HOME to it");
        }
        return Backends.open(name, new BackendOptions(device, threads, Map.of()));
    }

    /** One line about an open backend: {@code simd on AMD EPYC (AVX2, 256 bits)}. */
    static String described(Backend backend) {
        var device = backend.device();
        return backend.name() + " on " + device.name()
                + (device.detail().isEmpty() ? "" : " (" + device.detail() + ")");
    }
}
