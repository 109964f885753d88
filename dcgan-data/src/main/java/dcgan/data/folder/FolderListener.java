package dcgan.data.folder;

import java.nio.file.Path;
import java.util.List;

/** Hears how a folder is read, on the thread that reads it. */
public interface FolderListener {
    /**
     * Some more pictures have been read.
     *
     * @param done how many are read, those that the cache had included
     * @param total how many will be read
     */
    default void loaded(int done, int total) {}

    /** These pictures cannot be read and are left out, of so many. */
    default void leftOut(List<UnreadablePicture> pictures, int total) {}

    /** Another process or thread is reading the same folder; this one waits until that has ended. */
    default void waiting(Path cache) {}

    /** Pixels are kept in memory, because the cache cannot be used for that reason, in a few words. */
    default void withoutCache(Path cache, String reason) {}
}
