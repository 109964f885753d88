package dcgan.data.download;

import java.net.URI;
import java.util.List;
import java.util.Objects;

/**
 * A published file: where it can be had, and how to recognise it.
 *
 * @param name its name in the {@linkplain DownloadCache cache}, which may lie in a folder there: {@code mnist/t10k-images-idx3-ubyte.gz}
 * @param mirrors its http or https addresses, the first to try first
 * @param size its length in bytes, or {@link #UNKNOWN}
 * @param checksum its checksum, or null if nobody knows it
 */
public record RemoteFile(String name, List<URI> mirrors, long size, Checksum checksum) {
    /** The size of a file whose length nobody knows. */
    public static final long UNKNOWN = -1;

    /**
     * Checks the description.
     *
     * @throws IllegalArgumentException if there is no mirror, or the size is negative
     */
    public RemoteFile {
        Objects.requireNonNull(name);
        mirrors = List.copyOf(mirrors);
        if (mirrors.isEmpty() || size < 0 && size != UNKNOWN) {
            throw new IllegalArgumentException(name + " has " + size + " bytes at " + mirrors);
        }
    }

    /** A file of known length and checksum. */
    public static RemoteFile of(String name, long size, Checksum checksum, URI... mirrors) {
        return new RemoteFile(name, List.of(mirrors), size, checksum);
    }

    /** The same file at another address. */
    public RemoteFile from(URI address) {
        return new RemoteFile(name, List.of(address), size, checksum);
    }

    /** Another file, of unknown length, at the same addresses; null if nobody knows its checksum. */
    public RemoteFile expecting(Checksum other) {
        return new RemoteFile(name, mirrors, Objects.equals(checksum, other) ? size : UNKNOWN, other);
    }
}
