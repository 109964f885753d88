package dcgan.data.decode;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Random access to the bytes of a file or an array. A part of the file is kept in memory: all of a small one, and a
 * window of a large one. Reading beyond the end is an {@link EOFException}.
 */
final class Bytes implements AutoCloseable {
    private static final int WINDOW = 1 << 16;

    private final FileChannel channel;
    private final long length;
    private final byte[] window;
    private final byte[] first;
    private long start;
    private int filled;

    private Bytes(FileChannel channel, long length, byte[] window, int filled) {
        this.channel = channel;
        this.length = length;
        this.window = window;
        this.filled = filled;
        this.first = Arrays.copyOf(window, Math.min(filled, 16));
    }

    static Bytes of(byte[] array) {
        return new Bytes(null, array.length, array, array.length);
    }

    static Bytes open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            byte[] window = new byte[(int) Math.min(channel.size(), WINDOW)];
            return new Bytes(channel, channel.size(), window, fill(channel, window, 0));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    long length() {
        return length;
    }

    /** Up to 16 bytes from the beginning. */
    byte[] first() {
        return first;
    }

    /** One unsigned byte. */
    int u8(long offset) throws IOException {
        if (offset < start || offset >= start + filled) {
            slide(offset);
        }
        return window[(int) (offset - start)] & 0xFF;
    }

    /** Two bytes, the most significant one first. */
    int u16(long offset) throws IOException {
        return u8(offset) << 8 | u8(offset + 1);
    }

    /** Four bytes, the most significant one first. */
    long u32(long offset) throws IOException {
        return (long) u16(offset) << 16 | u16(offset + 2);
    }

    /** Two bytes, the least significant one first. */
    int u16le(long offset) throws IOException {
        return u8(offset) | u8(offset + 1) << 8;
    }

    /** Four bytes, the least significant one first. */
    long u32le(long offset) throws IOException {
        return u16le(offset) | (long) u16le(offset + 2) << 16;
    }

    /** Whether these ASCII characters are at the offset. */
    boolean has(long offset, String text) throws IOException {
        if (offset + text.length() > length) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (u8(offset + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The offset of the next byte of this value, from an offset on. */
    long find(int value, long from) throws IOException {
        for (long offset = from; ; offset = start + filled) {
            u8(offset);
            for (int i = (int) (offset - start); i < filled; i++) {
                if (window[i] == (byte) value) {
                    return start + i;
                }
            }
        }
    }

    byte[] copy(long offset, int count) throws IOException {
        if (offset < 0 || count < 0 || offset + count > length) {
            throw new EOFException();
        }
        byte[] copy = new byte[count];
        for (int done = 0; done < count; ) {
            done += read(offset + done, copy, done, count - done);
        }
        return copy;
    }

    /** Reads at least one byte and at most {@code count}. */
    int read(long offset, byte[] to, int at, int count) throws IOException {
        if (offset < start || offset >= start + filled) {
            slide(offset);
        }
        int from = (int) (offset - start);
        int some = Math.min(count, filled - from);
        System.arraycopy(window, from, to, at, some);
        return some;
    }

    private void slide(long offset) throws IOException {
        if (offset < 0 || offset >= length || channel == null) {
            throw new EOFException();
        }
        filled = 0;
        // Some bytes before the wanted one stay: readers go back a little now and then.
        start = Math.max(0, Math.min(offset - WINDOW / 8, length - window.length));
        filled = fill(channel, window, start);
        if (offset >= start + filled) {
            throw new EOFException();
        }
    }

    private static int fill(FileChannel channel, byte[] window, long start) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(window);
        while (buffer.hasRemaining() && channel.read(buffer, start + buffer.position()) > 0) {
            // Until the window is full, or the file has become shorter.
        }
        return buffer.position();
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
