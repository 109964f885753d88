package dcgan.nn.safetensors;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The format has no checksum. This one covers what a file holds and not how it is laid out, so that it survives a program
 * that loads the tensors and saves them again in another order.
 *
 * <p>It is the SHA-256 of a UTF-8 text. First comes a line {@code "key":"value"} for each signed entry of the metadata,
 * sorted by key. Then comes a line {@code "name" dtype [shape] digest} for each tensor, sorted by name, with the SHA-256 of
 * its bytes in hexadecimal digits. Strings are quoted as in JSON.
 */
final class ContentChecksum {
    /** The digits of a checksum that is not known yet. */
    static final String ZEROS = "0".repeat(64);

    private ContentChecksum() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /**
     * The checksum, as hexadecimal digits.
     *
     * @param signed the entries of the metadata that it covers
     * @param digests the SHA-256 of each tensor's bytes
     */
    static String of(Map<String, String> signed, Map<TensorInfo, byte[]> digests) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(signed)
                .forEach((key, value) -> text.append(Json.quote(key))
                        .append(':')
                        .append(Json.quote(value))
                        .append('\n'));
        digests.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(TensorInfo::name)))
                .forEach(tensor -> text.append(Json.quote(tensor.getKey().name()))
                        .append(' ')
                        .append(tensor.getKey().type())
                        .append(' ')
                        .append(tensor.getKey().shape())
                        .append(' ')
                        .append(HexFormat.of().formatHex(tensor.getValue()))
                        .append('\n'));
        return HexFormat.of().formatHex(digest().digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
