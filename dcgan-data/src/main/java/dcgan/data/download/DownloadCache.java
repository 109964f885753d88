package dcgan.data.download;

import java.nio.file.Path;

/** Where downloads are kept for this user. */
public final class DownloadCache {
    private DownloadCache() {}

    /** {@code $XDG_CACHE_HOME/dcgan}, or {@code ~/.cache/dcgan} if that is not set to an absolute path. */
    public static Path folder() {
        return folder(System.getenv("XDG_CACHE_HOME"), System.getProperty("user.home"));
    }

    /** The place of a file in that folder, whether it is there or not. */
    public static Path path(RemoteFile file) {
        return folder().resolve(file.name());
    }

    static Path folder(String xdgCacheHome, String home) {
        // The XDG base directory specification has relative paths ignored.
        Path cache = xdgCacheHome != null && Path.of(xdgCacheHome).isAbsolute()
                ? Path.of(xdgCacheHome)
                : Path.of(home, ".cache");
        return cache.resolve("dcgan");
    }
}
