package dcgan.data.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** One cache, for one thread of one process at a time. The file that is locked stays: it is empty. */
final class CacheLock implements AutoCloseable {
    /** File locks hold between processes only. */
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private final FileChannel channel;
    private final ReentrantLock thread;

    private CacheLock(FileChannel channel, ReentrantLock thread) {
        this.channel = channel;
        this.thread = thread;
    }

    /**
     * Waits for the lock.
     *
     * @param waiting is told if another one has it
     */
    static CacheLock acquire(Path file, Runnable waiting) throws IOException, InterruptedException {
        ReentrantLock thread = THREADS.computeIfAbsent(file, _ -> new ReentrantLock());
        if (!thread.tryLock()) {
            waiting.run();
            thread.lockInterruptibly();
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                waiting.run();
                channel.lock();
            }
            return new CacheLock(channel, thread);
        } catch (IOException | RuntimeException | Error e) {
            if (channel != null) {
                channel.close();
            }
            thread.unlock();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            thread.unlock();
        }
    }
}
