package dcgan.cli;

import dcgan.cli.config.DatasetKind;
import dcgan.cli.console.Console;
import dcgan.cli.run.Fetch;
import dcgan.data.download.Checksum;
import dcgan.data.download.Download;
import dcgan.data.download.RemoteFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dcgan data fetch}. */
@Command(
        name = "fetch",
        mixinStandardHelpOptions = true,
        versionProvider = Main.ModuleVersion.class,
        sortOptions = false,
        modelTransformer = DatasetHelp.class,
        description = {
            "Fetches a data set, goes on where an earlier try ended, and checks it.",
            "",
            DatasetHelp.SOURCES,
            "",
            "A proxy is taken from the environment: https_proxy, http_proxy, all_proxy, no_proxy.",
            ""
        })
final class DataFetchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "DATASET",
            defaultValue = DatasetKind.DEFAULT,
            converter = Names.FetchableDataset.class,
            completionCandidates = Names.FetchableDataset.class,
            description = "One of: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private DatasetKind dataset;

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description = "Where to; a folder, if the data set is more than one file. Default: the cache,"
                    + " $XDG_CACHE_HOME/dcgan or ~/.cache/dcgan, where train looks for it")
    private Path to;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "From where, if the data set is a single file. Default: the address above")
    private URI url;

    @Option(
            names = "--md5",
            paramLabel = "MD5",
            description = "The checksum that a single file must have. Default: the one above, which is its author's")
    private String md5;

    @Option(names = "--no-progress", description = "No progress bar.")
    private boolean noProgress;

    @Override
    public Integer call() {
        List<RemoteFile> files = dataset.files();
        if (files.size() > 1 && (url != null || md5 != null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--url and --md5 are for a data set of a single file, but " + dataset + " has " + files.size());
        }
        Console console = Console.ofProcess();
        Path place = to == null ? dataset.cached() : to;
        List<Path> targets = dataset.places(place);
        for (int i = 0; i < files.size(); i++) {
            RemoteFile file = asTold(files.get(i));
            console.notice("fetching " + file.mirrors().getFirst() + " to " + targets.get(i));
            Fetch.run(Download.of(file, targets.get(i)), console, !noProgress && Console.isInteractive());
        }
        console.result(place.toString());
        return 0;
    }

    private RemoteFile asTold(RemoteFile file) {
        RemoteFile from = url == null ? file : file.from(url);
        return md5 == null ? from : from.expecting(Checksum.md5(md5));
    }
}
