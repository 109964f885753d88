package dcgan.cli.io;

import dcgan.data.file.Reasons;
import dcgan.tensor.TooLargeException;
import java.io.IOException;
import java.nio.file.Path;

/** A run cannot start or go on; the message is one sentence for the user. */
public final class RunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message that is ready for the user. */
    public RunException(String message) {
        super(message);
    }

    /** An exception with a message that is ready for the user, and the failure behind it. */
    public RunException(String message, Throwable cause) {
        super(message, cause);
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
