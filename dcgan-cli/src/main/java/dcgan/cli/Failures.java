package dcgan.cli;

import com.sun.management.OperatingSystemMXBean;
import dcgan.cli.io.RunException;
import dcgan.cli.io.StoppedException;
import dcgan.data.DatasetException;
import dcgan.data.file.Reasons;
import dcgan.nn.gan.CheckpointException;
import dcgan.nn.mpi.MpiException;
import dcgan.tensor.BackendException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Set;

/** Turns whatever a command threw into the one line that its user reads. */
final class Failures {
    private static final long MEGABYTE = 1 << 20;

    /** How much of the memory a heap may take: the JVM itself, its threads and the system need the rest. */
    private static final long MOST_PERCENT = 85;

    /** In megabytes: numbers to type are round. */
    private static final long ROUND = 64;

    private Failures() {}

    /** The options that a command takes less memory with when they are smaller. */
    private static final List<String> MEMORY =
            List.of("--batch-size", "--image-size", "--feature-maps", "--count", "--scale");

    /**
     * One line: what went wrong with what, and what to do where that is known.
     *
     * @param options those of the command that failed
     */
    static String sentence(Throwable failure, Set<String> options) {
        return switch (failure) {
            case DatasetException e -> e.getMessage();
            case BackendException e -> e.getMessage();
            case CheckpointException e -> e.getMessage();
            case RunException e -> e.getMessage();
            case MpiException e -> e.getMessage();
            case StoppedException e -> e.getMessage();
            case UncheckedIOException e -> sentence(e.getCause(), options);
            case FileSystemException e -> e.getFile() + ": " + Reasons.of(e);
            case IOException e -> "reading or writing failed: " + Reasons.of(e);
            case OutOfMemoryError _ ->
                "the memory does not suffice: the heap may grow to "
                        + Runtime.getRuntime().maxMemory() / MEGABYTE
                        + " MB; "
                        + smaller(options)
                        + more(
                                Runtime.getRuntime().maxMemory() / MEGABYTE,
                                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                                                .getTotalMemorySize()
                                        / MEGABYTE);
            default -> "an unexpected error: " + described(failure) + "; --stacktrace shows where";
        };
    }

    /**
     * How to allow more, if there is more.
     *
     * @param heap how far the heap may grow, in megabytes
     * @param total the memory of this machine or container, in megabytes
     */
    static String more(long heap, long total) {
        long most = total * MOST_PERCENT / 100 / ROUND * ROUND;
        return most > heap + heap / 10
                ? "allow more with JDK_JAVA_OPTIONS=-Xmx" + most + "m"
                : "take a machine or container with more memory than " + total + " MB";
    }

    /** {@code use a smaller --count or --scale, or }; nothing for a command without such options. */
    static String smaller(Set<String> options) {
        List<String> own = MEMORY.stream().filter(options::contains).toList();
        if (own.isEmpty()) {
            return "";
        }
        String but = String.join(", ", own.subList(0, own.size() - 1));
        return "use a smaller " + but + (but.isEmpty() ? "" : " or ") + own.getLast() + ", or ";
    }

    private static String described(Throwable failure) {
        String name = failure.getClass().getSimpleName();
        return failure.getMessage() == null
                ? name
                : name + ": " + failure.getMessage().lines().findFirst().orElse("");
    }
}
