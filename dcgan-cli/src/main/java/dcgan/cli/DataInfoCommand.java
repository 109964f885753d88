package dcgan.cli;

import dcgan.cli.console.Console;
import dcgan.cli.console.LoadDisplay;
import dcgan.cli.console.Table;
import dcgan.data.Dataset;
import dcgan.data.Split;
import dcgan.data.folder.ImageFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dcgan data info}. */
@Command(
        name = "info",
        modelTransformer = DatasetHelp.class,
        mixinStandardHelpOptions = true,
        versionProvider = Main.ModuleVersion.class,
        sortOptions = false,
        description = "Reads all of a data set, checks it, and tells what is in it.")
final class DataInfoCommand implements Callable<Integer> {
    @Mixin
    private StoredDataMixin data;

    @Override
    public Integer call() {
        Console console = Console.ofProcess();
        try (LoadDisplay display = data.display(console)) {
            Dataset dataset = data.open(display);
            if (dataset instanceof ImageFolder folder) {
                FolderInfo.tell(folder, data, console);
            } else {
                tell(dataset, console);
            }
        }
        return 0;
    }

    private void tell(Dataset dataset, Console console) {
        List<String> classNames = dataset.classNames();
        List<int[]> counts = dataset.splits().stream()
                .map(split -> dataset.images(split).countsPerClass())
                .toList();
        console.result(String.format(
                Locale.ROOT,
                "%s: %s, %d x %d pixels%s, %d classes",
                data.source(),
                sizes(dataset.splits(), counts),
                dataset.shape().width(),
                dataset.shape().height(),
                dataset.shape().channels() == 1 ? " in grey" : "",
                classNames.size()));
        console.result("");
        Table table = new Table(0, 2, 3);
        List<String> head = new ArrayList<>(List.of("LABEL", "CLASS"));
        dataset.splits().forEach(split -> head.add(split.name()));
        table.row(head.toArray(String[]::new));
        for (int label = 0; label < classNames.size(); label++) {
            List<String> row = new ArrayList<>(List.of(Integer.toString(label), classNames.get(label)));
            for (int[] perClass : counts) {
                row.add(count(perClass[label]));
            }
            table.row(row.toArray(String[]::new));
        }
        table.lines().forEach(console::result);
    }

    /** {@code 50,000 images to train with, 10,000 to test with}. */
    private static String sizes(List<Split> splits, List<int[]> counts) {
        List<String> sizes = new ArrayList<>();
        for (int i = 0; i < counts.size(); i++) {
            sizes.add(count(IntStream.of(counts.get(i)).sum()) + (i == 0 ? " images" : "") + " to " + splits.get(i)
                    + " with");
        }
        return String.join(", ", sizes);
    }

    private static String count(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
