package dcgan.cli;

import dcgan.cli.console.Console;
import dcgan.cli.io.Program;
import dcgan.cli.io.RunException;
import dcgan.cli.io.StopSignals;
import dcgan.cli.record.GeneratorFile;
import dcgan.nn.gan.Checkpoint;
import dcgan.nn.gan.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dcgan export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        versionProvider = Main.ModuleVersion.class,
        sortOptions = false,
        description = {
            "Writes the generator of a run to a small file, to draw with or to share.",
            "",
            "The file has the safetensors format and PyTorch's names and layouts. The weights of the convolutions have"
                    + " half precision. The options of the training are in its metadata. A training cannot resume from"
                    + " it.",
            ""
        })
final class ExportCommand implements Callable<Integer> {
    @Option(
            names = "--from",
            required = true,
            paramLabel = "RUN_OR_CHECKPOINT",
            description = "The folder of a run, for its newest checkpoint, or a checkpoint.")
    private Path from;

    @Option(
            names = "--best",
            description = "Takes the run's checkpoint with the best score, which train --evaluate-every keeps.")
    private boolean best;

    @Option(
            names = "--raw",
            description = "Takes the generator itself, where the training keeps an average of it with --ema.")
    private boolean raw;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file to write.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        GeneratorFile file = best ? GeneratorFile.best(from) : GeneratorFile.find(from);
        if (Files.exists(out) && Files.isSameFile(out, file.weights().path())) {
            throw new RunException(out + " is the checkpoint itself; name another file with --out");
        }
        StopSignals.interrupting(() ->
                Weights.saveGenerator(out, file.network().generator(), file.generator(raw), notes(file.weights())));
        Console console = Console.ofProcess();
        console.result(String.format(Locale.ROOT, "%s: %.1f MB", out, Files.size(out) / 1e6));
        console.notice("draw with it: " + Program.generate(out));
        return 0;
    }

    /** The options of the training and where it stood, if the file says so. */
    private Map<String, String> notes(Weights weights) {
        Map<String, String> notes = new LinkedHashMap<>(
                weights.checkpoint().map(Checkpoint::configuration).orElse(Map.of()));
        weights.checkpoint().ifPresent(checkpoint -> notes.put("epoch", Integer.toString(checkpoint.epochs())));
        weights.averaged().ifPresent(_ -> notes.put("generator", raw ? "itself" : "averaged"));
        return notes;
    }
}
