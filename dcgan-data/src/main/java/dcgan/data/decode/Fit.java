package dcgan.data.decode;

import java.util.Locale;

/** How a picture that is not square becomes a square one. */
public enum Fit {
    /** The middle square is kept. */
    CROP,
    /** The whole picture is kept, in the middle of a square of the background. */
    PAD,
    /** The whole picture is kept, and its longer side is shrunk more than its shorter one. */
    STRETCH;

    /** The name in lower case, as in options and files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
