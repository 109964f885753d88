package dcgan.data.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * A file that is taken for a picture.
 *
 * @param path where it is
 * @param edition which edition of it is there
 */
record FoundFile(Path path, Edition edition) {
    /**
     * What changes when a file is written again.
     *
     * @param size in bytes
     * @param modified nanoseconds since 1970
     */
    record Edition(long size, long modified) {
        static Edition of(BasicFileAttributes attributes) {
            return new Edition(attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
        }

        static Edition of(Path file) throws IOException {
            return of(Files.readAttributes(file, BasicFileAttributes.class));
        }
    }
}
