package dcgan.cli.console;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A progress bar on a {@link Console}, with the speed and the time left. */
public final class Progress implements AutoCloseable {
    private static final int UPDATE_MILLIS = 250;
    private static final int DEFAULT_WIDTH = 80;

    /** Room for the "^C" that a terminal writes, without which it would begin a new line, and the bar would stay. */
    private static final int MARGIN = 3;

    private final Console console;
    private final BarRenderer renderer;
    private final String task;
    private final long start;
    private final long total;
    private final int width = width() - MARGIN;
    private final long begin = System.nanoTime();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());

    private volatile long done;
    private volatile String words = "";
    private boolean closed;

    private Progress(Console console, BarRenderer renderer, String task, long start, long total) {
        this.console = console;
        this.renderer = renderer;
        this.task = task;
        this.start = start;
        this.total = total;
        this.done = start;
    }

    /**
     * Shows a bar.
     *
     * @param task what is being done, in a word or two
     * @param unit what is counted, such as {@code "images"}
     * @param unitSize how many make one of these units
     * @param start how many were done before
     * @param total how many there are in all, or -1 if nobody knows
     */
    public static Progress on(Console console, String task, String unit, long unitSize, long start, long total) {
        Progress progress = new Progress(console, new BarRenderer(unit, unitSize), task, start, total);
        progress.timer.scheduleAtFixedRate(progress::draw, 0, UPDATE_MILLIS, TimeUnit.MILLISECONDS);
        return progress;
    }

    /** So many are done now, those before the start included. */
    public void stepTo(long done) {
        this.done = done;
    }

    /** A few words behind the bar. */
    public void say(String words) {
        this.words = words;
    }

    private synchronized void draw() {
        if (!closed) {
            Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
            console.bar(renderer.render(task, start, done, total, elapsed, words, width));
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        timer.shutdown();
        console.clearBar();
    }

    private static int width() {
        String columns = System.getenv("COLUMNS");
        return columns != null && columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : widthOfTerminal();
    }

    /** Shells keep COLUMNS to themselves, so that the terminal must be asked. */
    private static int widthOfTerminal() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String rowsAndColumns = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return rowsAndColumns.matches("\\d+ [1-9]\\d{1,3}\\s*")
                    ? Integer.parseInt(rowsAndColumns.strip().split(" ")[1])
                    : DEFAULT_WIDTH;
        } catch (IOException e) {
            return DEFAULT_WIDTH;
        }
    }
}
