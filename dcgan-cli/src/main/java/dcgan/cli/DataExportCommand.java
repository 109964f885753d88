package dcgan.cli;

import dcgan.cli.console.Console;
import dcgan.cli.console.LoadDisplay;
import dcgan.cli.io.StopSignals;
import dcgan.cli.run.Loading;
import dcgan.data.Dataset;
import dcgan.data.Images;
import dcgan.data.Split;
import dcgan.data.Subset;
import dcgan.data.picture.PngFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dcgan data export}. */
@Command(
        name = "export",
        modelTransformer = DatasetHelp.class,
        mixinStandardHelpOptions = true,
        versionProvider = Main.ModuleVersion.class,
        sortOptions = false,
        description = "Writes the images of a data set as PNG files, a folder for each class. Pictures of a folder are"
                + " scaled to 32 px.")
final class DataExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StoredDataMixin data;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Where to; a folder that is new or empty.")
    private Path out;

    @Option(names = "--test", description = "The images to test with instead of those to train with.")
    private boolean test;

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = Numbers.Positive.class,
            description = "Only the first N images. Default: all")
    private Integer limit;

    @Override
    public Integer call() {
        Console console = Console.ofProcess();
        try (LoadDisplay display = data.display(console)) {
            export(data.open(display), console);
        }
        return 0;
    }

    private void export(Dataset dataset, Console console) {
        Split split = test ? Split.TEST : Split.TRAIN;
        if (!dataset.splits().contains(split)) {
            throw new ParameterException(
                    spec.commandLine(), "--test: the data set " + dataset.name() + " has no images to test with");
        }
        // Reading may take minutes.
        PngFiles.requireEmpty(out);
        Images images = Loading.images(dataset, split, limit == null ? Subset.ALL : Subset.first(limit), console);
        StopSignals.interrupting(
                () -> PngFiles.export(images, out), () -> Files.exists(out) ? "the pictures so far are in " + out : "");
        console.result(String.format(Locale.ROOT, "%s: %,d PNG files", out, images.size()));
    }
}
