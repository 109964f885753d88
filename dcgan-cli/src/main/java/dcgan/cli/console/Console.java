package dcgan.cli.console;

import dcgan.data.file.Destination;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The two streams of a command: results go to standard output, all else to standard error, where a progress bar may stand on
 * the last line. A bar is taken away before a line is written, so that the two share one terminal. Safe for use by several
 * threads.
 */
public final class Console {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    /** ECMA-48's EL: from the cursor to the end of the line. */
    private static final String ERASE_REST = "\033[K";

    private final PrintStream out;
    private final PrintStream err;
    private boolean hasBar;
    private boolean barsAllowed = true;

    /** Over any two streams. */
    public Console(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** One that writes nothing. */
    public static Console silent() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        return new Console(nowhere, nowhere);
    }

    /** Over the streams of the process, which leaves no bar behind when a signal ends it. */
    public static Console ofProcess() {
        return ofProcess(System.out);
    }

    /**
     * The same for a command that writes files, too. If one of them is standard output, that is not mixed with other lines:
     * all go to standard error.
     *
     * @param files null for one that is not written
     */
    public static Console besides(Path... files) {
        boolean taken = Stream.of(files).filter(Objects::nonNull).anyMatch(Destination::isStandardOutput);
        return ofProcess(taken ? System.err : System.out);
    }

    private static Console ofProcess(PrintStream out) {
        Console console = new Console(out, System.err);
        Runtime.getRuntime().addShutdownHook(new Thread(console::endBars));
        return console;
    }

    /** Whether a person watches standard error, so that a progress bar makes sense. */
    public static boolean isInteractive() {
        if (isDumb()) {
            return false;
        }
        try {
            String target = Files.readSymbolicLink(STANDARD_ERROR).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return System.console() != null && System.console().isTerminal();
        }
    }

    /** Whether the terminal understands no escape sequences. */
    public static boolean isDumb() {
        return "dumb".equals(System.getenv("TERM"));
    }

    /** Writes a line of the command's result to standard output. */
    public synchronized void result(String line) {
        clearBar();
        // Always a line feed: what is written is the same on every system.
        out.print(Printable.line(line) + "\n");
        out.flush();
    }

    /** Writes a line for the person who watches to standard error. */
    public synchronized void notice(String line) {
        clearBar();
        err.print(Printable.line(line) + "\n");
        err.flush();
    }

    /** Puts a progress bar on the last line, in place of the one that stood there. */
    synchronized void bar(String bar) {
        if (barsAllowed) {
            err.print("\r" + bar + ERASE_REST);
            err.flush();
            hasBar = true;
        }
    }

    /** Takes the progress bar away. */
    synchronized void clearBar() {
        if (hasBar) {
            err.print("\r" + ERASE_REST);
            err.flush();
            hasBar = false;
        }
    }

    /** Takes the progress bar away and shows none any more. */
    public synchronized void endBars() {
        clearBar();
        barsAllowed = false;
    }
}
