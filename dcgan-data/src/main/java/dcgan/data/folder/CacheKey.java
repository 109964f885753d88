package dcgan.data.folder;

import dcgan.data.ImageShape;
import dcgan.data.decode.PictureFile;
import dcgan.data.decode.PictureOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Which cache belongs to a folder and the way its pictures are read. The name tells it from those of other folders and
 * options; the whole text also has what decodes, so that another version of it replaces the cache.
 *
 * @param folder as it was given
 * @param shape of the images
 * @param fileName the common part of the names of its files
 * @param text all that the pixels depend on, but for the files themselves
 */
record CacheKey(Path folder, ImageShape shape, String fileName, String text) {
    private static final char REPLACEMENT = '\uFFFD';
    private static final int LONGEST_NAME = 40;
    private static final int HASH_DIGITS = 16;

    static CacheKey of(Path folder, ImageShape shape, PictureOptions options) throws IOException {
        Path real = folder.toRealPath();
        String stable = exact(real, real) + "\n" + shape + "\n" + options;
        String name = real.getFileName() == null ? "" : real.getFileName().toString();
        String readable = name.replaceAll("[^A-Za-z0-9_-]+", "-");
        return new CacheKey(
                folder,
                shape,
                readable.substring(0, Math.min(readable.length(), LONGEST_NAME)) + "-" + shape.width() + "px-"
                        + hash(stable),
                stable + "\ndecoder " + PictureFile.VERSION + "\nJava "
                        + Runtime.version().feature());
    }

    /** The path of a picture relative to the folder, different for different files. */
    String path(Path file) {
        return exact(folder.relativize(file), file);
    }

    /** A path as text; by the bytes of its name where that has no text in this locale. */
    private static String exact(Path shown, Path file) {
        String text = shown.toString();
        return text.indexOf(REPLACEMENT) < 0 ? text : REPLACEMENT + file.toUri().getRawPath();
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
