package dcgan.cli.report;

import dcgan.cli.io.RunException;
import dcgan.data.file.Reasons;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/**
 * A PNG or GIF file of a run, to stand in its page.
 *
 * @param type {@code png} or {@code gif}
 * @param file what it holds
 * @param width in pixels
 * @param height in pixels
 */
record Picture(String type, byte[] file, int width, int height) {
    /** Larger files, in bytes, are not shown: they would make the page heavy. */
    static final long SIZE_AT_MOST = 8 << 20;

    private static final long PNG_SIGNATURE = 0x89504E470D0A1A0AL;
    private static final int PNG_HEADER = 0x49484452;
    private static final int PNG_HEADER_AT = 12;
    private static final int PNG_WIDTH_AT = 16;
    private static final int PNG_HEIGHT_AT = 20;

    /** {@code GIF89a}, without the last two characters of which there are other ones. */
    private static final int GIF_SIGNATURE = 0x47494638;

    private static final int GIF_WIDTH_AT = 6;
    private static final int GIF_HEIGHT_AT = 8;
    private static final int SIZE_AT_LEAST = 24;

    /** Reads a file; empty if it is missing, or neither. */
    static Optional<Picture> read(Path path) {
        try {
            if (!Files.isRegularFile(path) || Files.size(path) > SIZE_AT_MOST) {
                return Optional.empty();
            }
            ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path));
            return file.limit() < SIZE_AT_LEAST
                    ? Optional.empty()
                    : of(file).filter(picture -> picture.width > 0 && picture.height > 0);
        } catch (IOException e) {
            throw new RunException(path + " cannot be read: " + Reasons.of(e), e);
        }
    }

    private static Optional<Picture> of(ByteBuffer file) {
        if (file.getLong(0) == PNG_SIGNATURE && file.getInt(PNG_HEADER_AT) == PNG_HEADER) {
            return Optional.of(new Picture("png", file.array(), file.getInt(PNG_WIDTH_AT), file.getInt(PNG_HEIGHT_AT)));
        }
        if (file.getInt(0) == GIF_SIGNATURE) {
            ByteBuffer little = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
            return Optional.of(new Picture(
                    "gif",
                    file.array(),
                    Short.toUnsignedInt(little.getShort(GIF_WIDTH_AT)),
                    Short.toUnsignedInt(little.getShort(GIF_HEIGHT_AT))));
        }
        return Optional.empty();
    }

    /** The element that shows it, with the file inside. */
    String html(String style, String alt) {
        return Html.of(
                        "<img class=\"%s\" width=\"%s\" height=\"%s\" alt=\"%s\" src=\"data:image/%s;base64,",
                        style, width, height, alt, type)
                + Base64.getEncoder().encodeToString(file) + "\" />\n";
    }
}
