package dcgan.data.decode;

import dcgan.data.text.Messages;
import java.awt.Rectangle;
import java.io.IOException;

/** One picture in an open file: what its header says, and its pixels as they are stored. */
abstract class PictureSource {
    private final int width;
    private final int height;

    /**
     * A picture of that size.
     *
     * @param width columns, as stored
     * @param height rows, as stored
     * @throws Defect if it has no pixels, or too many
     */
    PictureSource(int width, int height) throws Defect {
        if (width < 1 || height < 1) {
            throw new Defect("it has no pixels");
        }
        checkSize(width, height, PictureFile.MAX_PIXELS, "that are read");
        this.width = width;
        this.height = height;
    }

    /** Columns, as stored. */
    final int width() {
        return width;
    }

    /** Rows, as stored. */
    final int height() {
        return height;
    }

    Orientation orientation() {
        return Orientation.TOP_LEFT;
    }

    /** Where there are pixels; all else is transparent. */
    Rectangle frame() {
        return new Rectangle(width, height);
    }

    /**
     * Refuses a picture with too many pixels.
     *
     * @param kind which pictures have this limit, after "more than the N"
     */
    static void checkSize(int width, int height, long mostPixels, String kind) throws Defect {
        if ((long) width * height > mostPixels) {
            throw new Defect(
                    Messages.format("it has %,d × %,d pixels, more than the %,d %s", width, height, mostPixels, kind),
                    "make it smaller");
        }
    }

    /** The conversion of its colours to sRGB, or null if they are sRGB, or grey as a screen shows it. */
    abstract ColourProfile profile();

    /** Decodes a part of the frame. */
    abstract Rows read(Region region) throws IOException;
}
