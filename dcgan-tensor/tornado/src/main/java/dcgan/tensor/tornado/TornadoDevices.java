package dcgan.tensor.tornado;

import dcgan.tensor.Device;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import uk.ac.manchester.tornado.api.TornadoBackend;
import uk.ac.manchester.tornado.api.TornadoRuntime;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.runtime.TornadoRuntimeProvider;

/**
 * TornadoVM's devices, or why there are none. They are looked for once: after a failure TornadoVM's classes cannot be
 * initialised again.
 *
 * @param targets counted over all of TornadoVM's backends, the fastest one first
 * @param unavailable empty if there are devices
 * @param notes what is missing for backends of the SDK that were left out
 */
record TornadoDevices(List<TornadoTarget> targets, Optional<String> unavailable, List<String> notes) {

    /** Set by the SDK's options for the JVM. */
    private static final String RUNTIME_PROPERTY = "tornado.load.runtime.implementation";

    /** Set by the launcher: the backends of the SDK that it left out because they lack something. */
    private static final String LEFT_OUT_PROPERTY = "dcgan.tornado.left.out";

    private static final String INSTALL =
            "; install the driver of your device, such as pocl-opencl-icd for the processor";

    /** What must be set before TornadoVM's classes are initialised, unless the user has set it. */
    private static final Map<String, String> SETTINGS = Map.of(
            // A kernel that the driver refuses would run as plain Java, and nobody would know.
            "tornado.recover.bailout",
            "False",
            // A stage of a training step is a task graph of a hundred tasks, for which 4 KiB of TornadoVM's bytecodes
            // are too few.
            "tornado.tvm.maxbytecodesize",
            Integer.toString(1 << 16),
            // Tables of this width are cleared whenever a task graph is executed, though nothing is written to them: by
            // default of 32,768 integers for each task.
            "tornado.max.events",
            "64",
            // TornadoVM's own limit, of 4 GB by default, knows neither the graph nor the device; TornadoExecutable
            // does.
            "tornado.device.memory",
            "1024TB");

    /** These are set in any case: with other values wrong numbers would pass unnoticed, or nothing would run. */
    private static final Set<String> FIXED = Set.of("tornado.recover.bailout", "tornado.tvm.maxbytecodesize");

    private static final class Holder {
        private static final TornadoDevices FOUND = find();
    }

    static TornadoDevices get() {
        return Holder.FOUND;
    }

    /** Whether one of the devices is more than the processor that the other backends use as well. */
    boolean hasAccelerator() {
        return targets.stream().anyMatch(target -> !target.description().type().equals("CPU"));
    }

    private static TornadoDevices find() {
        if (System.getProperty(RUNTIME_PROPERTY) == null) {
            return none(
                    "the JVM was started without TornadoVM's options; start it with @$TORNADOVM_HOME/tornado-argfile,"
                            + " as ./dcgan does");
        }
        SETTINGS.forEach((name, value) -> {
            if (FIXED.contains(name) || System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
        Requirements requirements = Requirements.ofSystem();
        List<String> missing = isLinux()
                ? Stream.of(SdkBackend.values())
                        .filter(SdkBackend::isLoaded)
                        .flatMap(backend -> missing(requirements, backend).stream())
                        .toList()
                : List.of();
        long loaded =
                Stream.of(SdkBackend.values()).filter(SdkBackend::isLoaded).count();
        if (loaded > 0 && missing.size() == loaded) {
            return none(String.join("; ", missing));
        }
        try {
            List<TornadoTarget> targets = targets(TornadoRuntimeProvider.getTornadoRuntime());
            return targets.isEmpty()
                    ? none("TornadoVM finds no device" + INSTALL)
                    : new TornadoDevices(targets, Optional.empty(), leftOut(requirements));
        } catch (LinkageError | RuntimeException e) {
            // It starts all of its backends or none.
            return none("TornadoVM cannot start (" + reason(e) + ")"
                    + (missing.isEmpty() ? INSTALL : "; " + String.join("; ", missing)));
        }
    }

    private static boolean isLinux() {
        return System.getProperty("os.name").equals("Linux");
    }

    private static Optional<String> missing(Requirements requirements, SdkBackend backend) {
        return requirements.missing(backend).map(what -> backend.title() + ": " + what);
    }

    private static List<String> leftOut(Requirements requirements) {
        return Stream.of(System.getProperty(LEFT_OUT_PROPERTY, "")
                        .toUpperCase(Locale.ROOT)
                        .split(" "))
                .flatMap(name -> Stream.of(SdkBackend.values())
                        .filter(backend -> backend.name().equals(name)))
                .flatMap(backend -> missing(requirements, backend).stream())
                .toList();
    }

    private static TornadoDevices none(String reason) {
        return new TornadoDevices(List.of(), Optional.of(reason), List.of());
    }

    /** The first line of what was wrong in the end. */
    static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        // TornadoVM colours its messages.
        return message.replaceAll("\\u001b\\[[0-9;]*m", "")
                .lines()
                .findFirst()
                .orElse("")
                .strip();
    }

    private static List<TornadoTarget> targets(TornadoRuntime runtime) {
        List<TornadoBackend> backends = new ArrayList<>();
        for (int b = 0; b < runtime.getNumBackends(); b++) {
            backends.add(runtime.getBackend(b));
        }
        // The sort is stable: TornadoVM's order decides about the others.
        backends.sort(Comparator.comparingInt(TornadoDevices::rank));
        List<TornadoTarget> targets = new ArrayList<>();
        for (TornadoBackend backend : backends) {
            for (int d = 0; d < backend.getNumDevices(); d++) {
                TornadoDevice device = backend.getDevice(d);
                targets.add(new TornadoTarget(device, describe(targets.size(), backend, device)));
            }
        }
        return List.copyOf(targets);
    }

    /** The fastest first; what is not ours comes last. */
    private static int rank(TornadoBackend backend) {
        return SdkBackend.of(backend.getBackendType()).map(Enum::ordinal).orElse(SdkBackend.values().length);
    }

    private static Device describe(int index, TornadoBackend backend, TornadoDevice device) {
        return new Device(
                index,
                device.getPhysicalDevice().getDeviceName(),
                device.getDeviceType().name().toUpperCase(Locale.ROOT),
                device.getMaxGlobalMemory(),
                backend.getName() + ", " + device.getPlatformName() + driver(device));
    }

    /** The driver's version, which stands only in a text about the device. */
    private static String driver(TornadoDevice device) {
        return String.valueOf(device.getPhysicalDevice().getDeviceInfo())
                .lines()
                .filter(line -> line.contains("Driver version"))
                .map(line -> ", driver " + line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }
}
