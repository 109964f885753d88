package dcgan.data.download;

import dcgan.data.DatasetException;
import dcgan.data.text.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The checksum of a file.
 *
 * @param algorithm how it is computed
 * @param digits its hexadecimal digits, in lower case
 */
public record Checksum(Algorithm algorithm, String digits) {
    /** The algorithms that publishers of data sets use. */
    public enum Algorithm {
        /** 32 digits; it finds damage, but not malice. */
        MD5("MD5", 32, "md5sum"),
        /** 64 digits. */
        SHA_256("SHA-256", 64, "sha256sum");

        private final String name;
        private final int digits;
        private final String program;

        Algorithm(String name, int digits, String program) {
            this.name = name;
            this.digits = digits;
            this.program = program;
        }

        /** The name that Java and people know it by. */
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * Checks the digits.
     *
     * @throws DatasetException if they are not as many hexadecimal digits as the algorithm has
     */
    public Checksum {
        if (!digits.matches("[0-9a-fA-F]{" + algorithm.digits + "}")) {
            throw new DatasetException("\"" + Messages.printable(digits) + "\" is no " + algorithm + " checksum; give "
                    + algorithm.digits + " hexadecimal digits, as " + algorithm.program + " prints them.");
        }
        digits = digits.toLowerCase(Locale.ROOT);
    }

    /**
     * An MD5 checksum.
     *
     * @throws DatasetException if it is not 32 hexadecimal digits
     */
    public static Checksum md5(String digits) {
        return new Checksum(Algorithm.MD5, digits);
    }

    /**
     * A SHA-256 checksum.
     *
     * @throws DatasetException if it is not 64 hexadecimal digits
     */
    public static Checksum sha256(String digits) {
        return new Checksum(Algorithm.SHA_256, digits);
    }

    /** The checksum of a file by the same algorithm. */
    Checksum ofSameKind(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance(algorithm.name);
            byte[] buffer = new byte[1 << 16];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return new Checksum(algorithm, HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
