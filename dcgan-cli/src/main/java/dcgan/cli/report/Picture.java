package dcgan.cli.report;

import dcgan.cli.io.RunException;
import dcgan.data.file.Reasons;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/**
 * A PNG file of a run, to stand in its page.
 *
 * @param file what it holds
 * @param width in pixels
 * @param height in pixels
 */
record Picture(byte[] file, int width, int height) {
    private static final long SIGNATURE = 0x89504E470D0A1A0AL;
    private static final int HEADER = 0x49484452;
    private static final int HEADER_AT = 12;
    private static final int WIDTH_AT = 16;
    private static final int HEIGHT_AT = 20;
    private static final int SIZE_AT_LEAST = 24;

    /** Larger ones are not of this program. */
    private static final long SIZE_AT_MOST = 8 << 20;

    /** Reads a file; empty if it is missing, or no PNG file. */
    static Optional<Picture> read(Path path) {
        try {
            if (!Files.isRegularFile(path) || Files.size(path) > SIZE_AT_MOST) {
                return Optional.empty();
            }
            ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path));
            if (file.limit() < SIZE_AT_LEAST || file.getLong(0) != SIGNATURE || file.getInt(HEADER_AT) != HEADER) {
                return Optional.empty();
            }
            int width = file.getInt(WIDTH_AT);
            int height = file.getInt(HEIGHT_AT);
            return width > 0 && height > 0 ? Optional.of(new Picture(file.array(), width, height)) : Optional.empty();
        } catch (IOException e) {
            throw new RunException(path + " cannot be read: " + Reasons.of(e), e);
        }
    }

    /** The element that shows it, with the file inside. */
    String html(String style, String alt) {
        return Html.of(
                        "<img class=\"%s\" width=\"%s\" height=\"%s\" alt=\"%s\" src=\"data:image/png;base64,",
                        style, width, height, alt)
                + Base64.getEncoder().encodeToString(file) + "\" />\n";
    }
}
