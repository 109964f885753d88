package dcgan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packages of the command line use each other in one direction. */
class PackagesTest {
    private static final Path SOURCES = Path.of("src/main/java/dcgan/cli");
    private static final Pattern USE = Pattern.compile("\\bdcgan\\.cli\\.([a-z]+)\\.[A-Z]");

    /** Each may use those before it. */
    private static final List<String> ORDER =
            List.of("console", "io", "config", "evaluation", "record", "report", "run", "bench");

    @Test
    void eachUsesOnlyThoseBeforeIt() throws IOException {
        assertEquals(Set.copyOf(ORDER), packages());
        for (String name : ORDER) {
            Set<String> used = used(SOURCES.resolve(name));
            used.removeAll(ORDER.subList(0, ORDER.indexOf(name) + 1));
            assertEquals(Set.of(), used, name);
        }
        assertTrue(used(SOURCES.resolve("run")).contains("report"));
    }

    private static Set<String> packages() throws IOException {
        try (Stream<Path> folders = Files.list(SOURCES)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .collect(Collectors.toSet());
        }
    }

    private static Set<String> used(Path folder) throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                USE.matcher(Files.readString(file))
                        .results()
                        .map((MatchResult use) -> use.group(1))
                        .forEach(used::add);
            }
        }
        return used;
    }
}
