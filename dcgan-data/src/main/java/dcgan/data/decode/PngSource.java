package dcgan.data.decode;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import javax.imageio.spi.ImageReaderSpi;

/**
 * A PNG file. As in libpng, a critical chunk must be whole, and a broken ancillary one is left out. The decoder gets the
 * chunks that it needs for the pixels, and no others.
 */
final class PngSource extends PictureSource {
    private static final ImageReaderSpi READER = Readers.ofJdk("png");

    /** As in libpng: a decoder must hold a whole row. */
    private static final int MOST_COLUMNS = 1_000_000;

    /** No real profile is larger. */
    private static final int MOST_PROFILE_BYTES = 4 << 20;

    private static final int PALETTE = 3;
    private static final int COLOUR = 2;
    private static final int ALPHA = 4;

    /** Of each pass of an interlaced picture: its first column and row, and their distances. */
    private static final int[][] ADAM7 = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private static final int HEADER_END = 8 + 12 + 13;

    private final Bytes file;
    private final int type;
    private final int depth;
    private byte[] palette;
    private byte[] transparency;
    private ColourProfile profile;
    private Orientation orientation = Orientation.TOP_LEFT;
    private long pixels;
    private long pixelsEnd;

    PngSource(Bytes file) throws IOException {
        super(size(file, 16), size(file, 20));
        this.file = file;
        this.depth = file.u8(24);
        this.type = file.u8(25);
        if (!file.has(12, "IHDR") || file.u32(8) != 13) {
            throw new Defect("it does not begin with an IHDR chunk");
        }
        check(8);
        boolean depthFits = switch (type) {
            case 0 -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
            case PALETTE -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
            case COLOUR, ALPHA, COLOUR | ALPHA -> depth == 8 || depth == 16;
            default -> false;
        };
        if (!depthFits || file.u16(26) != 0 || file.u8(28) > 1) {
            throw new Defect("its IHDR chunk is damaged");
        }
        if (width() > MOST_COLUMNS) {
            throw new Defect("it is wider than a million pixels");
        }
        readChunks();
        if (pixels == 0) {
            throw new EOFException();
        }
        if (type == PALETTE && palette == null) {
            throw new Defect("it has no palette");
        }
    }

    private static int size(Bytes file, long offset) throws IOException {
        long size = file.u32(offset);
        if (size > Integer.MAX_VALUE) {
            throw new Defect("its IHDR chunk is damaged");
        }
        return (int) size;
    }

    private void readChunks() throws IOException {
        for (long chunk = HEADER_END; ; ) {
            boolean seen = pixelsEnd > 0;
            if (pixels > 0 && chunk + 12 > file.length()) {
                pixelsEnd = seen ? pixelsEnd : chunk;
                return; // What follows the pixels is for information only.
            }
            long length = file.u32(chunk);
            long end = chunk + 12 + length;
            String name = name(chunk);
            if (name == null || length > Integer.MAX_VALUE) {
                if (seen) {
                    return;
                }
                throw new Defect("it is damaged");
            }
            if (end > file.length()) {
                if (seen) {
                    return;
                }
                throw new EOFException();
            }
            if (name.equals("IDAT")) {
                if (pixels == 0) {
                    pixels = chunk;
                }
                if (!seen) {
                    check(chunk);
                }
            } else {
                if (pixels > 0 && !seen) {
                    pixelsEnd = chunk;
                }
                if (name.equals("IEND")) {
                    return;
                }
                readOther(name, chunk, (int) length);
            }
            chunk = end;
        }
    }

    private void readOther(String name, long chunk, int length) throws IOException {
        boolean critical = Character.isUpperCase(name.charAt(0));
        if (critical && pixels == 0) {
            check(chunk);
            if (!name.equals("PLTE")) {
                throw new Defect("its " + name + " chunk is of no use");
            }
            if (type == PALETTE && palette == null) {
                if (length == 0 || length > 768 || length % 3 != 0) {
                    throw new Defect("its PLTE chunk is damaged");
                }
                palette = file.copy(chunk + 8, length);
            }
        } else if (name.equals("tRNS") && pixels == 0 && length <= 256 && intact(chunk)) {
            boolean fits = switch (type) {
                case 0 -> length == 2;
                case COLOUR -> length == 6;
                case PALETTE -> palette != null && length > 0 && length <= palette.length / 3;
                default -> false;
            };
            transparency = fits ? file.copy(chunk + 8, length) : transparency;
        } else if (name.equals("eXIf") && intact(chunk)) {
            orientation = TiffDirectory.orientation(Bytes.of(file.copy(chunk + 8, length)), 0);
        } else if (name.equals("iCCP") && pixels == 0 && profile == null && intact(chunk)) {
            profile = ColourProfile.of(inflate(file.copy(chunk + 8, length)), (type & COLOUR) == 0 ? 1 : 3);
        }
    }

    private String name(long chunk) throws IOException {
        StringBuilder name = new StringBuilder();
        for (int i = 4; i < 8; i++) {
            int letter = file.u8(chunk + i);
            if ((letter < 'A' || letter > 'Z') && (letter < 'a' || letter > 'z')) {
                return null;
            }
            name.append((char) letter);
        }
        return name.toString();
    }

    private void check(long chunk) throws IOException {
        if (!intact(chunk)) {
            throw new Defect("its " + name(chunk) + " chunk is damaged");
        }
    }

    /** Whether the checksum of a chunk is right. */
    private boolean intact(long chunk) throws IOException {
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[1 << 13];
        long end = chunk + 8 + file.u32(chunk);
        for (long offset = chunk + 4; offset < end; ) {
            int count = file.read(offset, buffer, 0, (int) Math.min(buffer.length, end - offset));
            crc.update(buffer, 0, count);
            offset += count;
        }
        return crc.getValue() == file.u32(end);
    }

    /** The profile in an iCCP chunk: after a name, a zero, and the number of the method; null if it is broken. */
    private static byte[] inflate(byte[] chunk) {
        int name = 0;
        while (name < chunk.length && chunk[name] != 0) {
            name++;
        }
        if (name + 2 >= chunk.length || chunk[name + 1] != 0) {
            return null;
        }
        ByteArrayOutputStream profile = new ByteArrayOutputStream();
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(chunk, name + 2, chunk.length - name - 2);
            byte[] buffer = new byte[1 << 13];
            while (!inflater.finished()) {
                int count = inflater.inflate(buffer);
                if (count == 0 || profile.size() > MOST_PROFILE_BYTES) {
                    return null;
                }
                profile.write(buffer, 0, count);
            }
            return profile.toByteArray();
        } catch (DataFormatException e) {
            return null;
        }
    }

    /** Inflates the pixels: the decoder neither checks their checksum, nor goes beyond the region's last row. */
    private void checkPixels() throws IOException {
        long expected = inflatedLength();
        try (Inflater inflater = new Inflater()) {
            if (inflate(inflater, expected) < expected) {
                throw new EOFException();
            }
        } catch (DataFormatException e) {
            throw new Defect("its pixels are damaged");
        }
    }

    /** Inflates to the end, or beyond a limit, and returns the number of bytes. As in libpng, more than needed do no harm. */
    private long inflate(Inflater inflater, long most) throws IOException, DataFormatException {
        byte[] input = new byte[1 << 13];
        byte[] output = new byte[1 << 16];
        long total = 0;
        for (long chunk = pixels; chunk < pixelsEnd; chunk += 12 + file.u32(chunk)) {
            long end = chunk + 8 + file.u32(chunk);
            for (long offset = chunk + 8; offset < end; ) {
                int count = file.read(offset, input, 0, (int) Math.min(input.length, end - offset));
                offset += count;
                inflater.setInput(input, 0, count);
                for (int some = 1; some > 0; total += some) {
                    some = inflater.inflate(output);
                    if (inflater.finished() || total + some > most) {
                        return total + some;
                    }
                }
                if (inflater.needsDictionary()) {
                    throw new DataFormatException();
                }
            }
        }
        return total;
    }

    /** How many bytes the pixels have, with the number of a filter before each row. */
    private long inflatedLength() throws IOException {
        if (file.u8(28) == 0) {
            return inflatedLength(width(), height());
        }
        long length = 0;
        for (int[] pass : ADAM7) {
            length +=
                    inflatedLength(Math.ceilDiv(width() - pass[0], pass[2]), Math.ceilDiv(height() - pass[1], pass[3]));
        }
        return length;
    }

    private long inflatedLength(long columns, long rows) {
        if (columns == 0 || rows == 0) {
            return 0;
        }
        int samples = switch (type) {
            case COLOUR -> 3;
            case ALPHA -> 2;
            case COLOUR | ALPHA -> 4;
            default -> 1;
        };
        return rows * (1 + Math.ceilDiv(columns * samples * depth, 8));
    }

    @Override
    Orientation orientation() {
        return orientation;
    }

    @Override
    ColourProfile profile() {
        return profile;
    }

    @Override
    Rows read(Region region) throws IOException {
        checkPixels();
        SplicedInput input = new SplicedInput().add(file, 0, HEADER_END);
        if (palette != null) {
            // Black for what the palette lacks, as in libpng.
            input.add(chunk("PLTE", Arrays.copyOf(palette, 3 << depth)));
        }
        if (transparency != null) {
            input.add(chunk(
                    "tRNS",
                    Arrays.copyOf(transparency, Math.min(transparency.length, type == PALETTE ? 1 << depth : 6))));
        }
        input.add(file, pixels, pixelsEnd - pixels).add(chunk("IEND"));
        return Readers.read(READER, input, region);
    }

    private static byte[] chunk(String name, byte... data) {
        byte[] chunk = new byte[12 + data.length];
        chunk[2] = (byte) (data.length >> 8);
        chunk[3] = (byte) data.length;
        for (int i = 0; i < 4; i++) {
            chunk[4 + i] = (byte) name.charAt(i);
        }
        System.arraycopy(data, 0, chunk, 8, data.length);
        CRC32 crc = new CRC32();
        crc.update(chunk, 4, data.length + 4);
        for (int i = 0; i < 4; i++) {
            chunk[8 + data.length + i] = (byte) (crc.getValue() >> (24 - 8 * i));
        }
        return chunk;
    }
}
