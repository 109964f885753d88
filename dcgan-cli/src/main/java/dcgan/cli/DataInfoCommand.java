package dcgan.cli;

import dcgan.cli.console.Console;
import dcgan.cli.console.Table;
import dcgan.data.Cifar10;
import dcgan.data.Cifar10Download;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dcgan data info}. */
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        versionProvider = Main.ModuleVersion.class,
        sortOptions = false,
        description = "Reads all of an archive, checks it, and tells what is in it.")
final class DataInfoCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "PATH",
            description =
                    "An archive in CIFAR-10's layout, or the folder it was unpacked to. Default: the one in the cache")
    private Path data;

    @Override
    public Integer call() {
        Path path = data == null ? Cifar10Download.cachedArchive() : data;
        Cifar10 cifar = Cifar10.open(path);
        Console console = Console.ofProcess();
        console.result(String.format(
                Locale.ROOT,
                "%s: %,d images to train with, %,d to test with, %d x %d pixels, %d classes",
                path,
                cifar.train().size(),
                cifar.test().size(),
                cifar.train().width(),
                cifar.train().height(),
                cifar.classNames().size()));
        console.result("");
        int[] train = cifar.train().countsPerClass();
        int[] test = cifar.test().countsPerClass();
        Table table = new Table(0, 2, 3).row("LABEL", "CLASS", "TRAIN", "TEST");
        for (int label = 0; label < cifar.classNames().size(); label++) {
            table.row(Integer.toString(label), cifar.classNames().get(label), count(train[label]), count(test[label]));
        }
        table.lines().forEach(console::result);
        return 0;
    }

    private static String count(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
