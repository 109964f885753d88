package dcgan.data.decode;

import java.io.EOFException;
import java.io.IOException;
import javax.imageio.spi.ImageReaderSpi;

/** A BMP file. The decoder gets a header without what it takes on trust. */
final class BmpSource extends PictureSource {
    private static final ImageReaderSpi READER = Readers.ofJdk("bmp");

    private static final int FILE_HEADER = 14;
    private static final int OLD_HEADER = 12;
    private static final int MOST_PROFILE_BYTES = 4 << 20;

    /** The decoder holds all pixels where there are runs. */
    private static final long MOST_PIXELS_AT_ONCE = 25_000_000;

    private static final int RGB = 0;
    private static final int RLE8 = 1;
    private static final int RLE4 = 2;
    private static final int BIT_FIELDS = 3;

    private static final int SRGB = 0x73524742;
    private static final int EMBEDDED = 0x4D424544;

    private final Bytes file;
    private final long header;
    private final long start;
    private final int compression;
    private final ColourProfile profile;

    BmpSource(Bytes file) throws IOException {
        super(size(file, 18), size(file, 22));
        this.file = file;
        this.start = file.u32le(10);
        this.header = file.u32le(FILE_HEADER);
        boolean old = header == OLD_HEADER;
        int depth = file.u16le(old ? 24 : 28);
        this.compression = old ? RGB : (int) file.u32le(30);
        boolean fits = switch (compression) {
            case RGB -> depth == 1 || depth == 4 || depth == 8 || depth == 16 || depth == 24 || depth == 32;
            case RLE8 -> depth == 8;
            case RLE4 -> depth == 4;
            case BIT_FIELDS -> depth == 16 || depth == 32;
            default -> false;
        };
        if (!fits) {
            throw new Defect("it is of a kind of BMP that is not supported");
        }
        if (start < FILE_HEADER + header || start > FILE_HEADER + header + (1 << 16)) {
            throw new Defect("its header is damaged");
        }
        if (start > file.length()) {
            throw new EOFException();
        }
        if (compression == RLE8 || compression == RLE4) {
            checkSize(width(), height(), MOST_PIXELS_AT_ONCE, "that are read of a BMP file with runs");
            checkRuns();
        } else {
            long row = ((long) width() * depth + 31) / 32 * 4;
            // The last row's padding is often missing.
            if (start + row * height() - 3 > file.length()) {
                throw new EOFException();
            }
        }
        this.profile = header >= 124 && file.u32le(70) == EMBEDDED ? embedded() : null;
    }

    private static int size(Bytes file, long offset) throws IOException {
        if (file.u32le(FILE_HEADER) == OLD_HEADER) {
            return file.u16le(offset == 18 ? 18 : 20);
        }
        // Rows are from bottom to top, or the height is negative.
        int size = (int) file.u32le(offset);
        return offset == 18 ? size : Math.abs(size);
    }

    private ColourProfile embedded() throws IOException {
        long offset = FILE_HEADER + file.u32le(FILE_HEADER + 112);
        long length = file.u32le(FILE_HEADER + 116);
        boolean inside = length <= MOST_PROFILE_BYTES && offset + length <= file.length();
        return inside ? ColourProfile.of(file.copy(offset, (int) length), 3) : null;
    }

    /** Walks through the runs up to the mark at their end, or to the last row: the decoder would not miss any. */
    private void checkRuns() throws IOException {
        int row = 0;
        for (long position = start; row < height(); ) {
            int count = file.u8(position);
            int value = file.u8(position + 1);
            position += 2;
            if (count > 0 || value == 0) {
                row += count == 0 ? 1 : 0;
            } else if (value == 1) {
                return;
            } else if (value == 2) {
                row += file.u8(position + 1);
                position += 2;
            } else {
                position += (compression == RLE8 ? value + 1 : (value + 3) / 2) / 2 * 2;
            }
        }
    }

    @Override
    ColourProfile profile() {
        return profile;
    }

    @Override
    Rows read(Region region) throws IOException {
        byte[] begin = file.copy(0, (int) Math.min(start, FILE_HEADER + header));
        put(begin, 2, (int) Math.min(file.length(), Integer.MAX_VALUE));
        if (header > OLD_HEADER) {
            put(begin, 34, (int) Math.min(file.length() - start, Integer.MAX_VALUE));
            put(begin, 46, 0);
        }
        if (header >= 108) {
            put(begin, 70, SRGB);
        }
        SplicedInput input = new SplicedInput().add(begin).add(file, begin.length, file.length() - begin.length);
        return Readers.read(READER, input.add(new byte[4]), region);
    }

    private static void put(byte[] bytes, int offset, int value) {
        for (int i = 0; i < 4; i++) {
            bytes[offset + i] = (byte) (value >> 8 * i);
        }
    }
}
