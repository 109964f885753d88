package dcgan.cli.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dcgan.cli.io.Json;
import dcgan.cli.io.RunException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The lock of a run that is being trained: a file in its folder, removed when the training ends.
 *
 * <p>The operating system locks the file for as long as the process lives, which decides between processes of one machine. The
 * file names host and process. That tells the user who has the run, and decides where the operating system's locks do
 * not reach: between machines that share a folder, and on file systems without locks.
 *
 * <p>The file is opened once a process. On POSIX systems closing any other channel to it would end the lock.
 */
final class RunLock implements AutoCloseable {
    /** The name of the file. */
    static final String NAME = ".lock";

    private static final int MAX_BYTES = 4096;
    private static final int ATTEMPTS = 100;
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** Behind the content, because some systems do not let others read what is locked. */
    private static final long LOCKED_BYTE = 1L << 40;

    private static final String LOCALHOST = "localhost";

    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private final Path root;
    private final Path file;
    private final Object key;
    private final FileChannel channel;
    private final Owner owner = Owner.current();
    private boolean held;

    private RunLock(Path root, Object key, FileChannel channel) {
        this.root = root;
        this.file = root.resolve(NAME);
        this.key = key;
        this.channel = channel;
    }

    /**
     * Who has a run.
     *
     * @param host the name of the machine
     * @param boot what identifies the running kernel, so that containers of one machine know each other; may be empty
     * @param pid the process
     * @param started when the process began, ISO 8601; may be empty
     */
    record Owner(String host, String boot, long pid, String started) {
        static Owner current() {
            return new Owner(
                    named(hostName()),
                    text(BOOT_ID).orElse(""),
                    ProcessHandle.current().pid(),
                    begin(ProcessHandle.current()));
        }

        /** Whether the operating system's locks and process numbers hold for both. */
        boolean isOnMachineOf(Owner other) {
            return host.equals(other.host) || !boot.isEmpty() && boot.equals(other.boot);
        }

        /** For where there are no locks: whether the process on this machine lives. */
        boolean isAlive() {
            return ProcessHandle.of(pid)
                    .filter(process -> started.isEmpty() || begin(process).equals(started))
                    .isPresent();
        }

        /** What the file holds. */
        JsonNode json() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("host", host)
                    .put("boot", boot)
                    .put("pid", pid)
                    .put("started", started);
        }

        @Override
        public String toString() {
            return "process " + pid + " on host " + host;
        }

        private static String begin(ProcessHandle process) {
            return process.info().startInstant().map(Instant::toString).orElse("");
        }

        /** A name that is safe to show, and never empty; Linux has "(none)" for a machine that was given none. */
        static String named(String host) {
            String plain = host.replaceAll("[^\\w.:-]", "_");
            return plain.isEmpty() ? LOCALHOST : plain;
        }

        private static String hostName() {
            return text(HOST_NAME).orElseGet(() -> {
                try {
                    return InetAddress.getLocalHost().getHostName();
                } catch (UnknownHostException e) {
                    return LOCALHOST;
                }
            });
        }

        private static Optional<String> text(Path file) {
            try {
                return Optional.of(Files.readString(file).strip());
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }

    /**
     * Takes the lock of a run. That of a dead process on this machine is taken over.
     *
     * @param root the folder of the run
     * @param unlock whether that of a process on another host is taken over as well
     * @throws RunException if another process has it
     * @throws IOException if the file cannot be written
     */
    static RunLock acquire(Path root, boolean unlock) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                RunLock lock = open(root);
                if (lock.take(unlock)) {
                    return lock;
                }
            } catch (NoSuchFileException e) {
                if (Files.notExists(root)) {
                    throw e;
                }
                // Whoever had the lock has just removed its file: once more, with a new one.
            }
        }
        throw new RunException(root.resolve(NAME) + " is replaced all the time; try again");
    }

    /**
     * Looks whether a run is locked, and changes nothing.
     *
     * @param unlock whether a process on another host does not count
     * @throws RunException if a process has the lock
     */
    static void requireFree(Path root, boolean unlock) throws IOException {
        // Reading is enough for a shared lock, which nobody gets beside one that is exclusive.
        try (FileChannel channel = FileChannel.open(root.resolve(NAME), StandardOpenOption.READ)) {
            requireFree(root, channel, Owner.current(), unlock, true);
        } catch (NoSuchFileException e) {
            // Nobody has it.
        }
    }

    /**
     * Opens the file of a run's lock, which is made if it is missing.
     *
     * @throws NoSuchFileException if it was removed meanwhile, or the folder does not exist
     */
    static RunLock open(Path root) throws IOException {
        Path file = root.resolve(NAME);
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            // Somebody has it, or had it.
        }
        Object key = fileKey(file);
        return new RunLock(root, key, FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /**
     * Takes the lock.
     *
     * @return whether it is taken: between opening and locking, the one who had it may have removed the file, and another
     *     process may have made and locked a new one
     */
    boolean take(boolean unlock) throws IOException {
        try {
            requireFree(root, channel, owner, unlock, false);
            held = isInPlace();
            if (held) {
                write();
            }
            return held;
        } catch (RunException e) {
            if (isInPlace()) {
                throw e;
            }
            return false;
        } finally {
            if (!held) {
                channel.close();
            }
        }
    }

    /** Whether the channel leads to the file that has this name now. That file is only looked at. */
    private boolean isInPlace() throws IOException {
        try {
            return Objects.equals(key, fileKey(file));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static Object fileKey(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    private static void requireFree(Path root, FileChannel channel, Owner current, boolean unlock, boolean shared)
            throws IOException {
        FileLock lock;
        boolean locksWork = true;
        try {
            lock = channel.tryLock(LOCKED_BYTE, 1, shared);
        } catch (OverlappingFileLockException e) {
            lock = null;
        } catch (IOException e) {
            // This file system has no locks: what the file says decides alone.
            lock = null;
            locksWork = false;
        }
        if (locksWork && lock == null) {
            throw new RunException(
                    root + " is being trained by " + writtenOwner(channel) + "; wait for its end, or stop it");
        }
        Optional<Owner> before = read(channel);
        if (before.isEmpty()) {
            return;
        }
        if (!before.get().isOnMachineOf(current)) {
            if (!unlock) {
                throw new RunException(root + " is being trained by " + before.get()
                        + ", according to the file " + NAME + " in it; if that training has died, take the run over"
                        + " with --unlock");
            }
        } else if (!locksWork && before.get().isAlive()) {
            throw new RunException(root + " is being trained by " + before.get() + "; wait for its end, or stop it");
        }
    }

    /** Who has the lock, who may be about to write it. */
    private static String writtenOwner(FileChannel channel) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Owner> owner = read(channel);
            if (owner.isPresent()) {
                return owner.get().toString();
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        return "another process";
    }

    /** What the file says; nothing if it is empty or half written, as one that a dead process has left. */
    private static Optional<Owner> read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES);
        int size = Math.max(0, channel.read(bytes, 0));
        try {
            JsonNode json = Json.parse(new String(bytes.array(), 0, size, StandardCharsets.UTF_8));
            Owner owner = new Owner(
                    json.path("host").asText(),
                    json.path("boot").asText(),
                    json.path("pid").asLong(),
                    json.path("started").asText());
            return owner.host.equals(Owner.named(owner.host)) && owner.pid > 0 ? Optional.of(owner) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void write() throws IOException {
        byte[] content = (owner.json() + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            channel.truncate(0);
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes, bytes.position());
            }
            channel.force(true);
        } catch (IOException e) {
            held = false;
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** Gives the run back: removes the file, unless another process has taken it over. */
    @Override
    public synchronized void close() {
        if (!held) {
            return;
        }
        held = false;
        try (channel) {
            if (read(channel).equals(Optional.of(owner)) && isInPlace()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // A file that stays is that of a dead process, which the next one takes over.
        }
    }
}
