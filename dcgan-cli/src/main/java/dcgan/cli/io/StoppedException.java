package dcgan.cli.io;

/** A signal has stopped the command; the message is one sentence for the user. */
public final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    StoppedException(String message, int exitCode, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** The exit code that a shell expects after that signal. */
    public int exitCode() {
        return exitCode;
    }
}
