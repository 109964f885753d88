package dcgan.cli;

import dcgan.cli.config.DataChoice;
import dcgan.cli.config.DataRequest;
import dcgan.cli.config.DatasetKind;
import dcgan.cli.console.Console;
import dcgan.cli.console.LoadDisplay;
import dcgan.cli.io.Program;
import dcgan.data.Dataset;
import dcgan.data.folder.FolderListener;
import dcgan.data.folder.OnError;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What chooses a data set to look at. */
final class StoredDataMixin {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "DATASET",
            defaultValue = DatasetKind.DEFAULT,
            converter = Names.Dataset.class,
            description = DatasetHelp.ALL + ". Default: ${DEFAULT-VALUE}")
    private DatasetKind dataset;

    @Option(names = "--data", paramLabel = "PATH", description = DatasetHelp.PLACE + " Default: what is in the cache")
    private Path data;

    @Mixin
    private LabelsMixin labels;

    @Mixin
    private FolderMixin folder;

    @Option(names = "--no-progress", description = "No progress bar.")
    private boolean noProgress;

    /** How far reading is; to be given to {@link #open}, and closed. */
    LoadDisplay display(Console console) {
        return new LoadDisplay(console, !noProgress && Console.isInteractive());
    }

    /** @param listener hears how a folder is read */
    Dataset open(FolderListener listener) {
        labels.requireFor(dataset, "the data set " + dataset);
        folder.requireFor(dataset, "the data set " + dataset);
        dataset.misuse(data != null, this::choice).ifPresent(wrong -> {
            throw new ParameterException(spec.commandLine(), "the data set " + dataset + " " + wrong);
        });
        return dataset.open(new DataRequest(
                path(),
                dataset.shape(),
                null,
                labels.over(DataChoice.DEFAULT),
                folder.options(listener),
                this::choice));
    }

    /** Whether pictures that cannot be read are a failure. */
    boolean refusesUnreadable() {
        return folder.options(new FolderListener() {}).onError() == OnError.REFUSE;
    }

    /** Where it comes from, for people. */
    String source() {
        return dataset.source(path());
    }

    /** The command line that looks at what was given as another data set. */
    private String choice(DatasetKind other) {
        String words = spec.qualifiedName().substring(Program.NAME.length());
        return Program.LAUNCHER + words + " " + other + " --data " + Program.quoted(path());
    }

    private Path path() {
        return data == null ? dataset.cached() : data;
    }
}
