package dcgan.cli.console;

import dcgan.data.folder.FolderListener;
import dcgan.data.folder.UnreadablePicture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How far the reading of pictures is, on standard error: a bar where a person watches, else, if it takes long, a line at its
 * beginning, for each tenth, and at its end.
 */
public final class LoadDisplay implements FolderListener, AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(2);
    private static final int MOST_NAMED = 10;

    private final Console console;
    private final boolean withBar;
    private final Duration quiet;
    private Progress bar;
    private long begin;
    private boolean begun;
    private boolean told;
    private long tenths;

    /** @param withBar whether there is a bar */
    public LoadDisplay(Console console, boolean withBar) {
        this(console, withBar, LONG);
    }

    /** @param quiet how long it must take before there are lines */
    LoadDisplay(Console console, boolean withBar, Duration quiet) {
        this.console = console;
        this.withBar = withBar;
        this.quiet = quiet;
    }

    @Override
    public void loaded(int done, int total) {
        if (!begun) {
            begun = true;
            begin = System.nanoTime();
            tenths = tenths(done, total);
        }
        if (withBar) {
            showBar(done, total);
        } else {
            showLines(done, total);
        }
        if (done == total) {
            close();
        }
    }

    private void showBar(int done, int total) {
        if (bar == null && done < total) {
            bar = Progress.on(console, "reading pictures", "pictures", 1, done, total);
        }
        if (bar != null) {
            bar.stepTo(done);
        }
    }

    private void showLines(int done, int total) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
        if (!told && done < total && elapsed.compareTo(quiet) >= 0) {
            told = true;
            tenths = tenths(done, total);
            console.notice(String.format(Locale.ROOT, "reading %,d pictures; %,d are read", total, done));
        } else if (told && done == total) {
            console.notice(String.format(Locale.ROOT, "read %,d pictures in %d s", total, elapsed.toSeconds()));
        } else if (told && tenths(done, total) > tenths) {
            tenths = tenths(done, total);
            console.notice(String.format(Locale.ROOT, "read %,d of %,d pictures", done, total));
        }
    }

    private static long tenths(int done, int total) {
        return done * 10L / total;
    }

    @Override
    public void leftOut(List<UnreadablePicture> pictures, int total) {
        close();
        List<String> names = new ArrayList<>(pictures.stream()
                .limit(MOST_NAMED)
                .map(picture -> picture.file().toString())
                .toList());
        if (pictures.size() > MOST_NAMED) {
            names.add(String.format(Locale.ROOT, "and %,d more", pictures.size() - MOST_NAMED));
        }
        console.notice(String.format(Locale.ROOT, "left out %,d that cannot be read: ", pictures.size())
                + String.join(", ", names));
    }

    @Override
    public void waiting(Path cache) {
        console.notice("another process is reading the same pictures; waiting for it");
    }

    @Override
    public void withoutCache(Path cache, String reason) {
        close();
        console.notice(cache + " cannot keep the decoded pictures (" + reason + "); they are kept in memory");
    }

    /** Takes the bar away. What is read afterwards is told anew. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
        begun = false;
        told = false;
    }
}
