package dcgan.data.download;

/** A mirror from which the file cannot be had, however often it is asked; another one may have it. The message is for the user. */
final class MirrorException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String reason;

    MirrorException(String message) {
        this(message, null);
    }

    MirrorException(String message, Throwable cause) {
        super(message, cause);
        this.reason = message;
    }

    /** @param advice of use only when no other mirror is left */
    MirrorException(String reason, String advice, Throwable cause) {
        super(reason + "; " + advice, cause);
        this.reason = reason + ".";
    }

    /** The message for one whom the next mirror may still serve. */
    String reason() {
        return reason;
    }
}
