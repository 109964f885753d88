package dcgan.data.pickle;

import java.nio.charset.StandardCharsets;

/**
 * A string of bytes or of text: Python 2 does not tell them apart.
 *
 * @param bytes text is UTF-8; they are not copied
 */
public record PickledString(byte[] bytes) {
    /** The text. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
