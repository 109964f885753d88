package dcgan.cli;

import dcgan.cli.config.DataChoice;
import dcgan.cli.config.DatasetKind;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that choose the images to train on. */
final class DataMixin {
    @Option(
            names = "--dataset",
            paramLabel = "DATASET",
            converter = Names.Dataset.class,
            description = DatasetHelp.ALL + ". Default: " + DatasetKind.DEFAULT)
    private DatasetKind dataset;

    @Option(
            names = "--data",
            paramLabel = "PATH",
            description = DatasetHelp.PLACE
                    + " Without it a data set that can be fetched is taken from the cache, and is fetched first if it"
                    + " is not there.")
    private Path data;

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = Numbers.Positive.class,
            description =
                    "Only N images: a random sample with equally many of each class, which depends on --seed alone."
                            + " Default: all images (shapes: the first 10,000 of 50,000)")
    private Integer limit;

    @Mixin
    private LabelsMixin labels;

    @Mixin
    private FolderMixin folder;

    @Option(names = "--offline", description = "Never fetch anything.")
    boolean offline;

    /** The images that were chosen here, and else those of another run. */
    DataChoice over(DataChoice base) {
        DatasetKind kind = dataset == null ? base.dataset() : dataset;
        labels.requireFor(kind, DataChoice.option(kind));
        folder.requireFor(kind, DataChoice.option(kind));
        DataChoice choice = DataChoice.of(
                kind,
                data == null ? base.data() : data.toAbsolutePath().normalize().toString(),
                limit == null ? base.limit() : limit);
        return folder.over(choice.withLabels(labels.over(base)), base);
    }
}
