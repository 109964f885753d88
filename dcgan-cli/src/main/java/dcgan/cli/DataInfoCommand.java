package dcgan.cli;

import dcgan.cli.console.Console;
import dcgan.cli.console.Table;
import dcgan.data.Cifar10;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dcgan data info}. */
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        versionProvider = Main.ModuleVersion.class,
        sortOptions = false,
        description = "Reads all of an archive, checks it, and tells what is in it.")
final class DataInfoCommand implements Callable<Integer> {
    @Mixin
    private ArchiveMixin archive;

    @Override
    public Integer call() {
        Cifar10 cifar = Cifar10.open(archive.path());
        Console console = Console.ofProcess();
        console.result(String.format(
                Locale.ROOT,
                "%s: %,d images to train with, %,d to test with, %d x %d pixels, %d classes",
                archive.path(),
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
