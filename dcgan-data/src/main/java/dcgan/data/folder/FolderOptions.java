package dcgan.data.folder;

import dcgan.data.decode.PictureOptions;
import java.nio.file.Path;
import java.util.Objects;

/**
 * How the pictures of a folder are read.
 *
 * @param pictures what decides about their pixels
 * @param onError what happens when one cannot be read
 * @param cache the folder that keeps decoded pixels for the next time; null to decode into memory every time
 * @param listener hears how it goes
 */
public record FolderOptions(PictureOptions pictures, OnError onError, Path cache, FolderListener listener) {
    /** Pictures are cropped, each must be readable, and nothing is kept. */
    public static final FolderOptions DEFAULT =
            new FolderOptions(PictureOptions.DEFAULT, OnError.REFUSE, null, new FolderListener() {});

    /** Checks that only the cache is null. */
    public FolderOptions {
        Objects.requireNonNull(pictures);
        Objects.requireNonNull(onError);
        Objects.requireNonNull(listener);
    }

    /** The same with other pixels. */
    public FolderOptions pictures(PictureOptions pictures) {
        return new FolderOptions(pictures, onError, cache, listener);
    }

    /** The same with another way to treat pictures that cannot be read. */
    public FolderOptions onError(OnError onError) {
        return new FolderOptions(pictures, onError, cache, listener);
    }

    /** The same with another folder for decoded pixels, or null for none. */
    public FolderOptions cache(Path cache) {
        return new FolderOptions(pictures, onError, cache, listener);
    }

    /** The same with another listener. */
    public FolderOptions listener(FolderListener listener) {
        return new FolderOptions(pictures, onError, cache, listener);
    }
}
