package dcgan.cli.run;

import dcgan.cli.console.Console;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jline.utils.Signals;

/**
 * Ctrl-C and its kin, as a wish to stop after the current batch. The second of them ends the process at once. A signal that
 * was ignored when the process started, as after {@code nohup}, stays ignored.
 */
final class StopSignals implements AutoCloseable {
    private static final int NONE = 0;
    private static final int HANGUP = 129;
    private static final int INTERRUPT = 130;
    private static final int TERMINATE = 143;

    private final Console console;
    private final Runnable onFirst;
    private final Map<String, Object> previous = new LinkedHashMap<>();
    private volatile int exitCode = NONE;

    private StopSignals(Console console, Runnable onFirst) {
        this.console = console;
        this.onFirst = onFirst;
    }

    /**
     * Takes the signals over until it is closed.
     *
     * @param onFirst is called at the first signal, on a thread of its own
     */
    static StopSignals takeOver(Console console, Runnable onFirst) {
        StopSignals signals = new StopSignals(console, onFirst);
        signals.handle("INT", INTERRUPT);
        signals.handle("TERM", TERMINATE);
        signals.handle("HUP", HANGUP);
        return signals;
    }

    /** The exit code that a shell expects after the signal that came, if one came. */
    OptionalInt received() {
        return exitCode == NONE ? OptionalInt.empty() : OptionalInt.of(exitCode);
    }

    private void handle(String signal, int code) {
        Object before = Signals.register(signal, () -> onSignal(code));
        if (before != null) {
            previous.put(signal, before);
        }
    }

    private void onSignal(int code) {
        if (exitCode != NONE) {
            Runtime.getRuntime().halt(code);
        }
        exitCode = code;
        onFirst.run();
        // None may stand there when the second signal ends the process.
        console.endBars();
        console.notice(
                "stopping after this batch, with a checkpoint; once more ends at once and loses the epoch so far");
    }

    @Override
    public void close() {
        previous.forEach(Signals::unregister);
    }
}
