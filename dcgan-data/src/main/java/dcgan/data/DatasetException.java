package dcgan.data;

/**
 * A data set that cannot be read, fetched or written. The message is meant for the user as it stands: it names the
 * file, says what was wrong with it and what to do.
 */
public class DatasetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message that is ready for the user. */
    public DatasetException(String message) {
        super(message);
    }

    /** An exception with a message that is ready for the user, and the failure behind it. */
    public DatasetException(String message, Throwable cause) {
        super(message, cause);
    }
}
