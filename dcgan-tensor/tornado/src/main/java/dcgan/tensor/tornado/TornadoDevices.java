package dcgan.tensor.tornado;

import dcgan.tensor.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import uk.ac.manchester.tornado.api.TornadoBackend;
import uk.ac.manchester.tornado.api.TornadoRuntime;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.runtime.TornadoRuntimeProvider;

/**
 * TornadoVM's devices, or why there are none. They are looked for once: after a failure TornadoVM's classes cannot be
 * initialised again.
 *
 * @param targets counted over all of TornadoVM's backends
 * @param unavailable empty if there are devices
 */
record TornadoDevices(List<TornadoTarget> targets, Optional<String> unavailable) {

    /** Set by the SDK's options for the JVM. */
    private static final String RUNTIME_PROPERTY = "tornado.load.runtime.implementation";

    private static final String NO_DRIVER = "there is no OpenCL driver";
    private static final String INSTALL =
            "; install the driver of your device, such as pocl-opencl-icd for the processor";

    /** What must be set before TornadoVM's classes are initialised. */
    private static final Map<String, String> SETTINGS = Map.of(
            // A kernel that the driver refuses would run as plain Java, and nobody would know.
            "tornado.recover.bailout",
            "False",
            // A stage of a training step is a task graph of a hundred tasks, for which 4 KiB of TornadoVM's bytecodes
            // are too few.
            "tornado.tvm.maxbytecodesize",
            Integer.toString(1 << 16));

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
        SETTINGS.forEach(System::setProperty);
        if (OpenClDrivers.areMissing()) {
            return none(NO_DRIVER + INSTALL);
        }
        try {
            List<TornadoTarget> targets = targets(TornadoRuntimeProvider.getTornadoRuntime());
            return targets.isEmpty()
                    ? none("TornadoVM finds no device" + INSTALL)
                    : new TornadoDevices(targets, Optional.empty());
        } catch (LinkageError | RuntimeException e) {
            String reason = reason(e);
            String what = reason.contains("No OpenCL platforms found")
                    ? NO_DRIVER
                    : "TornadoVM cannot start (" + reason + ")";
            return none(what + INSTALL);
        }
    }

    private static TornadoDevices none(String reason) {
        return new TornadoDevices(List.of(), Optional.of(reason));
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
        List<TornadoTarget> targets = new ArrayList<>();
        for (int b = 0; b < runtime.getNumBackends(); b++) {
            TornadoBackend backend = runtime.getBackend(b);
            for (int d = 0; d < backend.getNumDevices(); d++) {
                TornadoDevice device = backend.getDevice(d);
                targets.add(new TornadoTarget(device, describe(targets.size(), backend, device)));
            }
        }
        return List.copyOf(targets);
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
