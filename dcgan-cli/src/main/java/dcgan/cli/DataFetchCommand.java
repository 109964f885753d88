package dcgan.cli;

import dcgan.cli.console.Console;
import dcgan.cli.run.Fetch;
import dcgan.data.Cifar10Download;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dcgan data fetch}. */
@Command(
        name = "fetch",
        mixinStandardHelpOptions = true,
        versionProvider = Main.ModuleVersion.class,
        sortOptions = false,
        description = {
            "Fetches the CIFAR-10 archive (170 MB), goes on where an earlier try ended, and checks it.",
            "",
            "A proxy is taken from the environment: https_proxy, http_proxy, all_proxy, no_proxy.",
            ""
        })
final class DataFetchCommand implements Callable<Integer> {
    @Option(
            names = "--to",
            paramLabel = "FILE",
            description =
                    "Where to. Default: the cache, $XDG_CACHE_HOME/dcgan or ~/.cache/dcgan, where train looks for it")
    private Path to;

    @Option(names = "--url", paramLabel = "URL", description = "From where. Default: ${DEFAULT-VALUE}")
    private URI url = Cifar10Download.OFFICIAL_URL;

    @Option(
            names = "--md5",
            paramLabel = "MD5",
            description = "The checksum that it must have. Default: its author's, ${DEFAULT-VALUE}")
    private String md5 = Cifar10Download.OFFICIAL_MD5;

    @Option(names = "--no-progress", description = "No progress bar.")
    private boolean noProgress;

    @Override
    public Integer call() {
        Console console = Console.ofProcess();
        Path target = to == null ? Cifar10Download.cachedArchive() : to;
        console.notice("fetching " + url + " to " + target);
        Fetch.run(Cifar10Download.to(target).from(url).md5(md5), console, !noProgress && Console.isInteractive());
        console.result(target.toString());
        return 0;
    }
}
