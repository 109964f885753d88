package dcgan.data.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Files that appear under their name only when they are whole: written beside it, then renamed. What the name stands for is
 * told by {@link Destination}: a symbolic link stays one, and pipes and devices are written to directly. A thread that is
 * interrupted meanwhile gives up, as after any other failure.
 */
public final class AtomicFile {
    /** Writes what a file is to hold. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of it. */
        void write(OutputStream out) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Writes a file, in place of what was there, and waits until it would outlive a power cut. Folders that are missing
     * are made; a failure leaves nothing behind.
     */
    public static void writeDurably(Path file, Content content) throws IOException {
        write(file, content, true);
    }

    /** The same without waiting for the disk, which takes many times as long as a small file itself. */
    public static void write(Path file, Content content) throws IOException {
        write(file, content, false);
    }

    private static void write(Path file, Content content, boolean durably) throws IOException {
        Destination destination = Destination.of(file);
        Path folder = destination.path().getParent();
        if (folder == null) {
            throw new FileAlreadyExistsException(file.toString());
        }
        MissingFolders missing = MissingFolders.of(folder);
        try {
            missing.make();
            // Of a name that no other process or thread takes: anybody may write anywhere.
            String by =
                    ProcessHandle.current().pid() + "-" + Thread.currentThread().threadId();
            write(destination, content, "." + by + ".tmp", durably);
        } catch (IOException | RuntimeException | Error e) {
            missing.removeIfEmpty();
            throw e;
        }
    }

    /**
     * Writes a file that only this process writes, in place of what was there, and waits until it would outlive a power
     * cut. Its folder must exist. What a kill leaves behind is replaced the next time; any other failure leaves nothing.
     */
    public static void replace(Path file, Content content) throws IOException {
        try {
            write(Destination.of(file), content, ".tmp", true);
        } catch (NoSuchFileException e) {
            throw new FileSystemException(file.toString(), null, "its folder does not exist");
        }
    }

    private static void write(Destination destination, Content content, String suffix, boolean durably)
            throws IOException {
        Path target = destination.path();
        if (!destination.isPlain()) {
            try (OutputStream out = new BufferedOutputStream(destination.open())) {
                content.write(out);
            }
            return;
        }
        Path temporary = target.resolveSibling("." + target.getFileName() + suffix);
        try {
            try (FileChannel channel = FileChannel.open(
                            temporary,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING);
                    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
                content.write(out);
            }
            if (durably) {
                moveDurably(temporary, target);
            } else {
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException | RuntimeException | Error e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
    }

    /** Renames a whole file to its place, and sees to it that it is there after a power cut. */
    public static void moveDurably(Path from, Path to) throws IOException {
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
