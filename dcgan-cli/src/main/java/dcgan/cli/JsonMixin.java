package dcgan.cli;

import dcgan.cli.console.Console;
import dcgan.cli.io.Json;
import dcgan.cli.io.RunException;
import dcgan.cli.io.StopSignals;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine.Option;

/** The option to have results in a file, too. */
final class JsonMixin {
    @Option(names = "--json", paramLabel = "FILE", description = "Writes the results to a JSON file, too.")
    private Path file;

    /**
     * Called before the results are worked for.
     *
     * @throws RunException if the file, should there be one, cannot be written in any case
     */
    void check() {
        if (file == null) {
            return;
        }
        if (Files.isDirectory(file)) {
            throw new RunException(file + " cannot be written: it is a folder; name a file in it");
        }
        if (!Files.isDirectory(file.toAbsolutePath().getParent())) {
            throw new RunException(file + " cannot be written: its folder does not exist; create that first");
        }
    }

    /**
     * The streams for the results as text.
     *
     * @param others files that are written too, null for one that is not
     */
    Console console(Path... others) {
        Path[] files = Arrays.copyOf(others, others.length + 1);
        files[others.length] = file;
        return Console.besides(files);
    }

    /** Writes the results, if there is a file for them. */
    void write(Object results) {
        if (file != null) {
            StopSignals.interrupting(() -> Json.write(file, results));
        }
    }
}
