package dcgan.cli;

import dcgan.cli.console.Console;
import dcgan.cli.io.StopSignals;
import dcgan.data.cifar.Cifar10;
import dcgan.data.cifar.Cifar10Writer;
import dcgan.data.shapes.Shapes;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dcgan data shapes}. */
@Command(
        name = "shapes",
        mixinStandardHelpOptions = true,
        versionProvider = Main.ModuleVersion.class,
        sortOptions = false,
        description = "Draws shapes of ten classes into an archive in CIFAR-10's own layout.")
final class DataShapesCommand implements Callable<Integer> {
    /** Of the six files in CIFAR-10's layout. */
    private static final int TRAIN_FILES = 5;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The archive to write, a new .tar.gz file.")
    private Path out;

    @Option(
            names = "--per-file",
            paramLabel = "N",
            defaultValue = "2000",
            converter = Numbers.Positive.class,
            description =
                    "Images in each of the six files, at most 10,000: five times as many to train with, as many again"
                            + " to test with. Default: ${DEFAULT-VALUE}")
    private int perFile;

    @Option(
            names = "--seed",
            converter = Numbers.Whole.class,
            paramLabel = "N",
            defaultValue = "1",
            description = "What the shapes come from: the same seed makes the same archive. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Override
    public Integer call() {
        if (perFile > Cifar10.MAX_RECORDS) {
            throw new ParameterException(
                    spec.commandLine(), "--per-file may be at most " + Cifar10.MAX_RECORDS + ", but is " + perFile);
        }
        Console console = Console.besides(out);
        Shapes shapes = Shapes.of(Cifar10.SHAPE, TRAIN_FILES * perFile, perFile, seed);
        StopSignals.interrupting(() -> Cifar10Writer.write(shapes, perFile, out));
        console.result(out.toString());
        return 0;
    }
}
