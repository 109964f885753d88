package dcgan.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Files that appear under their name only when they are whole: written beside it, then renamed. A thread that is
 * interrupted meanwhile gives up, as after any other failure.
 */
final class AtomicFile {
    @FunctionalInterface
    interface Writer {
        void write(OutputStream out) throws IOException;
    }

    @FunctionalInterface
    private interface Renaming {
        void move(Path from, Path to) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Writes a file, in place of what was there, and waits until it would outlive a power cut. Folders that are missing
     * are made; a failure leaves nothing behind.
     */
    static void writeDurably(Path file, Writer writer) throws IOException {
        write(file, writer, AtomicFile::moveDurably);
    }

    /** The same without waiting for the disk, which takes many times as long as a small file itself. */
    static void write(Path file, Writer writer) throws IOException {
        write(file, writer, (from, to) -> Files.move(from, to, StandardCopyOption.ATOMIC_MOVE));
    }

    private static void write(Path file, Writer writer, Renaming renaming) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new FileAlreadyExistsException(file.toString());
        }
        MissingFolders missing = MissingFolders.of(folder);
        // Of a name that no other process or thread takes: anybody may write anywhere.
        Path temporary = folder.resolve("." + file.getFileName() + "."
                + ProcessHandle.current().pid() + "-" + Thread.currentThread().threadId() + ".tmp");
        try {
            missing.make();
            try (FileChannel channel = FileChannel.open(
                            temporary,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING);
                    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
                writer.write(out);
            }
            renaming.move(temporary, file);
        } catch (IOException | RuntimeException | Error e) {
            Files.deleteIfExists(temporary);
            missing.removeIfEmpty();
            throw e;
        }
    }

    /** Renames a whole file to its place, and sees to it that it is there after a power cut. */
    static void moveDurably(Path from, Path to) throws IOException {
        try (FileChannel file = FileChannel.open(from, StandardOpenOption.WRITE)) {
            file.force(true);
        }
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        // Folders can be opened and synced on Unix only; elsewhere the rename itself is all there is.
        if (from.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel folder = FileChannel.open(to.toAbsolutePath().getParent())) {
                folder.force(true);
            }
        }
    }
}
