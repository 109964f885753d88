package dcgan.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;

/** Waits for changes of the files in some folders and all below them. */
final class FolderWatch implements AutoCloseable {
    private final Set<Path> roots;
    private final Set<Path> watched = new HashSet<>();
    private final WatchService events;

    FolderWatch(Path... roots) throws IOException {
        this.roots = Set.of(roots);
        this.events = roots[0].getFileSystem().newWatchService();
    }

    /** Watches the folders that are there by now. Whoever then looks at the files misses no later change. */
    void addNewFolders() throws IOException {
        for (Path root : roots) {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return watch(folder) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    // It was deleted meanwhile.
                    return FileVisitResult.CONTINUE;
                }
            });
        }
    }

    private boolean watch(Path folder) {
        try {
            if (watched.add(folder)) {
                folder.register(
                        events,
                        StandardWatchEventKinds.ENTRY_CREATE,
                        StandardWatchEventKinds.ENTRY_MODIFY,
                        StandardWatchEventKinds.ENTRY_DELETE);
            }
            return true;
        } catch (IOException | ClosedWatchServiceException e) {
            return false;
        }
    }

    /** Waits for a change; returns whether one came before this was closed. */
    boolean awaitChange() throws InterruptedException {
        try {
            WatchKey key = events.take();
            key.pollEvents();
            key.reset();
            return true;
        } catch (ClosedWatchServiceException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            events.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
