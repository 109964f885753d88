package dcgan.data.folder;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Which pictures a cache holds, and where. A journal: an entry is added when its pixels have been written, and the latest
 * of a picture counts. Each has a checksum; whatever a kill or a fault leaves behind the last good one is cut off.
 */
final class CacheIndex implements AutoCloseable {
    private static final long MAGIC = 0x6463_6761_6E69_6478L;
    private static final int FORMAT = 1;

    /** No key and no path is longer. */
    private static final int MAX_TEXT = 1 << 20;

    private final FileChannel file;
    private final long id;
    private final Map<String, Entry> entries;

    /**
     * Where the pixels of a picture are.
     *
     * @param edition of the file that they come from
     * @param slot which of the images of the file of pixels they are
     * @param crc32c over the pixels
     */
    record Entry(FoundFile.Edition edition, long slot, int crc32c) {}

    private CacheIndex(FileChannel file, long id, Map<String, Entry> entries) {
        this.file = file;
        this.id = id;
        this.entries = entries;
    }

    /**
     * Reads an index.
     *
     * @param key of the cache that it must be
     * @return null if there is none, or it is another one or damaged at its beginning
     */
    static CacheIndex read(Path path, String key) throws IOException {
        if (!Files.isRegularFile(path)) {
            return null;
        }
        Map<String, Entry> entries = new HashMap<>();
        long id;
        long end = 0;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16))) {
            ByteBuffer header = block(in);
            if (header == null
                    || header.remaining() < 3 * Long.BYTES
                    || header.getLong() != MAGIC
                    || header.getLong() != FORMAT) {
                return null;
            }
            id = header.getLong();
            if (!text(header).equals(key)) {
                return null;
            }
            end = header.limit() + 2 * Integer.BYTES;
            for (ByteBuffer block = block(in); block != null; block = block(in)) {
                if (block.remaining() < 3 * Long.BYTES + Integer.BYTES) {
                    break;
                }
                FoundFile.Edition edition = new FoundFile.Edition(block.getLong(), block.getLong());
                Entry entry = new Entry(edition, block.getLong(), block.getInt());
                entries.put(text(block), entry);
                end += block.limit() + 2 * Integer.BYTES;
            }
        }
        FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE);
        try {
            file.truncate(end);
            file.position(end);
            return new CacheIndex(file, id, entries);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Makes an index without entries, where none is. */
    static CacheIndex create(Path path, String key, long id) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            byte[] text = key.getBytes(StandardCharsets.UTF_8);
            write(
                    file,
                    ByteBuffer.allocate(3 * Long.BYTES + text.length)
                            .putLong(MAGIC)
                            .putLong(FORMAT)
                            .putLong(id)
                            .put(text));
            return new CacheIndex(file, id, new HashMap<>());
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** What the file of the pixels has, too. */
    long id() {
        return id;
    }

    Map<String, Entry> entries() {
        return entries;
    }

    /** Where the next entry will be. */
    long end() throws IOException {
        return file.position();
    }

    /** Cuts entries off again. */
    void truncate(long end) throws IOException {
        file.truncate(end);
        file.position(end);
    }

    void add(String path, Entry entry) throws IOException {
        byte[] text = path.getBytes(StandardCharsets.UTF_8);
        write(
                file,
                ByteBuffer.allocate(3 * Long.BYTES + Integer.BYTES + text.length)
                        .putLong(entry.edition().size())
                        .putLong(entry.edition().modified())
                        .putLong(entry.slot())
                        .putInt(entry.crc32c())
                        .put(text));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** A length, the bytes, and a checksum over both. */
    private static void write(FileChannel file, ByteBuffer content) throws IOException {
        content.flip();
        ByteBuffer block = ByteBuffer.allocate(content.remaining() + 2 * Integer.BYTES)
                .putInt(content.remaining())
                .put(content);
        block.putInt(crc32c(block.duplicate().flip())).flip();
        while (block.hasRemaining()) {
            file.write(block);
        }
    }

    /** The bytes of the next block; null if there is none, or it is not whole. */
    private static ByteBuffer block(DataInputStream in) throws IOException {
        try {
            int length = in.readInt();
            if (length < 0 || length > MAX_TEXT) {
                return null;
            }
            byte[] block = new byte[Integer.BYTES + length];
            ByteBuffer.wrap(block).putInt(length);
            in.readFully(block, Integer.BYTES, length);
            return in.readInt() == crc32c(ByteBuffer.wrap(block))
                    ? ByteBuffer.wrap(block, Integer.BYTES, length).slice()
                    : null;
        } catch (EOFException e) {
            return null;
        }
    }

    private static String text(ByteBuffer rest) {
        return StandardCharsets.UTF_8.decode(rest).toString();
    }

    private static int crc32c(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
