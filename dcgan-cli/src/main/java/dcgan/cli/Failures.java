package dcgan.cli;

import dcgan.cli.run.Reasons;
import dcgan.cli.run.RunException;
import dcgan.cli.run.StoppedException;
import dcgan.data.DatasetException;
import dcgan.nn.gan.CheckpointException;
import dcgan.tensor.BackendException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;

/** Turns whatever a command threw into the one line that its user reads. */
final class Failures {
    private static final long MEGABYTE = 1 << 20;

    private Failures() {}

    /** One line: what went wrong with what, and what to do where that is known. */
    static String sentence(Throwable failure) {
        return switch (failure) {
            case DatasetException e -> e.getMessage();
            case BackendException e -> e.getMessage();
            case CheckpointException e -> e.getMessage();
            case RunException e -> e.getMessage();
            case StoppedException e -> e.getMessage();
            case UncheckedIOException e -> sentence(e.getCause());
            case FileSystemException e -> e.getFile() + ": " + Reasons.of(e);
            case IOException e -> "reading or writing failed: " + Reasons.of(e);
            case OutOfMemoryError _ ->
                "the memory does not suffice: the heap may grow to "
                        + Runtime.getRuntime().maxMemory() / MEGABYTE
                        + " MB; use a smaller --batch-size, --feature-maps or --count, or allow more with"
                        + " JDK_JAVA_OPTIONS=-Xmx8g";
            default -> "an unexpected error: " + described(failure) + "; --stacktrace shows where";
        };
    }

    private static String described(Throwable failure) {
        String name = failure.getClass().getSimpleName();
        return failure.getMessage() == null
                ? name
                : name + ": " + failure.getMessage().lines().findFirst().orElse("");
    }
}
