package dcgan.cli.console;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;

/** A progress bar on a {@link Console}, with the speed and the time left. */
public final class Progress implements AutoCloseable {
    private static final int UPDATE_MILLIS = 250;
    private static final int DEFAULT_WIDTH = 80;

    /** Room for the "^C" that a terminal writes, without which it would begin a new line, and the bar would stay. */
    private static final int MARGIN = 3;

    private final ProgressBar bar;

    private Progress(ProgressBar bar) {
        this.bar = bar;
    }

    /**
     * Shows a bar.
     *
     * @param task what is being done, in a word or two
     * @param unit what is counted, such as {@code "images"}
     * @param unitSize how many make one of these units
     * @param start how many were done before
     * @param total how many there are in all
     */
    public static Progress on(Console console, String task, String unit, long unitSize, long start, long total) {
        return new Progress(new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .startsFrom(start, Duration.ZERO)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setRenderer(new BarRenderer(unit, unitSize))
                .setConsumer(new LastLine(console, width()))
                .build());
    }

    /** So many are done now, those before the start included. */
    public void stepTo(long done) {
        bar.stepTo(done);
    }

    /** A few words behind the bar. */
    public void say(String words) {
        bar.setExtraMessage(words);
    }

    @Override
    public void close() {
        // An interrupted thread would not wait for the bar to be taken away.
        boolean interrupted = Thread.interrupted();
        bar.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
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

    private record LastLine(Console console, int width) implements ProgressBarConsumer {
        @Override
        public int getMaxRenderedLength() {
            return width - MARGIN;
        }

        @Override
        public void accept(String rendered) {
            console.bar(rendered.strip());
        }

        @Override
        public void clear() {
            console.clearBar();
        }

        @Override
        public void close() {
            console.clearBar();
        }
    }
}
