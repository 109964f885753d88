package dcgan.data.folder;

import dcgan.data.DatasetException;
import dcgan.data.text.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The size of a picture, in pixels.
 *
 * @param width columns
 * @param height rows
 */
public record PictureSize(int width, int height) implements Comparable<PictureSize> {
    private static final Comparator<PictureSize> BY_PIXELS = Comparator.<PictureSize>comparingLong(
                    size -> (long) size.width * size.height)
            .thenComparingInt(PictureSize::width);

    /**
     * The size of the picture in a file.
     *
     * @throws DatasetException if it cannot be read
     */
    static PictureSize of(Path file) {
        try (ImageInputStream in = new MemoryCacheImageInputStream(Files.newInputStream(file))) {
            ImageReader reader = ImageIO.getImageReaders(in).next();
            try {
                reader.setInput(in, true, true);
                return new PictureSize(reader.getWidth(0), reader.getHeight(0));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            throw new DatasetException(file + ": the size of the picture cannot be read; save it again.", e);
        }
    }

    /** By the number of pixels, then by the width. */
    @Override
    public int compareTo(PictureSize other) {
        return BY_PIXELS.compare(this, other);
    }

    /** {@code 4,000 x 3,000}. */
    @Override
    public String toString() {
        return Messages.format("%,d x %,d", width, height);
    }
}
