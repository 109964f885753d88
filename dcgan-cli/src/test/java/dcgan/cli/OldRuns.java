package dcgan.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The runs in the test resources, which older versions made, without their pictures; named as {@code format-1/simple}. */
final class OldRuns {
    private static final Path ROOT = Path.of("src/test/resources").toAbsolutePath();

    private OldRuns() {}

    /** Copies a run, or another folder of them, to a new folder. */
    static Path copy(String name, Path target) throws IOException {
        Path source = ROOT.resolve(name);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path copied = target.resolve(source.relativize(file).toString());
                Files.createDirectories(copied.getParent());
                Files.copy(file, copied);
            }
        }
        return target;
    }

    /** The only checkpoint of a run. */
    static Path checkpoint(String run) throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve(run, "checkpoints"))) {
            return files.findFirst().orElseThrow();
        }
    }

    /** What the older version wrote to {@code metrics.csv} when it did not stop in between. */
    static Path whole(String run) {
        Path folder = ROOT.resolve(run);
        return folder.resolveSibling("whole").resolve(folder.getFileName() + ".csv");
    }
}
