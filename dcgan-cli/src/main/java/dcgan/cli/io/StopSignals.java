package dcgan.cli.io;

import dcgan.cli.console.Printable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Ctrl-C and its kin, which come to the whole process. They end it at once and say so, but for those parts of a command that
 * have a better way to stop, or would leave something half done. There the second of them ends the process at once. A signal
 * that was ignored when the process started, as after {@code nohup}, stays ignored.
 */
public final class StopSignals {
    private static final Map<String, Integer> EXIT_CODES = Map.of("HUP", 129, "INT", 130, "TERM", 143);

    private static Part current = endingAtOnce(() -> "");
    private static volatile boolean ending;

    private StopSignals() {}

    /** Takes the signals over for the rest of the process. */
    public static void takeOver() {
        EXIT_CODES.keySet().forEach(StopSignals::takeOver);
    }

    /** By reflection, because javac warns of {@code sun.misc} and no option turns that off. */
    private static void takeOver(String signal) {
        try {
            Class<?> signals = Class.forName("sun.misc.Signal");
            Class<?> handlers = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(handlers.getClassLoader(), new Class<?>[] {handlers}, (_, _, _) -> {
                receive(signal);
                return null;
            });
            signals.getMethod("handle", signals, handlers)
                    .invoke(null, signals.getConstructor(String.class).newInstance(signal), handler);
        } catch (InvocationTargetException e) {
            // The JVM handles it itself: with -Xrs, or where the system has no such signal.
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("this Java passes no signals on", e);
        }
    }

    /**
     * Begins a part of the command in which the first signal ends the process at once, as it does by itself, after something
     * was undone.
     *
     * @param undo undoes it, and says what is left for the user to do, or nothing
     */
    public static Part undoing(Supplier<String> undo) {
        return begin(endingAtOnce(undo));
    }

    /**
     * Begins a part of the command that stops by itself after the first signal.
     *
     * @param wish tells it to, on a thread of its own
     */
    public static Part stopping(Runnable wish) {
        return begin(new Part(_ -> wish.run(), current.undo, false));
    }

    /** {@link #interrupting(Runnable)} in a part of its own; see {@link #undoing}. */
    public static void interrupting(Runnable work, Supplier<String> undo) {
        try (Part _ = undoing(undo)) {
            interrupting(work);
        }
    }

    /**
     * Does what the first signal must not cut off: it interrupts this thread instead, so that the work gives up and leaves
     * nothing half done, as after any other failure.
     *
     * @throws StoppedException if a signal came meanwhile; what the part around this undoes was undone then
     */
    public static void interrupting(Runnable work) {
        if (current.isFinishing) {
            work.run();
        } else {
            Thread worker = Thread.currentThread();
            run(begin(new Part(_ -> worker.interrupt(), current.undo, false)), work);
        }
    }

    /**
     * Does what is soon done, and is to be done whatever signal comes: the first one ends the process after it.
     *
     * @throws StoppedException if a signal came meanwhile
     */
    public static void finishing(Runnable work) {
        run(begin(new Part(_ -> {}, current.undo, true)), work);
    }

    private static void run(Part part, Runnable work) {
        RuntimeException failure = null;
        try (part) {
            work.run();
        } catch (RuntimeException e) {
            failure = e;
        }
        if (part.signal != null) {
            Thread.interrupted();
            throw new StoppedException(sentence(part.signal, part.undo.get()), EXIT_CODES.get(part.signal), failure);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static Part endingAtOnce(Supplier<String> undo) {
        return new Part(
                signal -> {
                    ending = true;
                    System.err.println(Printable.line(Program.speaker() + sentence(signal, undo.get())));
                    System.exit(EXIT_CODES.get(signal));
                },
                undo,
                false);
    }

    private static String sentence(String signal, String left) {
        String stopped = "stopped by " + (signal.equals("INT") ? "Ctrl-C" : "SIG" + signal);
        return left.isEmpty() ? stopped : stopped + "; " + left;
    }

    private static synchronized Part begin(Part part) {
        part.before = current;
        current = part;
        return part;
    }

    private static void receive(String signal) {
        if (ending) {
            Runtime.getRuntime().halt(EXIT_CODES.get(signal));
        }
        // Whoever would begin or end a part meanwhile waits, for good if the process ends.
        synchronized (StopSignals.class) {
            if (current.signal != null) {
                Runtime.getRuntime().halt(EXIT_CODES.get(signal));
            }
            current.signal = signal;
            current.reaction.accept(signal);
        }
    }

    /** A part of the command, until it is closed. */
    public static final class Part implements AutoCloseable {
        private final Consumer<String> reaction;
        private final Supplier<String> undo;
        private final boolean isFinishing;
        private Part before;
        private volatile String signal;

        private Part(Consumer<String> reaction, Supplier<String> undo, boolean isFinishing) {
            this.reaction = reaction;
            this.undo = undo;
            this.isFinishing = isFinishing;
        }

        /** The exit code that a shell expects after the signal that came, if one came. */
        public OptionalInt exitCode() {
            return signal == null ? OptionalInt.empty() : OptionalInt.of(EXIT_CODES.get(signal));
        }

        @Override
        public void close() {
            synchronized (StopSignals.class) {
                current = before;
            }
        }
    }
}
