package dcgan.tensor;

/** A tensor would have more elements than an array can hold. */
public final class TooLargeException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** An exception whose message tells what would be too large. */
    public TooLargeException(String message) {
        super(message);
    }
}
