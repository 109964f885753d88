package dcgan.cli;

import dcgan.cli.console.Console;
import dcgan.cli.io.StopSignals;
import dcgan.data.Cifar10;
import dcgan.data.ImageDataset;
import dcgan.data.PngFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dcgan data export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        versionProvider = Main.ModuleVersion.class,
        sortOptions = false,
        description = "Writes the images of an archive as PNG files, a folder for each class.")
final class DataExportCommand implements Callable<Integer> {
    @Mixin
    private ArchiveMixin archive;

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
        Cifar10 cifar = Cifar10.open(archive.path());
        ImageDataset all = test ? cifar.test() : cifar.train();
        ImageDataset images = limit == null ? all : all.limit(limit);
        StopSignals.interrupting(
                () -> PngFiles.export(images, out), () -> Files.exists(out) ? "the pictures so far are in " + out : "");
        Console.ofProcess().result(String.format(Locale.ROOT, "%s: %,d PNG files", out, images.size()));
        return 0;
    }
}
