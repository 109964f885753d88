package dcgan.data;

import dcgan.data.file.Destination;
import dcgan.data.file.MissingFolders;
import java.io.IOException;
import java.io.InputStream;
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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Fetches the CIFAR-10 archive, and stops at nothing that more tries can mend: a transfer that breaks off goes on where
 * it ended, now or in the next run ({@code NAME.part} keeps what came), a busy server is asked again after a pause. The
 * file appears under its name only when it is whole and its checksum right. Any number of processes may fetch the same
 * file.
 *
 * <p>A proxy is taken from Java's own properties ({@code https.proxyHost}, …), else from the environment ({@code
 * https_proxy}, {@code http_proxy}, {@code all_proxy}, {@code no_proxy}, in small or capital letters).
 */
public final class Cifar10Download {
    /** Where its author publishes the binary version of CIFAR-10 (170,052,171 bytes). */
    public static final URI OFFICIAL_URL = URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz");

    /** The MD5 checksum that its author publishes beside it. */
    public static final String OFFICIAL_MD5 = "c32a1d4ab5d03f1284b67883e8d87530";

    private static final String FILE_NAME = "cifar-10-binary.tar.gz";
    private static final int DEFAULT_TRIES = 5;
    private static final Duration DEFAULT_PAUSE = Duration.ofSeconds(1);
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    /** Six times the archive; no server may fill the disk. */
    private static final long DEFAULT_MAX_BYTES = 1L << 30;

    /** Tries are counted anew whenever that much has come. */
    private static final long WORTHWHILE = 1 << 20;

    /** File locks hold between processes only. */
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    private final Path target;
    private final Map<String, String> environment;
    private URI url = OFFICIAL_URL;
    private String md5 = OFFICIAL_MD5;
    private DownloadProgress progress = (_, _) -> {};
    private int tries = DEFAULT_TRIES;
    private Duration firstPause = DEFAULT_PAUSE;
    private Duration timeout = DEFAULT_TIMEOUT;
    private long maxBytes = DEFAULT_MAX_BYTES;

    private Cifar10Download(Path target, Map<String, String> environment) {
        this.target = target;
        this.environment = environment;
    }

    /** A download to the file {@code target}; its folder is made if it is missing. */
    public static Cifar10Download to(Path target) {
        return to(target, System.getenv());
    }

    static Cifar10Download to(Path target, Map<String, String> environment) {
        return new Cifar10Download(target, environment);
    }

    /** Where the archive is kept unless told otherwise: {@code cifar-10-binary.tar.gz} in {@link #cacheFolder}. */
    public static Path cachedArchive() {
        return cacheFolder().resolve(FILE_NAME);
    }

    /** {@code $XDG_CACHE_HOME/dcgan}, or {@code ~/.cache/dcgan} if that is not set to an absolute path. */
    public static Path cacheFolder() {
        return cacheFolder(System.getenv("XDG_CACHE_HOME"), System.getProperty("user.home"));
    }

    static Path cacheFolder(String xdgCacheHome, String home) {
        // The XDG base directory specification has relative paths ignored.
        Path cache = xdgCacheHome != null && Path.of(xdgCacheHome).isAbsolute()
                ? Path.of(xdgCacheHome)
                : Path.of(home, ".cache");
        return cache.resolve("dcgan");
    }

    /** Fetches from another place; the checksum stays as it is, see {@link #md5}. */
    public Cifar10Download from(URI url) {
        this.url = Objects.requireNonNull(url);
        return this;
    }

    /**
     * The checksum that the file must have: 32 hexadecimal digits, or null for none.
     *
     * @throws DatasetException if it is something else
     */
    public Cifar10Download md5(String md5) {
        if (md5 != null && !md5.matches("[0-9a-fA-F]{32}")) {
            throw new DatasetException("\"" + Messages.printable(md5)
                    + "\" is no MD5 checksum; give 32 hexadecimal digits, as md5sum prints them.");
        }
        this.md5 = md5 == null ? null : md5.toLowerCase(Locale.ROOT);
        return this;
    }

    /** Who hears how it goes. */
    public Cifar10Download progress(DownloadProgress progress) {
        this.progress = Objects.requireNonNull(progress);
        return this;
    }

    /**
     * How many tries in a row may bring nothing worthwhile (5 unless told).
     *
     * @throws IllegalArgumentException if below 1
     */
    public Cifar10Download tries(int tries) {
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
    public Cifar10Download pause(Duration firstPause) {
        this.firstPause = Objects.requireNonNull(firstPause);
        return this;
    }

    /** How long the server may be silent before a try counts as failed (60 s unless told). */
    public Cifar10Download timeout(Duration timeout) {
        this.timeout = Objects.requireNonNull(timeout);
        return this;
    }

    /** How long the file may be at most. */
    Cifar10Download maxBytes(long maxBytes) {
        this.maxBytes = maxBytes;
        return this;
    }

    /**
     * Fetches the file, unless it is there already with the right checksum.
     *
     * @return the file
     * @throws DatasetException if it cannot be had; what came so far is kept for the next time where that makes sense
     */
    public Path fetch() {
        if (!("https".equals(url.getScheme()) || "http".equals(url.getScheme())) || url.getHost() == null) {
            throw new DatasetException(
                    "\"" + Messages.printable(url.toString()) + "\" is no http or https address; give a whole one.");
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
            throw new DatasetException(url + ": the download was interrupted; start it again to go on.", e);
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
            return part().size();
        } catch (IOException e) {
            return 0;
        }
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
        String found = md5 == null ? null : md5Of(target);
        if (!Objects.equals(found, md5)) {
            throw new DatasetException(target + ": this file is not the one to fetch (its MD5 is " + found + ", not "
                    + md5 + "); remove it or choose another place.");
        }
        return true;
    }

    private PartialFile part() throws IOException {
        return new PartialFile(sibling(".part"), sibling(".part.info"), url);
    }

    private void download() throws IOException, InterruptedException {
        PartialFile part = part();
        HttpClient client = client();
        try {
            boolean resumed = transfer(new Transfer(client, url, part, timeout, maxBytes, progress), part);
            String found = md5 == null ? null : md5Of(part.file());
            if (!Objects.equals(found, md5) && resumed) {
                // The beginning may have been of an older edition: once more, all of it.
                part.delete();
                transfer(new Transfer(client, url, part, timeout, maxBytes, progress), part);
                found = md5Of(part.file());
            }
            if (!Objects.equals(found, md5)) {
                Path bad = sibling(".bad");
                part.moveTo(bad);
                throw new DatasetException(url + ": what came is not the file wanted (its MD5 is " + found + ", not "
                        + md5 + "); it was set aside as " + bad + ", try again or another address.");
            }
            part.moveTo(Destination.of(target).path());
        } finally {
            client.shutdownNow();
            part.deleteIfWorthless();
        }
    }

    private HttpClient client() {
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(timeout)
                .proxy(new EnvironmentProxies(environment));
        URI proxy = EnvironmentProxies.proxyFor(url, environment);
        if (proxy != null && proxy.getUserInfo() != null) {
            client.authenticator(new ProxyPassword(proxy.getUserInfo()));
        }
        return client.build();
    }

    /** Tries until everything is there; says whether it was put together from more than one try. */
    private boolean transfer(Transfer transfer, PartialFile part) throws IOException, InterruptedException {
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
                    throw new DatasetException(
                            url + ": " + e.getMessage() + " (after " + tries + " tries); "
                                    + (part.size() > 0
                                            ? Messages.format(
                                                    "%,d bytes are kept, fetch again later to go on.", part.size())
                                            : "check the network and the proxy, and try again later."),
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

    static String md5Of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            byte[] buffer = new byte[1 << 16];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
