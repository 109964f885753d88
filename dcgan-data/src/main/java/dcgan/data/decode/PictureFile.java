package dcgan.data.decode;

import dcgan.data.DatasetException;
import dcgan.data.ImageShape;
import dcgan.data.file.Reasons;
import dcgan.data.text.Messages;
import java.awt.Rectangle;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** One PNG or JPEG file as a small square image: the middle square, on white where it is transparent, scaled. */
public final class PictureFile {
    /** The endings of names, in lower case and without the dot, of files that hold pictures. */
    public static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg");

    /** Raised whenever a file becomes other pixels than before, so that no cache gives the old ones. */
    public static final int VERSION = 1;

    private static final Set<String> FORMATS = Set.of("png", "jpeg");
    private static final long MAX_PIXELS = 100_000_000;

    /** Squares larger than that are read with gaps between the pixels, so that they fit into memory: 16 MB. */
    private static final int MAX_SIDE = 2048;

    private static final int WHITE = 255;

    private PictureFile() {}

    /**
     * Reads one file.
     *
     * @param shape square
     * @param options what becomes of transparency, and of pictures that are not square
     * @return {@code [channels, size, size]}
     * @throws DatasetException if the file cannot be read or used
     */
    public static byte[] read(Path path, ImageShape shape, PictureOptions options) {
        try {
            // By its path, which holds the name's own bytes; a java.io.File would have it decoded and encoded again.
            try (InputStream file = Files.newInputStream(path);
                    ImageInputStream in = new MemoryCacheImageInputStream(file)) {
                float[][] planes = decode(path, in, shape.channels());
                int side = (int) Math.round(Math.sqrt(planes[0].length));
                return Scaling.of(side, side, shape.width(), shape.height()).scale(planes);
            }
        } catch (IOException | RuntimeException e) {
            if (e instanceof DatasetException ready) {
                throw ready;
            }
            // The JDK's readers also throw unchecked exceptions at broken files.
            String reason = e instanceof IOException io ? Reasons.of(io) : e.toString();
            throw new DatasetException(
                    path + ": the picture cannot be read (" + reason + "); save it again as RGB, or remove it.", e);
        }
    }

    private static float[][] decode(Path file, ImageInputStream in, int channels) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        ImageReader reader = readers.hasNext() ? readers.next() : null;
        if (reader == null || !FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
            throw new DatasetException(
                    file + ": this is no PNG or JPEG picture, whatever its name; convert or remove it.");
        }
        try {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if ((long) width * height > MAX_PIXELS) {
                throw new DatasetException(Messages.format(
                        "%s: the picture has %,d × %,d pixels, more than the %,d that are read; make it smaller.",
                        file, width, height, MAX_PIXELS));
            }
            int side = Math.min(width, height);
            int gap = Math.ceilDiv(side, MAX_SIDE);
            ImageReadParam middle = reader.getDefaultReadParam();
            middle.setSourceRegion(new Rectangle((width - side) / 2, (height - side) / 2, side, side));
            middle.setSourceSubsampling(gap, gap, 0, 0);
            List<String> warnings = new ArrayList<>();
            reader.addIIOReadWarningListener((_, warning) -> warnings.add(warning.toLowerCase(Locale.ROOT)));
            BufferedImage picture = reader.read(0, middle);
            if (warnings.stream().anyMatch(warning -> warning.contains("truncated") || warning.contains("premature"))) {
                throw new DatasetException(file + ": the picture is cut off; get it anew, or remove it.");
            }
            if (picture.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_CMYK) {
                // Java has no colour profile for it and guesses, and Adobe's files are inverted.
                throw new IOException("it has CMYK colours");
            }
            return channels == 1 ? grey(planes(picture)) : planes(picture);
        } finally {
            reader.dispose();
        }
    }

    /** Red, green and blue of a square picture, row-major, 0 to 255. */
    private static float[][] planes(BufferedImage picture) {
        int side = picture.getWidth();
        float[][] planes = new float[3][side * side];
        int[] row = new int[side];
        for (int y = 0; y < side; y++) {
            argb(picture, y, row);
            for (int x = 0; x < side; x++) {
                int alpha = row[x] >>> 24;
                for (int channel = 0; channel < 3; channel++) {
                    int level = row[x] >> (16 - 8 * channel) & 0xFF;
                    planes[channel][y * side + x] = (level * alpha + WHITE * (255 - alpha)) / 255f;
                }
            }
        }
        return planes;
    }

    /** The luma of ITU-R 601, with which Pillow makes grey of colours, too. */
    private static float[][] grey(float[][] planes) {
        float[] grey = planes[0];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (299 * planes[0][i] + 587 * planes[1][i] + 114 * planes[2][i]) / 1000;
        }
        return new float[][] {grey};
    }

    private static void argb(BufferedImage picture, int y, int[] row) {
        boolean grey = picture.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
        if (!grey || picture.getColorModel() instanceof IndexColorModel) {
            picture.getRGB(0, y, row.length, 1, row, 0, row.length);
            return;
        }
        // Java takes grey levels as linear light and would make them brighter on the way to sRGB, as nobody else does.
        Raster raster = picture.getRaster();
        int shift = picture.getColorModel().getComponentSize(0) - 8;
        for (int x = 0; x < row.length; x++) {
            int level = raster.getSample(x, y, 0) >> shift;
            int alpha = raster.getNumBands() > 1 ? raster.getSample(x, y, 1) >> shift : 255;
            row[x] = alpha << 24 | level << 16 | level << 8 | level;
        }
    }
}
