package dcgan.data.download;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** Hears how a {@link Download} goes, on the thread that called {@code fetch}. */
@FunctionalInterface
public interface DownloadProgress {
    /**
     * Some more bytes have come.
     *
     * @param bytes how many are there so far, those of earlier tries included
     * @param total how many there will be, or -1 if the server does not say
     */
    void advanced(long bytes, long total);

    /** A try failed for that reason, and the next one follows after the pause. */
    default void retrying(String reason, Duration pause) {}

    /** A mirror cannot give the file for that reason, a whole sentence, and the next one is asked. */
    default void nextMirror(String reason, URI mirror) {}

    /** Another process is fetching the same file; this one waits until that has ended. */
    default void waiting(Path file) {}
}
