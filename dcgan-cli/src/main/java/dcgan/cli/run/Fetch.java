package dcgan.cli.run;

import dcgan.cli.console.Console;
import dcgan.cli.console.FetchDisplay;
import dcgan.cli.io.StopSignals;
import dcgan.cli.io.StoppedException;
import dcgan.data.download.Download;
import java.util.Locale;

/** A download with its progress, which a signal stops so that it can go on later. */
public final class Fetch {
    private Fetch() {}

    /**
     * Fetches a file, unless it is there already.
     *
     * @param withBar whether there is a progress bar
     * @throws dcgan.data.DatasetException if it cannot be had
     * @throws StoppedException if a signal came meanwhile
     */
    public static void run(Download download, Console console, boolean withBar) {
        StopSignals.interrupting(
                () -> {
                    try (FetchDisplay display = new FetchDisplay(console, withBar)) {
                        download.progress(display).fetch();
                    }
                },
                () -> left(download.kept()));
    }

    private static String left(long bytes) {
        return bytes == 0
                ? "nothing has come so far"
                : String.format(Locale.ROOT, "%,d bytes are kept, and the same command goes on from there", bytes);
    }
}
