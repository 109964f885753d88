package dcgan.data.download;

import dcgan.data.DatasetException;
import dcgan.data.file.Destination;
import dcgan.data.file.MissingFolders;
import dcgan.data.file.Reasons;
import dcgan.data.text.Messages;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * Fetches a file, and stops at nothing that more tries can mend. A transfer that breaks off goes on where it ended, now or in the
 * next run. A busy server is asked again after a pause. If one mirror cannot give the file, the next one is asked.
 *
 * <p>What came from a mirror is kept in {@code NAME.part}; where that holds the bytes of another mirror, in {@code NAME.part2} and
 * so on. The file appears under its name only when it is whole and its checksum right. Any number of processes may fetch the same
 * file.
 *
 * <p>A proxy is taken from Java's own properties ({@code https.proxyHost}, …), else from the environment ({@code
 * https_proxy}, {@code http_proxy}, {@code all_proxy}, {@code no_proxy}, in small or capital letters).
 */
public final class Download {
    private static final int DEFAULT_TRIES = 5;
    private static final Duration DEFAULT_PAUSE = Duration.ofSeconds(1);
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    /** For a file of unknown length; no server may fill the disk. */
    private static final long MAX_BYTES = 1L << 30;

    /** Tries are counted anew whenever that much has come. */
    private static final long WORTHWHILE = 1 << 20;

    /** File locks hold between processes only. */
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    private final RemoteFile file;
    private final Path target;
    private final Map<String, String> environment;
    private DownloadProgress progress = (_, _) -> {};
    private int tries = DEFAULT_TRIES;
    private Duration firstPause = DEFAULT_PAUSE;
    private Duration timeout = DEFAULT_TIMEOUT;

    private Download(RemoteFile file, Path target, Map<String, String> environment) {
        this.file = Objects.requireNonNull(file);
        this.target = Objects.requireNonNull(target);
        this.environment = environment;
    }

    /** A download to its place in the cache. */
    public static Download of(RemoteFile file) {
        return of(file, DownloadCache.path(file));
    }

    /** A download to {@code target}; its folder is made if it is missing. */
    public static Download of(RemoteFile file, Path target) {
        return of(file, target, System.getenv());
    }

    static Download of(RemoteFile file, Path target, Map<String, String> environment) {
        return new Download(file, target, environment);
    }

    /** Who hears how it goes. */
    public Download progress(DownloadProgress progress) {
        this.progress = Objects.requireNonNull(progress);
        return this;
    }

    /**
     * How many tries in a row may bring nothing worthwhile from one mirror (5 unless told).
     *
     * @throws IllegalArgumentException if below 1
     */
    public Download tries(int tries) {
        if (tries < 1) {
            throw new IllegalArgumentException("there must be at least one try, not " + tries);
        }
        this.tries = tries;
        return this;
    }

    /**
     * The pause before the second try; each further one is twice as long, if the server does not ask for another (1
     * s).
     */
    public Download pause(Duration firstPause) {
        this.firstPause = Objects.requireNonNull(firstPause);
        return this;
    }

    /** How long the server may be silent before a try counts as failed (60 s unless told). */
    public Download timeout(Duration timeout) {
        this.timeout = Objects.requireNonNull(timeout);
        return this;
    }

    /**
     * Fetches the file, unless it is there already with the right checksum.
     *
     * @return the file
     * @throws DatasetException if it cannot be had; what came so far is kept for the next time where that makes sense
     */
    public Path fetch() {
        for (URI mirror : file.mirrors()) {
            if (!("https".equals(mirror.getScheme()) || "http".equals(mirror.getScheme()))
                    || mirror.getHost() == null) {
                throw new DatasetException("\"" + Messages.printable(mirror.toString())
                        + "\" is no http or https address; give a whole one.");
            }
        }
        if (Files.isDirectory(target)) {
            throw new DatasetException(target + ": this is a folder; give the name of the file to write.");
        }
        try {
            Path lockFile = sibling(".lock");
            ONE_AT_A_TIME.lockInterruptibly();
            MissingFolders missing = MissingFolders.of(lockFile.toAbsolutePath().getParent());
            try {
                try (FileChannel _ = lock(lockFile)) {
                    try {
                        if (!isThere()) {
                            download();
                        }
                        return target;
                    } finally {
                        // While it is still locked: whoever waits for it will see that it is gone, and make a new one.
                        Files.deleteIfExists(lockFile);
                    }
                }
            } finally {
                missing.removeIfEmpty();
                ONE_AT_A_TIME.unlock();
            }
        } catch (InterruptedException | ClosedByInterruptException | FileLockInterruptionException e) {
            Thread.currentThread().interrupt();
            throw new DatasetException(
                    file.mirrors().getFirst() + ": the download was interrupted; start it again to go on.", e);
        } catch (IOException e) {
            throw new DatasetException(
                    target + ": the download cannot be kept there (" + Reasons.of(e)
                            + "); make room, check the permissions, or choose another place.",
                    e);
        }
    }

    /** How many bytes of earlier tries there are from which {@link #fetch} would go on; 0 if they cannot be read. */
    public long kept() {
        try {
            return usable();
        } catch (IOException e) {
            return 0;
        }
    }

    private long usable() throws IOException {
        long bytes = 0;
        for (URI mirror : file.mirrors()) {
            bytes = Math.max(bytes, part(mirror).size());
        }
        return bytes;
    }

    /** Locks the file until the channel is closed; not one of that name which its holder has deleted meanwhile. */
    private FileChannel lock(Path lockFile) throws IOException {
        while (true) {
            // Again each time, for whoever had made it may have taken it back.
            Files.createDirectories(lockFile.toAbsolutePath().getParent());
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                    .close();
            FileChannel channel = null;
            try {
                // Asked for by its name: on Unix closing a second channel to the file would end the lock.
                Object key = fileKey(lockFile);
                channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
                if (channel.tryLock() == null) {
                    progress.waiting(target);
                    channel.lock();
                }
                if (Objects.equals(key, fileKey(lockFile))) {
                    FileChannel locked = channel;
                    channel = null;
                    return locked;
                }
            } catch (NoSuchFileException e) {
                // Its holder has deleted it: once more, with a new one.
            } finally {
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    private static Object fileKey(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    private boolean isThere() throws IOException {
        if (Files.notExists(target)) {
            return false;
        }
        if (!Files.isRegularFile(target)) {
            throw new DatasetException(target + ": this is not a file; give the name of the file to write.");
        }
        if (!isRight(target)) {
            throw new DatasetException(target + ": this file is not the one to fetch (" + wrong(target)
                    + "); remove it or choose another place.");
        }
        return true;
    }

    /** Whether a file has the checksum, as far as it is known. */
    private boolean isRight(Path path) throws IOException {
        return file.checksum() == null || file.checksum().ofSameKind(path).equals(file.checksum());
    }

    private String wrong(Path path) throws IOException {
        return "its " + file.checksum().algorithm() + " is "
                + file.checksum().ofSameKind(path).digits() + ", not "
                + file.checksum().digits();
    }

    /** What came from a mirror, or where to put it: no mirror overwrites what came from another one. */
    private PartialFile part(URI mirror) throws IOException {
        for (int place = 0; place < places(); place++) {
            PartialFile part = part(place, mirror);
            if (part.size() > 0) {
                return part;
            }
        }
        int free = 0;
        while (isTaken(free)) {
            free++;
        }
        return part(free, mirror);
    }

    private PartialFile part(int place, URI mirror) throws IOException {
        String suffix = place == 0 ? ".part" : ".part" + (place + 1);
        return new PartialFile(sibling(suffix), sibling(suffix + ".info"), mirror);
    }

    /** How many places for partial files are in use or may be. */
    private int places() throws IOException {
        int places = file.mirrors().size();
        while (part(places, file.mirrors().getFirst()).exists()) {
            places++;
        }
        return places;
    }

    /** Whether a place holds bytes from which one of the mirrors can go on. */
    private boolean isTaken(int place) throws IOException {
        for (URI mirror : file.mirrors()) {
            if (part(place, mirror).size() > 0) {
                return true;
            }
        }
        return false;
    }

    /** Deletes the partial files, or only those that no transfer can go on from. */
    private void clean(boolean all) throws IOException {
        // Backwards, for the number of places is found by what is there.
        for (int place = places() - 1; place >= 0; place--) {
            if (all || !isTaken(place)) {
                part(place, file.mirrors().getFirst()).delete();
            }
        }
    }

    private void download() throws IOException, InterruptedException {
        List<MirrorException> failures = new ArrayList<>();
        boolean done = false;
        try {
            for (URI mirror : mirrors()) {
                if (!failures.isEmpty()) {
                    progress.nextMirror(failures.getLast().reason(), mirror);
                }
                try {
                    download(mirror);
                    done = true;
                    return;
                } catch (MirrorException e) {
                    failures.add(e);
                }
            }
        } finally {
            // Nothing is left behind that no transfer can go on from.
            clean(done);
        }
        String all = failures.stream().map(Throwable::getMessage).collect(Collectors.joining(" "));
        throw new DatasetException(
                failures.size() == 1 ? all : file.name() + " cannot be had from any mirror. " + all,
                failures.getLast());
    }

    /** First the one from which the most is there to go on from. */
    private List<URI> mirrors() throws IOException {
        Map<URI, Long> bytes = new LinkedHashMap<>();
        for (URI mirror : file.mirrors()) {
            bytes.put(mirror, part(mirror).size());
        }
        return bytes.keySet().stream()
                .sorted(Comparator.comparing(bytes::get, Comparator.reverseOrder()))
                .toList();
    }

    private void download(URI mirror) throws MirrorException, IOException, InterruptedException {
        PartialFile part = part(mirror);
        HttpClient client = client(mirror);
        try {
            Transfer transfer = new Transfer(client, mirror, part, timeout, file.name(), maxBytes(), progress);
            boolean resumed = transfer(transfer, mirror, part);
            boolean right = isRight(part.file());
            if (!right && resumed) {
                // The beginning may have been of an older edition: once more, all of it.
                part.delete();
                transfer(transfer, mirror, part);
                right = isRight(part.file());
            }
            if (!right) {
                Path bad = sibling(".bad");
                String wrong = wrong(part.file());
                part.moveTo(bad);
                throw new MirrorException(mirror + ": what came is not the file wanted (" + wrong
                        + "); it was set aside as " + bad + ", try again or another address.");
            }
            part.moveTo(Destination.of(target).path());
        } finally {
            client.shutdownNow();
        }
    }

    private long maxBytes() {
        return file.size() == RemoteFile.UNKNOWN ? MAX_BYTES : file.size();
    }

    private HttpClient client(URI mirror) {
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(timeout)
                .proxy(new EnvironmentProxies(environment));
        URI proxy = EnvironmentProxies.proxyFor(mirror, environment);
        if (proxy != null && proxy.getUserInfo() != null) {
            client.authenticator(new ProxyPassword(proxy.getUserInfo()));
        }
        return client.build();
    }

    /** Tries until everything is there; says whether it was put together from more than one try. */
    private boolean transfer(Transfer transfer, URI mirror, PartialFile part)
            throws MirrorException, IOException, InterruptedException {
        boolean resumed = part.size() > 0;
        long worthwhile = part.size() + WORTHWHILE;
        Duration pause = firstPause;
        for (int left = tries - 1; ; left--) {
            try {
                transfer.run();
                return resumed;
            } catch (Transfer.TryAgainException e) {
                if (part.size() >= worthwhile) {
                    left = tries - 1;
                    pause = firstPause;
                }
                if (left <= 0) {
                    throw new MirrorException(
                            mirror + ": " + e.getMessage() + " (after " + tries + " tries)",
                            part.size() > 0
                                    ? Messages.format("%,d bytes are kept, fetch again later to go on.", part.size())
                                    : "check the network and the proxy, and try again later.",
                            e);
                }
                Duration now = e.pause() == null ? pause : e.pause();
                progress.retrying(e.getMessage(), now);
                Thread.sleep(now);
                pause = pause.multipliedBy(2);
                resumed |= part.size() > 0;
                worthwhile = part.size() + WORTHWHILE;
            }
        }
    }

    /** In the folder of the file that a symbolic link leads to, because the finished file is renamed there. */
    private Path sibling(String suffix) throws IOException {
        Path path = Files.isSymbolicLink(target) ? Destination.of(target).path() : target;
        return path.resolveSibling(path.getFileName() + suffix);
    }
}
