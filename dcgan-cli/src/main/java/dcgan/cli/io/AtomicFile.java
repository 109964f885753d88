package dcgan.cli.io;

import dcgan.data.file.AtomicFile.Content;
import java.io.IOException;
import java.nio.file.Path;

/** Text files, which are either whole or not there; see {@link dcgan.data.file.AtomicFile}. */
public final class AtomicFile {
    private AtomicFile() {}

    @FunctionalInterface
    private interface Writing {
        void write(Path file, Content content) throws IOException;
    }

    /**
     * Writes a file that any process may write at the same time, in place of what was there.
     *
     * @throws RunException if that fails; nothing is left behind, and what was there still is
     */
    public static void write(Path file, Content content) {
        write(file, content, dcgan.data.file.AtomicFile::writeDurably);
    }

    /**
     * Writes a file of a run that this process has locked, in place of what was there. What a
     * kill leaves behind is replaced the next time.
     *
     * @throws RunException if that fails; nothing is left behind, and what was there still is
     */
    public static void replace(Path file, Content content) {
        write(file, content, dcgan.data.file.AtomicFile::replace);
    }

    private static void write(Path file, Content content, Writing writing) {
        try {
            writing.write(file, content);
        } catch (IOException e) {
            throw new RunException(file + " cannot be written: " + Reasons.of(e), e);
        }
    }
}
