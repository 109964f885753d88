package dcgan.nn.gan;

/** A checkpoint cannot be written, read or used; the message is one sentence that names the file. */
public final class CheckpointException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CheckpointException(String message) {
        super(message);
    }

    CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
