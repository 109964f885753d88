package dcgan.cli;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dcgan.cli.io.RunException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Puts another program in the place of this process, by POSIX's {@code execvp}: with the same command line, process id,
 * terminal, open streams and parent, so that signals, job control and the exit code are those of a single process.
 */
final class Restart {
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private static final String SHELL = "bash";

    /** As POSIX's systems have them. */
    private static final int F_SETFD = 2;

    private static final int FD_CLOEXEC = 1;

    /** As Linux has them. */
    private static final int SIG_UNBLOCK = 1;

    private static final int SIGQUIT = 3;

    private static final int SIGNAL_SET_BYTES = 128;

    private static List<String> args = List.of();

    private Restart() {}

    /** Remembers the command line of this process. */
    static void remember(String... args) {
        Restart.args = List.of(args);
    }

    /**
     * Starts a script with the arguments of this program; does not return. Its file need not be executable: the script is
     * given to its shell.
     *
     * @param script its file
     * @param variable what is added to the environment
     * @param value its value
     * @throws RunException if it cannot be started
     */
    @SuppressWarnings("restricted") // the launcher allows this module to
    static void with(String script, String variable, String value) {
        if (!Files.isReadable(Path.of(script))) {
            throw new RunException(script + " cannot be started again: it cannot be read");
        }
        System.out.flush();
        System.err.flush();
        Linker linker = Linker.nativeLinker();
        try (Arena arena = Arena.ofConfined()) {
            MethodHandle setenv = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("setenv"),
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
            MethodHandle execvp = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("execvp"), FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
            List<byte[]> words = Stream.concat(Stream.of(bytes(SHELL), bytes(script)), arguments().stream())
                    .toList();
            MemorySegment argv = arena.allocate(MemoryLayout.sequenceLayout(words.size() + 1L, ADDRESS));
            for (int i = 0; i < words.size(); i++) {
                argv.setAtIndex(ADDRESS, i, string(arena, words.get(i)));
            }
            int _ = (int) setenv.invokeExact(string(arena, bytes(variable)), string(arena, bytes(value)), 1);
            closeOnExec(linker);
            unblockSignals(linker, arena);
            int _ = (int) execvp.invokeExact(string(arena, bytes(SHELL)), argv);
        } catch (Throwable e) {
            throw new RunException(script + " cannot be started again: " + e, e);
        }
        throw new RunException(script + " cannot be started again: there is no " + SHELL + " on the PATH");
    }

    /** The JVM leaves its modules open, which the other program has no use for; what this one was given stays open. */
    @SuppressWarnings("restricted")
    private static void closeOnExec(Linker linker) throws Throwable {
        MethodHandle fcntl = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("fcntl"),
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
                Linker.Option.firstVariadicArg(2));
        List<Path> descriptors;
        try (Stream<Path> all = Files.list(DESCRIPTORS)) {
            descriptors = all.toList();
        } catch (IOException e) {
            return;
        }
        for (Path descriptor : descriptors) {
            if (isOfTheJvm(descriptor)) {
                int _ = (int) fcntl.invokeExact(
                        Integer.parseInt(descriptor.getFileName().toString()), F_SETFD, FD_CLOEXEC);
            }
        }
    }

    /** The JVM blocks this one in most of its threads, and what is blocked stays so in the other program. */
    @SuppressWarnings("restricted")
    private static void unblockSignals(Linker linker, Arena arena) throws Throwable {
        MethodHandle mask = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("pthread_sigmask"),
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
        MemorySegment signals = arena.allocate(SIGNAL_SET_BYTES, Long.BYTES);
        signals.set(JAVA_LONG, 0, 1L << SIGQUIT - 1);
        int _ = (int) mask.invokeExact(SIG_UNBLOCK, signals, MemorySegment.NULL);
    }

    private static boolean isOfTheJvm(Path descriptor) {
        try {
            String file = Files.readSymbolicLink(descriptor).toString();
            return file.endsWith(".jar") || file.endsWith("/lib/modules");
        } catch (IOException e) {
            return false;
        }
    }

    private static MemorySegment string(Arena arena, byte[] bytes) {
        MemorySegment string = arena.allocate(bytes.length + 1L);
        MemorySegment.copy(MemorySegment.ofArray(bytes), 0, string, 0, bytes.length);
        return string;
    }

    /** As they were given: those that are not of the locale's encoding arrive in this program as other ones. */
    private static List<byte[]> arguments() {
        try {
            List<byte[]> words = split(Files.readAllBytes(COMMAND_LINE));
            return words.subList(words.size() - args.size(), words.size());
        } catch (IOException e) {
            return args.stream().map(Restart::bytes).toList();
        }
    }

    private static List<byte[]> split(byte[] commandLine) {
        List<byte[]> words = new ArrayList<>();
        ByteArrayOutputStream word = new ByteArrayOutputStream();
        for (byte b : commandLine) {
            if (b == 0) {
                words.add(word.toByteArray());
                word.reset();
            } else {
                word.write(b);
            }
        }
        return words;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(Charset.forName(System.getProperty("sun.jnu.encoding")));
    }
}
