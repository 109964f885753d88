package dcgan.cli.io;

import dcgan.data.file.Reasons;
import dcgan.tensor.TooLargeException;
import java.io.IOException;
import java.nio.file.Path;

/** A run cannot start or go on; the message is one sentence for the user. */
public final class RunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean common;

    /** An exception with a message that is ready for the user. */
    public RunException(String message) {
        this(message, null);
    }

    /** An exception with a message that is ready for the user, and the failure behind it. */
    public RunException(String message, Throwable cause) {
        this(message, cause, false);
    }

    private RunException(String message, Throwable cause, boolean common) {
        super(message, cause);
        this.common = common;
    }

    /** A failure that every process of a job throws at the same point, so that one of them may speak for all. */
    public static RunException common(String message, Throwable cause) {
        return new RunException(message, cause, true);
    }

    /** Whether every process of a job throws the same. */
    public boolean isCommon() {
        return common;
    }

    /** A file cannot be written; what was there still is. */
    public static RunException cannotWrite(Path file, IOException failure) {
        return new RunException(file + " cannot be written: " + Reasons.of(failure), failure);
    }

    /** Networks would have tensors that no array holds. */
    public static RunException tooLarge(TooLargeException failure) {
        return new RunException(
                "the networks would be too large: " + failure.getMessage()
                        + "; use a smaller --image-size, --feature-maps, --latent-size or --batch-size",
                failure);
    }
}
