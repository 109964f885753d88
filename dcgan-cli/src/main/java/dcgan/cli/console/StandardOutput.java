package dcgan.cli.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The standard output of the process, which remembers that something could not be written, as on a full disk: a {@link
 * PrintStream} keeps it to itself. What reads from a pipe may leave before the end, as {@code head} does; that is no failure.
 */
public final class StandardOutput extends OutputStream {
    private static final Path LINK = Path.of("/proc/self/fd/1");

    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private volatile IOException failure;

    private StandardOutput() {}

    /** Puts itself in the place of {@link System#out}. */
    public static StandardOutput takeOver() {
        StandardOutput standard = new StandardOutput();
        System.setOut(new PrintStream(standard, true, System.out.charset()));
        return standard;
    }

    /** Why something that was printed so far is not there, if it is not. */
    public Optional<IOException> failure() {
        System.out.flush();
        return Optional.ofNullable(failure).filter(_ -> !isPipe());
    }

    private static boolean isPipe() {
        try {
            return Files.readSymbolicLink(LINK).toString().matches("(pipe|socket):.*");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            if (failure == null) {
                failure = e;
            }
            throw e;
        }
    }
}
