package dcgan.nn.mpi;

/** The processes of a job cannot work together; the message is one sentence for the user. */
public final class MpiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean common;

    private MpiException(String message, boolean common, Throwable cause) {
        super(message, cause);
        this.common = common;
    }

    /** A failure of this process, of which the others may know nothing. */
    static MpiException own(String message, Throwable cause) {
        return new MpiException(message, false, cause);
    }

    /** A failure that every process of the job throws at the same point, with the same message. */
    static MpiException common(String message) {
        return new MpiException(message, true, null);
    }

    /** Whether every process of the job throws the same, so that one of them may speak for all. */
    public boolean isCommon() {
        return common;
    }
}
