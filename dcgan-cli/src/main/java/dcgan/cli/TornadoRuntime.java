package dcgan.cli;

import dcgan.cli.console.Printable;
import dcgan.cli.io.Program;
import dcgan.cli.io.RunException;
import dcgan.tensor.Backends;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The one place that decides whether TornadoVM must be on the module path. Its runtime takes most of a second to start, and
 * wants other options of the JVM than simd; so the launcher leaves it out, and says by properties whether it could put it in.
 * When the options of a command, those of {@code @}-files and of a resumed run's {@code config.json} included, come to need
 * it, the process starts the launcher again in its own place.
 */
final class TornadoRuntime {
    static final String BACKEND = "tornado";

    /** How to get the SDK that this version is built with. */
    static final String INSTALL = "sdk install tornadovm 5.2.0-jdk25-opencl";

    /** The launcher, if it has found an SDK that fits. */
    private static final String LAUNCHER = System.getProperty("dcgan.tornado.launcher");

    /** What is wrong with the SDK that the launcher has found. */
    private static final String DEFECT = System.getProperty("dcgan.tornado.defect");

    /** The folder of the SDK that runs; null if none does. */
    private static final String SDK = System.getProperty("dcgan.tornado.sdk");

    /** Other SDKs that would fit. */
    private static final String OTHERS = System.getProperty("dcgan.tornado.others", "");

    /** Why it could not be started again. */
    private static String failure;

    private TornadoRuntime() {}

    /**
     * Starts the process again if a backend needs TornadoVM and it is not there; returns if it is there or not needed.
     *
     * @param backend as chosen by {@code --backend}
     * @throws RunException if it cannot be had
     */
    static void startFor(String backend) {
        if (isThere()) {
            return;
        }
        if (backend.equals(BACKEND)) {
            restart();
            throw new RunException(missing());
        }
        if (backend.equals(Backends.AUTO) && hasGpu()) {
            restartIfPossible();
            if (DEFECT != null) {
                System.err.println(Program.speaker() + Printable.line(DEFECT));
            }
        }
    }

    /** Starts the process again if TornadoVM could be there and is not; if that fails, it is told, and all else goes on. */
    static void startIfAvailable() {
        if (!isThere()) {
            restartIfPossible();
        }
    }

    private static void restartIfPossible() {
        try {
            restart();
        } catch (RunException e) {
            failure = e.getMessage();
            System.err.println(Printable.line(Program.speaker() + failure + "; going on without the tornado backend"));
        }
    }

    /** Whether the backend is on the module path. */
    static boolean isThere() {
        return Backends.providers().stream()
                .anyMatch(provider -> provider.name().equals(BACKEND));
    }

    /** Why it is not there, and how it comes there. */
    static String missing() {
        if (failure != null) {
            return failure;
        }
        return DEFECT != null
                ? DEFECT
                : "the tornado backend is not in this build: it is built where a TornadoVM SDK is found; install one ("
                        + INSTALL + ") or set TORNADOVM_HOME to it";
    }

    /** The folder of the SDK that runs, if one does. */
    static Optional<String> sdk() {
        return Optional.ofNullable(SDK);
    }

    /** A sentence about further SDKs that would fit, if there are any. */
    static Optional<String> otherSdks() {
        return OTHERS.isEmpty()
                ? Optional.empty()
                : Optional.of("tornado uses the TornadoVM SDK in " + SDK + "; to use another one, set TORNADOVM_HOME: "
                        + OTHERS);
    }

    private static void restart() {
        if (LAUNCHER != null) {
            Restart.with(LAUNCHER, "DCGAN_RUNTIME", BACKEND);
        }
    }

    /** Whether the system shows a GPU: NVIDIA's, AMD's, any in Linux's own way, or Windows' under WSL. */
    static boolean hasGpu() {
        return hasDevice("/dev", "nvidia[0-9]*")
                || hasDevice("/dev/dri", "renderD*")
                || Files.exists(Path.of("/dev/kfd"))
                || Files.exists(Path.of("/dev/dxg"));
    }

    private static boolean hasDevice(String folder, String pattern) {
        try (DirectoryStream<Path> devices = Files.newDirectoryStream(Path.of(folder), pattern)) {
            return devices.iterator().hasNext();
        } catch (IOException e) {
            return false;
        }
    }
}
