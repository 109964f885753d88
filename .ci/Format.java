import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks that every Java file below a folder is formatted, or formats them all; the build runs it.
 *
 * <p>It calls palantir-java-format in a JVM of its own, because that formatter parses with the javac
 * of the Java it runs on, and Maven may run on one that does not know this project's syntax.
 */
class Format {
    private static final Formatter FORMATTER = Formatter.createFormatter(
            JavaFormatterOptions.builder().style(Style.PALANTIR).build());

    private static final String BARE_UNDERSCORE =
            " (palantir-java-format cannot print a bare _ in a record pattern: write var _)";

    /** Expects {@code check} or {@code write}, and the folder. */
    public static void main(String[] args) throws IOException {
        boolean write = args[0].equals("write");
        Path root = Path.of(args[1]);
        List<String> complaints = javaFiles(root).parallelStream()
                .map(file -> format(root, file, write))
                .filter(complaint -> !complaint.isEmpty())
                .sorted()
                .toList();
        complaints.forEach(System.err::println);
        if (!complaints.isEmpty()) {
            System.err.println("To format all files: mvn -q -N -Pformat validate");
            System.exit(1);
        }
    }

    private static List<Path> javaFiles(Path root) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                return name.equals("target") || name.equals(".git")
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java")) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    /** Returns what is wrong with the file, or an empty string. */
    private static String format(Path root, Path file, boolean write) {
        Path name = root.relativize(file);
        try {
            String before = Files.readString(file);
            String after = FORMATTER.formatSourceAndFixImports(before);
            if (after.equals(before)) {
                return "";
            }
            if (!write) {
                return name + " is not formatted";
            }
            Files.writeString(file, after);
            return "";
        } catch (FormatterException e) {
            return name + ":" + e.getMessage() + (e.getMessage().contains("'_'") ? BARE_UNDERSCORE : "");
        } catch (IOException e) {
            return name + " cannot be read or written: " + e;
        }
    }
}
