package dcgan.data.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Gives no more bytes than allowed for, then fails: whoever reads through it cannot be made to read, or to keep, more.
 */
public final class BudgetInputStream extends FilterInputStream {
    private long left = Long.MAX_VALUE;

    /** Reads {@code in}, without a limit until {@link #allow} sets one. */
    public BudgetInputStream(InputStream in) {
        super(in);
    }

    /** Allows {@code bytes} from here on, whatever was allowed before. */
    public void allow(long bytes) {
        left = bytes;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        spend(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        spend(Math.max(count, 0));
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = super.skip(count);
        spend(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void spend(long bytes) throws IOException {
        left -= bytes;
        if (left < 0) {
            throw new IOException("more overhead than any such archive has");
        }
    }
}
