package dcgan.cli.run;

import java.io.IOException;
import java.nio.file.Path;

/** The files of a run, and others that only one process writes: see {@link dcgan.data.file.AtomicFile#replace}. */
final class AtomicFile {
    private AtomicFile() {}

    /**
     * Writes a file, in place of what was there.
     *
     * @throws RunException if that fails; nothing is left behind, and what was there still is
     */
    static void write(Path file, dcgan.data.file.AtomicFile.Content content) {
        try {
            dcgan.data.file.AtomicFile.replace(file, content);
        } catch (IOException e) {
            throw new RunException(file + " cannot be written: " + Reasons.of(e), e);
        }
    }
}
