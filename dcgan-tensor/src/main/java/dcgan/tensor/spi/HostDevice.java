package dcgan.tensor.spi;

import dcgan.tensor.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The device of a backend that runs on the JVM's own processors. */
public final class HostDevice {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final String MODEL_NAME = "model name";

    private HostDevice() {}

    /**
     * The host as device 0.
     *
     * @param detail what the backend makes of it, in a few words
     */
    public static Device of(String detail) {
        Runtime runtime = Runtime.getRuntime();
        int processors = runtime.availableProcessors();
        return new Device(
                0,
                processorName(),
                "CPU",
                runtime.maxMemory(),
                processors + (processors == 1 ? " processor, " : " processors, ") + detail);
    }

    /** What Linux calls the processor; elsewhere the name of its architecture. */
    private static String processorName() {
        String architecture = System.getProperty("os.arch");
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith(MODEL_NAME))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(architecture);
        } catch (IOException e) {
            return architecture;
        }
    }
}
