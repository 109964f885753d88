package dcgan.data.download;

/** A mirror from which the file cannot be had, however often it is asked; another one may have it. The message is for the user. */
final class MirrorException extends Exception {
    private static final long serialVersionUID = 1L;

    MirrorException(String message) {
        super(message);
    }

    MirrorException(String message, Throwable cause) {
        super(message, cause);
    }
}
