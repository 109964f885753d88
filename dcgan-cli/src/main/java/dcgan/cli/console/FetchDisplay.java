package dcgan.cli.console;

import dcgan.data.download.DownloadProgress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** How far a download is, on standard error: a bar where a person watches, else a line for each tenth. */
public final class FetchDisplay implements DownloadProgress, AutoCloseable {
    private static final long MEGABYTE = 1_000_000;

    private final Console console;
    private final boolean withBar;
    private Progress bar;
    private long before;
    private long tenths;

    /** @param withBar whether there is a bar */
    public FetchDisplay(Console console, boolean withBar) {
        this.console = console;
        this.withBar = withBar;
    }

    @Override
    public void advanced(long bytes, long total) {
        if (bytes < before) {
            // It was begun again from its start.
            close();
            tenths = 0;
        }
        before = bytes;
        if (withBar) {
            if (bar == null) {
                bar = Progress.on(console, "fetching", "MB", MEGABYTE, bytes, total);
            }
            bar.stepTo(bytes);
        } else if (total > 0 && bytes * 10 / total > tenths) {
            tenths = bytes * 10 / total;
            console.notice(
                    String.format(Locale.ROOT, "fetched %d of %d MB", bytes / MEGABYTE, Math.ceilDiv(total, MEGABYTE)));
        }
    }

    @Override
    public void retrying(String reason, Duration pause) {
        console.notice(reason + "; trying again in " + pause.toSeconds() + " s");
    }

    @Override
    public void nextMirror(String reason, URI mirror) {
        console.notice(reason + " Trying " + mirror);
    }

    @Override
    public void waiting(Path file) {
        console.notice("another process is fetching " + file + "; waiting for it");
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
