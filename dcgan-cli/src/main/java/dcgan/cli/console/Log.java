package dcgan.cli.console;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What {@code --verbose} shows: lines with the time on standard error. */
public final class Log {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    private static volatile boolean verbose;

    private Log() {}

    /** Shows what is logged from now on, or nothing, as at first. */
    public static void setUp(boolean verbose) {
        Log.verbose = verbose;
    }

    /** Logs a line. */
    public static void info(String line) {
        if (verbose) {
            System.err.println(LocalDateTime.now().format(TIME) + " INFO " + Printable.line(line));
        }
    }
}
