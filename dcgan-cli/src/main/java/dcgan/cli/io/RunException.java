package dcgan.cli.io;

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

    /** What it means when networks cannot be made of numbers that the command line let through: nothing else can be wrong. */
    public static RunException tooLarge(IllegalArgumentException failure) {
        return new RunException(
                "the networks would be too large: " + failure.getMessage()
                        + "; use a smaller --feature-maps, --latent-size or --batch-size",
                failure);
    }
}
