package dcgan.data.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * Closes a stream from which nothing has come for too long, because the HTTP client's own timeout ends with the
 * headers.
 */
final class StallGuard implements AutoCloseable {
    private final Duration timeout;
    private final Thread watch;
    private volatile long lastSign = System.nanoTime();
    private volatile boolean stalled;

    StallGuard(InputStream body, Duration timeout) {
        this.timeout = timeout;
        this.watch = Thread.ofVirtual().start(() -> watch(body));
    }

    private void watch(InputStream body) {
        try {
            long left = timeout.toNanos();
            while (left > 0) {
                Thread.sleep(Duration.ofNanos(left));
                left = lastSign + timeout.toNanos() - System.nanoTime();
            }
            stalled = true;
            body.close();
        } catch (InterruptedException e) {
            // The transfer has ended.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Something has come. */
    void check() throws IOException {
        if (stalled) {
            throw new IOException("closed");
        }
        lastSign = System.nanoTime();
    }

    /** The failure of the stream, or rather what this guard knows of it. */
    IOException explain(IOException e) {
        return stalled ? new IOException("nothing came for " + timeout.toSeconds() + " s", e) : e;
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
