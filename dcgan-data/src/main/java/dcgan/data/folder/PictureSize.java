package dcgan.data.folder;

import dcgan.data.DatasetException;
import dcgan.data.decode.PictureFile;
import dcgan.data.text.Messages;
import java.awt.Dimension;
import java.nio.file.Path;
import java.util.Comparator;

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
        Dimension size = PictureFile.size(file);
        return new PictureSize(size.width, size.height);
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
