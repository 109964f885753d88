package dcgan.cli.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Files that appear under their name only when they are whole, and outlive a power cut from then on: written beside it,
 * synced, renamed. A thread that is interrupted meanwhile gives up, as after any other failure.
 */
final class AtomicFile {
    private AtomicFile() {}

    /** Writes what a file is to hold. */
    @FunctionalInterface
    interface Content {
        void write(OutputStream out) throws IOException;
    }

    /**
     * Writes a file, in place of what was there.
     *
     * @throws RunException if that fails; nothing is left behind, and what was there still is
     */
    static void write(Path file, Content content) {
        try {
            Path absolute = file.toAbsolutePath();
            // Of a fixed name, so that what a kill leaves behind is replaced the next time.
            Path temporary = absolute.resolveSibling("." + absolute.getFileName() + ".tmp");
            try (FileChannel channel = open(temporary)) {
                try {
                    content.write(Channels.newOutputStream(channel));
                    channel.force(true);
                    Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE);
                } catch (IOException | RuntimeException | Error e) {
                    Files.deleteIfExists(temporary);
                    throw e;
                }
            }
            sync(absolute.getParent());
        } catch (IOException e) {
            throw new RunException(file + " cannot be written: " + Reasons.of(e), e);
        }
    }

    private static FileChannel open(Path temporary) throws IOException {
        try {
            return FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING);
        } catch (NoSuchFileException e) {
            throw new FileSystemException(temporary.toString(), null, "its folder does not exist");
        }
    }

    /** Makes the renaming durable, where folders can be opened; elsewhere the file system sees to it. */
    private static void sync(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder)) {
                channel.force(true);
            }
        }
    }
}
