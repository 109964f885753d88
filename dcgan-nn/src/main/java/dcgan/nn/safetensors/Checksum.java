package dcgan.nn.safetensors;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The format has no checksum. This one is kept in the metadata: the SHA-256 of the whole file with zeros in the checksum's
 * own place, so that any flipped bit is noticed.
 */
final class Checksum {

    static final String KEY = "sha256";
    static final String ZEROS = "0".repeat(64);

    private static final byte[] MARK = ("\"" + KEY + "\":\"").getBytes(StandardCharsets.US_ASCII);

    private Checksum() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** Where the checksum's text stands in the header, or −1 if it is not there exactly once. */
    static int find(byte[] header) {
        int found = -1;
        for (int i = 0; i + MARK.length + ZEROS.length() <= header.length; i++) {
            if (Arrays.equals(header, i, i + MARK.length, MARK, 0, MARK.length)) {
                if (found >= 0) {
                    return -1;
                }
                found = i + MARK.length;
            }
        }
        return found;
    }

    static void put(byte[] header, int at, String checksum) {
        byte[] text = checksum.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, header, at, text.length);
    }
}
