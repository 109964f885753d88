package dcgan.cli.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Names of files that came here as text. On Unix a name is any bytes, and Java decodes those of the command line by the
 * locale: what is not of its encoding arrives as replacement characters, and would not be found again by them. Such a name
 * is looked up among those that are there.
 */
public final class NativeNames {
    private static final char REPLACEMENT = '\uFFFD';

    private NativeNames() {}

    /**
     * The file or folder of a name.
     *
     * @throws InvalidPathException if it cannot be one, or if it has characters of another encoding and nothing, or more than
     *     one thing, is there that it may stand for
     */
    public static Path path(String name) {
        if (name.indexOf(REPLACEMENT) < 0) {
            return Path.of(name);
        }
        Path path = Path.of(name.startsWith("/") ? "/" : "");
        for (String part : name.split("/+")) {
            if (part.indexOf(REPLACEMENT) < 0) {
                path = path.resolve(part);
                continue;
            }
            List<Path> found = shownAs(part, path);
            if (found.size() != 1) {
                throw new InvalidPathException(
                        name,
                        (found.isEmpty()
                                        ? "it is not in the encoding of this locale ("
                                        : "several names look like it in the encoding of this locale (")
                                + System.getProperty("sun.jnu.encoding") + "); rename it");
            }
            path = path.resolve(found.getFirst());
        }
        return path;
    }

    private static List<Path> shownAs(String part, Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::getFileName)
                    .filter(file -> file.toString().equals(part))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
