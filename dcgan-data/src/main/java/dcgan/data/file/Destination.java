package dcgan.data.file;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * What a name that a user gives for an output stands for, as every shell sees it: a symbolic link stands for the file it
 * leads to, and what is written to a pipe or a device goes through it. A plain file can be replaced by renaming another one
 * to its name; a pipe or a device would be lost that way.
 *
 * @param path the name itself, without symbolic links at its end
 * @param isPlain whether there is a plain file, a folder, or nothing yet
 */
public record Destination(Path path, boolean isPlain) {
    private static final int MAX_LINKS = 40;

    /**
     * The destination of a name.
     *
     * @throws IOException if symbolic links lead in a circle, or into a folder that does not exist
     */
    public static Destination of(Path file) throws IOException {
        Path path = file.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(path); links++) {
            if (links == MAX_LINKS) {
                throw new FileSystemLoopException(file.toString());
            }
            Path folder = path.getParent().toRealPath();
            if (isOfDescriptors(folder)) {
                // Such as /dev/stdout. What these links say is no name that anybody could open.
                return new Destination(folder.resolve(path.getFileName()), false);
            }
            path = folder.resolve(Files.readSymbolicLink(path));
        }
        return new Destination(path, !isSpecial(path));
    }

    /** Whether a name stands for the standard output of this process, as {@code /dev/stdout} does. */
    public static boolean isStandardOutput(Path file) {
        try {
            return of(file).isStandard(1);
        } catch (IOException e) {
            // Writing to it will tell.
            return false;
        }
    }

    private static boolean isOfDescriptors(Path folder) {
        return folder.startsWith("/proc") && folder.endsWith("fd");
    }

    private static boolean isSpecial(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isOther();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /**
     * Opens what is not plain, and waits until somebody reads it where that is a named pipe.
     *
     * @throws ClosedByInterruptException if this thread is interrupted meanwhile
     */
    OutputStream open() throws IOException {
        if (isStandard(1)) {
            return unclosable(FileDescriptor.out);
        }
        if (isStandard(2)) {
            return unclosable(FileDescriptor.err);
        }
        // On its own thread, because opening a pipe cannot be interrupted.
        FutureTask<FileChannel> opening = new FutureTask<>(() -> FileChannel.open(path, StandardOpenOption.WRITE));
        Thread.ofPlatform().daemon().start(opening);
        try {
            return Channels.newOutputStream(opening.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException(e.getCause());
        }
    }

    /** To open a file once more that is the standard output, too, would be to write over what is there. */
    private boolean isStandard(int descriptor) {
        return path.equals(
                Path.of("/proc", Long.toString(ProcessHandle.current().pid()), "fd", "" + descriptor));
    }

    private static OutputStream unclosable(FileDescriptor descriptor) {
        return new FileOutputStream(descriptor) {
            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }
}
