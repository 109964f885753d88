package dcgan.data.pickle;

/** A pickle cannot be read. The message goes on after the file's name: {@code ends within its pickle}. */
public final class PickleException extends Exception {
    private static final long serialVersionUID = 1;

    PickleException(String message) {
        super(message);
    }
}
