package dcgan.data.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folders that something to be written lacks, so that they can be taken back if it does not come to that.
 *
 * @param folders the deepest first; empty if nothing is missing
 */
public record MissingFolders(List<Path> folders) {
    /** Those of a folder: itself and all above it, as far as they are not there. */
    public static MissingFolders of(Path folder) {
        return new MissingFolders(
                Stream.iterate(folder.toAbsolutePath(), f -> f != null && Files.notExists(f), Path::getParent)
                        .toList());
    }

    /** Makes them. */
    public void make() throws IOException {
        if (!folders.isEmpty()) {
            Files.createDirectories(folders.getFirst());
        }
    }

    /** Removes them again, as far as nothing is in them. */
    public void removeIfEmpty() {
        try {
            for (Path folder : folders) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            // Something is there by now, which stays.
        }
    }
}
