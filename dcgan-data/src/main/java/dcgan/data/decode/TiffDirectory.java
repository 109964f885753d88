package dcgan.data.decode;

import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The first directory of a TIFF file, or of EXIF data, which have the form of a TIFF file. */
final class TiffDirectory {
    private static final int ORIENTATION = 0x0112;

    /**
     * One entry.
     *
     * @param type the type of the values
     * @param count the number of values
     * @param offset where the first value is
     * @param position where the entry is
     */
    private record Entry(int type, long count, long offset, long position) {}

    private final Bytes bytes;
    private final long base;
    private final boolean little;
    private final Map<Integer, Entry> entries = new HashMap<>();

    private TiffDirectory(Bytes bytes, long base) throws IOException {
        this.bytes = bytes;
        this.base = base;
        this.little = bytes.has(base, "II");
        if (!little && !bytes.has(base, "MM")) {
            throw new Defect("its header is damaged");
        }
    }

    /**
     * Reads the entries of the first directory.
     *
     * @param base where the header is
     * @throws IOException if the directory is not whole
     */
    static TiffDirectory read(Bytes bytes, long base) throws IOException {
        TiffDirectory directory = new TiffDirectory(bytes, base);
        directory.readEntries();
        return directory;
    }

    /** The orientation in EXIF data, which are often broken: then upright. */
    static Orientation orientation(Bytes bytes, long base) {
        try {
            return read(bytes, base).orientation();
        } catch (IOException e) {
            return Orientation.TOP_LEFT;
        }
    }

    private void readEntries() throws IOException {
        boolean big = number(base + 2, 2) == 43;
        int wide = big ? 8 : 4;
        long start = base + number(base + (big ? 8 : 4), wide);
        long count = number(start, big ? 8 : 2);
        long entry = start + (big ? 8 : 2);
        for (long i = 0; i < Math.min(count, 65535); i++, entry += 4 + 2 * wide) {
            int type = (int) number(entry + 2, 2);
            long values = number(entry + 4, wide);
            long field = entry + 4 + wide;
            boolean inside = values >= 0 && values <= bytes.length() && values * size(type) <= wide;
            // The value itself is last: an entry that is cut off must not be taken.
            long offset = number(field, wide);
            entries.putIfAbsent((int) number(entry, 2), new Entry(type, values, inside ? field : base + offset, entry));
        }
    }

    private static int size(int type) {
        return switch (type) {
            case 3, 8 -> 2;
            case 4, 9, 11, 13 -> 4;
            case 5, 10, 12, 16, 17, 18 -> 8;
            default -> 1;
        };
    }

    private long number(long offset, int size) throws IOException {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value |= (long) bytes.u8(offset + i) << 8 * (little ? i : size - 1 - i);
        }
        return value;
    }

    Orientation orientation() throws IOException {
        return Orientation.of(value(ORIENTATION, 1));
    }

    /** The first value of an entry, or a default where there is no such entry. */
    long value(int tag, long missing) throws IOException {
        long[] values = values(tag);
        return values.length == 0 ? missing : values[0];
    }

    /** All values of an entry of integers; none where there is no such entry. */
    long[] values(int tag) throws IOException {
        Entry entry = entries.get(tag);
        if (entry == null) {
            return new long[0];
        }
        int size = size(entry.type);
        if (entry.count < 0 || entry.offset < 0 || entry.count > 1 << 26) {
            throw new Defect("its header is damaged");
        }
        if (entry.count > (bytes.length() - entry.offset) / size) {
            throw new EOFException();
        }
        long[] values = new long[(int) entry.count];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(entry.offset + (long) i * size, size);
        }
        return values;
    }

    /** The bytes of an entry, or null where there is none, or it is longer than a limit, or beyond the file's end. */
    byte[] data(int tag, int most) throws IOException {
        Entry entry = entries.get(tag);
        if (entry == null
                || entry.count < 0
                || entry.count > most
                || entry.offset < 0
                || entry.offset > bytes.length() - entry.count) {
            return null;
        }
        return bytes.copy(entry.offset, (int) entry.count);
    }

    /** Where the two bytes of an entry's tag are, or -1 where there is no such entry. */
    long position(int tag) {
        Entry entry = entries.get(tag);
        return entry == null ? -1 : entry.position;
    }
}
