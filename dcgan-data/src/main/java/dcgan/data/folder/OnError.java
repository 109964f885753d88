package dcgan.data.folder;

import java.util.Locale;

/** What happens when a picture cannot be read. */
public enum OnError {
    /** Loading fails, and names the files. */
    REFUSE,
    /** The picture is left out. */
    SKIP;

    /** The name in lower case, as in options and files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
