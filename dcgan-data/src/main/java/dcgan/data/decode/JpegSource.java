package dcgan.data.decode;

import java.awt.image.Raster;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.imageio.spi.ImageReaderSpi;

/**
 * A JPEG file. Colours are found as libjpeg finds them. The decoder gets no markers of applications but one that tells it
 * these colours.
 */
final class JpegSource extends PictureSource {
    private static final ImageReaderSpi READER = Readers.ofJdk("jpeg");

    private static final int RST0 = 0xD0;
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP2 = 0xE2;
    private static final int APP14 = 0xEE;
    private static final int APP15 = 0xEF;
    private static final int COMMENT = 0xFE;

    /** In the marker of Adobe: how colours are transformed. */
    private static final int NONE = 0;

    /** How often a decoder may go through all pixels of the largest picture; files of 16 scans are rare. */
    private static final int MOST_SCANS = 16;

    /** Of such a picture, all coefficients are in memory, two bytes each, outside of Java's heap. */
    private static final int LARGE_PROGRESSIVE = 25_000_000;

    private static final Lock ONE_LARGE = new ReentrantLock();

    private static final int YCBCR = 1;

    private final Bytes file;
    private final Header header;
    private final ColourProfile profile;

    JpegSource(Bytes file) throws IOException {
        this(file, new Header(file));
    }

    private JpegSource(Bytes file, Header header) throws IOException {
        super(header.width, header.height);
        this.file = file;
        this.header = header;
        this.profile = ColourProfile.of(header.icc.profile(), header.components.length);
        // Each block of 8 × 8 pixels takes a bit at the very least. Nothing is allocated for a file that lacks them.
        if ((long) width() * height() / 64 > 8 * file.length()) {
            throw new EOFException();
        }
    }

    /** Walks through the scans up to the mark at their end. */
    private void checkScans() throws IOException {
        int scans = 0;
        for (long position = header.scan; ; ) {
            position = file.find(0xFF, position);
            int marker = file.u8(position + 1);
            if (marker == EOI) {
                return;
            }
            scans += marker == SOS ? 1 : 0;
            boolean segment = marker >= 0xC0 && marker < 0xFF && !(marker >= RST0 && marker <= SOI);
            position += segment ? 2 + file.u16(position + 2) : 1;
            if ((long) scans * width() * height() > MOST_SCANS * PictureFile.MAX_PIXELS) {
                throw new Defect("it has more scans than pictures of this size are read with");
            }
        }
    }

    /** The markers before the first scan. */
    private static final class Header {
        final List<long[]> kept = new ArrayList<>();
        final IccSegments icc = new IccSegments();
        boolean progressive;
        long scan;
        int width;
        int height;
        int[] components = {};
        boolean jfif;
        int adobe = -1;
        Orientation orientation;

        Header(Bytes file) throws IOException {
            long position = 2;
            while (scan == 0) {
                // As in libjpeg, bytes between the segments are skipped.
                while (file.u8(position) != 0xFF || file.u8(position + 1) == 0xFF || file.u8(position + 1) == 0) {
                    position++;
                }
                int marker = file.u8(position + 1);
                if (marker == SOI || marker == EOI) {
                    throw new Defect("it has no pixels");
                }
                boolean alone = marker == 1 || marker >= 0xD0 && marker <= 0xD7;
                long end = position + 2 + (alone ? 0 : file.u16(position + 2));
                if (!alone && end < position + 4) {
                    throw new Defect("its header is damaged");
                }
                if (end > file.length()) {
                    throw new EOFException();
                }
                if (marker == SOS) {
                    scan = position;
                } else if (!alone) {
                    read(file, marker, position, end);
                }
                position = end;
            }
            if (components.length == 0) {
                throw new Defect("its header is damaged");
            }
        }

        private void read(Bytes file, int marker, long position, long end) throws IOException {
            long data = position + 4;
            if (marker >= APP0 && marker <= APP15 || marker == COMMENT) {
                if (marker == APP0 && end - data >= 14 && file.has(data, "JFIF\0")) {
                    jfif = true;
                } else if (marker == APP14 && end - data >= 12 && file.has(data, "Adobe")) {
                    adobe = file.u8(data + 11);
                } else if (marker == APP1 && orientation == null && file.has(data, "Exif\0")) {
                    byte[] exif = file.copy(data, (int) (end - data));
                    orientation = TiffDirectory.orientation(Bytes.of(exif), 6);
                } else if (marker == APP2 && end - data > 14 && file.has(data, "ICC_PROFILE\0")) {
                    icc.add(file.copy(data + 12, (int) (end - data - 12)));
                }
                return;
            }
            boolean frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
            if (frame) {
                readFrame(file, marker, data, end);
            }
            kept.add(new long[] {position, end - position});
        }

        private void readFrame(Bytes file, int marker, long data, long end) throws IOException {
            int count = file.u8(data + 5);
            if (components.length > 0 || end - data != 6 + 3 * count) {
                throw new Defect("its header is damaged");
            }
            if (marker > 0xC2 || file.u8(data) != 8) {
                throw new Defect("it is of a kind of JPEG that is not supported: "
                        + (marker <= 0xC2
                                ? file.u8(data) + " bits"
                                : marker >= 0xC9 ? "arithmetic coding" : "lossless or hierarchical"));
            }
            if (count != 1 && count != 3 && count != 4) {
                throw new Defect("it has " + count + " components, not 1, 3 or 4");
            }
            progressive = marker == 0xC2;
            height = file.u16(data + 1);
            width = file.u16(data + 3);
            components = new int[count];
            for (int i = 0; i < count; i++) {
                components[i] = file.u8(data + 6 + 3 * i);
            }
        }

        /** Whether the three components, or the first three of four, are luminance and colour differences. */
        boolean isYcbcr() {
            if (components.length == 4) {
                return adobe > NONE;
            }
            if (jfif || adobe > NONE) {
                return true;
            }
            boolean rgb = components[0] == 'R' && components[1] == 'G' && components[2] == 'B';
            return adobe != NONE && !rgb;
        }
    }

    @Override
    Orientation orientation() {
        return header.orientation == null ? Orientation.TOP_LEFT : header.orientation;
    }

    /** Null where there are four components: {@link CmykRows} convert them. */
    @Override
    ColourProfile profile() {
        return header.components.length == 4 ? null : profile;
    }

    @Override
    Rows read(Region region) throws IOException {
        checkScans();
        if (!header.progressive || (long) width() * height() < LARGE_PROGRESSIVE) {
            return decode(region);
        }
        ONE_LARGE.lock();
        try {
            return decode(region);
        } finally {
            ONE_LARGE.unlock();
        }
    }

    private Rows decode(Region region) throws IOException {
        SplicedInput input = new SplicedInput().add(file, 0, 2);
        if (header.components.length > 1) {
            // The decoder is not to transform four components: it would not tell what it made of them.
            boolean transform = header.components.length == 3 && header.isYcbcr();
            input.add(adobe(transform ? YCBCR : NONE));
        }
        for (long[] segment : header.kept) {
            input.add(file, segment[0], segment[1]);
        }
        input.add(file, header.scan, file.length() - header.scan);
        boolean[] cutOff = new boolean[1];
        Rows rows = Readers.read(READER, input, region, (reader, param) -> {
            reader.addIIOReadWarningListener((_, warning) -> cutOff[0] |= tellsOfAnEnd(warning));
            return header.components.length == 4
                    ? cmyk(reader.readRaster(0, param))
                    : new ImageRows(reader.read(0, param));
        });
        if (cutOff[0]) {
            throw new EOFException();
        }
        return rows;
    }

    private Rows cmyk(Raster raster) {
        return new CmykRows(raster, header.isYcbcr(), profile);
    }

    private static boolean tellsOfAnEnd(String warning) {
        String words = warning.toLowerCase(Locale.ROOT);
        return words.contains("truncated") || words.contains("premature");
    }

    private static byte[] adobe(int transform) {
        return new byte[] {
            (byte) 0xFF, (byte) APP14, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform
        };
    }
}
